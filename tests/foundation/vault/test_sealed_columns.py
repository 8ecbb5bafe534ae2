"""A sealed column hides itself wherever it is printed, and its boxes open in their own row only."""

import copy
import json
import pickle

import pytest
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.template import Context, Engine

from tests.factories.cases import MESSAGE, make_case
from tests.factories.team import make_adviser, make_association
from weerbaar.confidential.cases.models import Case, Entry, Identity, Note
from weerbaar.foundation.vault.boxes import Box
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted
from weerbaar.foundation.vault.fields import Sealed, seal_into, sealed_columns, sealed_columns_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    vera = make_adviser()
    make_association("raadsleden", vera)
    return vera


@pytest.fixture
def entry(vera):
    make_case()
    return Entry.objects.get()


def test_a_sealed_word_is_revealed_to_who_holds_the_key(vera, entry):
    assert entry.body.reveal(vera.keyring) == MESSAGE
    with pytest.raises(NotGranted):
        entry.body.reveal(make_adviser("Bas Buitenstaander").keyring)


def test_a_sealed_word_never_shows_itself(entry):
    sealed = entry.body
    page = Engine().from_string("{{ sealed }}|{{ sealed|safe }}|{{ sealed|upper }}").render(Context({"sealed": sealed}))

    assert f"{sealed} {sealed!s} {sealed!r} {[sealed]}".replace("[verzegeld]", "-") == "- - - [-]"
    assert page == "[verzegeld]|[verzegeld]|[VERZEGELD]"
    assert json.dumps({"body": sealed}, default=str) == '{"body": "[verzegeld]"}'
    with pytest.raises(TypeError):
        json.dumps(sealed)
    with pytest.raises(TypeError):
        json.dumps(sealed, cls=DjangoJSONEncoder)


def test_a_sealed_word_that_was_copied_or_serialized_is_still_sealed(entry):
    copies = pickle.dumps(entry) + pickle.dumps(entry.body) + serializers.serialize("json", [entry]).encode()

    assert copies.find(b"brief op de mat") == -1
    assert str(copy.deepcopy(entry).body) == "[verzegeld]"


def test_the_database_holds_no_plain_word(entry):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM cases_entry")
        stored = bytes(cursor.fetchone()[0])

    assert stored == entry.body.box
    assert stored.find(b"brief") == -1


def test_a_sealed_column_takes_no_plain_words(entry):
    for plain in ("tekst", b"bytes", bytearray(b"bytes"), 7):
        with pytest.raises(TypeError, match="takes sealed boxes only"):
            entry.body = plain
    assert isinstance(Entry.body, type(Entry.__dict__["body"]))


def test_a_sealed_column_takes_what_was_read_from_it_and_nothing_at_all(entry):
    case = entry.case
    case.summary = case.summary
    assert isinstance(case.summary, Sealed)
    case.summary = None
    assert case.summary is None
    assert Note().body is None


def test_words_are_not_sealed_into_the_wrong_compartment(vera, entry):
    keyring, case = vera.keyring, entry.case
    team_key = keyring.key_for(case.team_id)

    with pytest.raises(ValueError, match="belongs to another compartment"):
        seal_into(entry, team_key, body="een notitie")
    assert entry.body.reveal(keyring) == MESSAGE


def test_a_box_moved_to_another_row_column_or_table_does_not_open(vera):
    keyring = vera.keyring
    first, second = make_case("de eerste").case, make_case("de tweede").case
    one, other = Entry.objects.get(case=first), Entry.objects.get(case=second)
    person = Identity.objects.get(case=first)

    Entry.objects.filter(pk=other.pk).update(body=one.body, thread=first.thread_id)
    Case.objects.filter(pk=first.pk).update(summary=one.body)
    Identity.objects.filter(pk=first.pk).update(name=person.reach, reach=person.name)

    for sealed in (
        Entry.objects.get(pk=other.pk).body,
        Case.objects.get(pk=first.pk).summary,
        Identity.objects.get(pk=first.pk).name,
    ):
        with pytest.raises(BrokenBox):
            sealed.reveal(keyring)


def test_empty_bytes_in_a_row_are_nothing_and_not_a_box():
    assert Note(body=b"").body is None
    assert Note(body=Box(b"\x01")).body.box == b"\x01"


def test_every_sealed_column_of_the_house_is_known():
    assert sorted(f"{model._meta.label}.{field.name}" for model, field in sealed_columns()) == [
        "cases.Attachment.key",
        "cases.Attachment.media_type",
        "cases.Attachment.name",
        "cases.Attachment.size",
        "cases.Case.summary",
        "cases.DangerCheck.handover",
        "cases.Entry.body",
        "cases.Identity.barred",
        "cases.Identity.for_whom",
        "cases.Identity.name",
        "cases.Identity.reach",
        "cases.Note.body",
        "cases.Person.name",
        "cases.Person.profile",
        "cases.Person.reach",
        "cases.Person.relation",
        "cases.Task.title",
        "incidents.Bundle.picked",
        "incidents.BundlePage.messages",
        "incidents.Evidence.digest",
        "incidents.Evidence.facts",
        "incidents.Evidence.key",
        "incidents.Evidence.media_type",
        "incidents.Evidence.name",
        "incidents.Evidence.size",
        "incidents.Evidence.stamp",
        "incidents.Incident.facts",
        "incidents.Incident.summary",
        "incidents.PlanStep.facts",
        "incidents.PoliceFile.facts",
        "incidents.PoliceReport.facts",
    ]


def test_every_sealed_column_hangs_on_a_compartment_of_the_kind_it_names():
    kinds = {"thread", "team", "identity", "evidence"}

    assert {field.compartment for _, field in sealed_columns()} == kinds
    assert sum(len(names) for kind in kinds for names in sealed_columns_of(kind).values()) == len(sealed_columns())
