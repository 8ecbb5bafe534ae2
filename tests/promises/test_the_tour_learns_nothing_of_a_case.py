"""The wall between casework and the Tour: a pause that an adviser asked for cannot be told from one by lot."""

from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.apps import apps
from django.test import Client

from tests.factories.cases import make_case
from tests.factories.team import make_adviser, make_association
from tests.factories.tour import LEUDAL, make_round
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions as cases
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.models import Participation
from weerbaar.team.quiet import actions, queries
from weerbaar.team.quiet.models import Quiet
from weerbaar.team.quiet.rules import TOGETHER

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
ROUNDS = 300


def lot(seed):
    return Random(seed)  # noqa: S311 - a lot that falls the same way each time


def bodies():
    return list(queries.bodies_that_can_be_quiet(TODAY).order_by("pk").values_list("pk", flat=True))


def rows():
    """The register as it lies in the file: in the order in which the database wrote it."""
    return [(str(row.pk), row.authority_id, row.until) for row in Quiet.objects.order_by().iterator()]


@pytest.fixture
def asked():
    """Three hundred times: somebody asks for one body, drawn as evenly as the lot draws, and what then stands there."""
    make_round()
    chance, found = lot(7), []
    everybody = bodies()
    for _ in range(ROUNDS):
        Quiet.objects.all().delete()
        code = chance.choice(everybody)
        actions.ask_for_quiet(authority_code=code, on=TODAY, at=NOW, bearer="account:1", role="adviser", chance=chance)
        found.append((code, rows()))
    return found


def distance(ones, others):
    """The largest gap between two cumulative shares (Kolmogorov and Smirnov)."""
    ones, others = sorted(ones), sorted(others)
    return max(
        abs(sum(x <= at for x in ones) / len(ones) - sum(x <= at for x in others) / len(others))
        for at in sorted({*ones, *others})
    )


def test_the_register_has_no_room_for_an_author_a_reason_or_a_moment():
    assert [field.name for field in Quiet._meta.get_fields()] == ["id", "authority", "until"]
    assert {field.attname for field in Participation._meta.fields if "quiet" in field.attname} == {"quiet_until"}


def test_every_column_of_what_was_asked_for_looks_like_the_rest(asked):
    mine = [(key, until) for code, register in asked for key, body, until in register if body == code]
    others = [(key, until) for code, register in asked for key, body, until in register if body != code]

    assert (len(mine), len(others)) == (ROUNDS, ROUNDS * (TOGETHER - 1))
    limit = 1.63 * ((len(mine) + len(others)) / (len(mine) * len(others))) ** 0.5  # one chance in a hundred
    assert distance([day for _, day in mine], [day for _, day in others]) < limit
    assert {key[14] for key, _ in mine + others} == {"4"}  # every id is drawn, none counts


def test_the_place_in_the_file_says_nothing_either(asked):
    places = Counter([body for _, body, _ in register].index(code) for code, register in asked)

    expected = ROUNDS / TOGETHER
    assert (
        sum((places[place] - expected) ** 2 / expected for place in range(TOGETHER)) < 11.34
    )  # chi², one in a hundred


def test_one_more_change_leaves_no_old_row_to_compare_with(asked):
    before = {key for key, _, _ in rows()}

    actions.ask_for_quiet(authority_code=LEUDAL, on=TODAY, at=NOW, bearer="account:1", role="adviser")

    assert before.isdisjoint(key for key, _, _ in rows())


def test_a_made_up_register_and_one_with_cases_in_it_have_the_same_shape():
    make_round()
    chance = lot(3)
    for _ in range(40):
        actions.let_the_lot_decide(on=TODAY, at=NOW, chance=chance)
    by_lot = rows()
    for code in chance.sample(bodies(), 10):
        actions.ask_for_quiet(authority_code=code, on=TODAY, at=NOW, bearer="account:1", role="adviser", chance=chance)

    assert {tuple(type(value) for value in row) for row in by_lot + rows()} == {(str, str, date)}
    assert distance([row[2] for row in by_lot], [row[2] for row in rows()]) < 0.25


def everything_but(*labels):
    """Every row of the house outside these rooms, as values."""
    models = [model for model in apps.get_models() if model._meta.label not in labels]
    return {model._meta.label: sorted(map(repr, model.objects.order_by().values_list())) for model in models}


@pytest.fixture
def vera(settings, tmp_path):
    settings.SEALED_FILES_DIR = tmp_path / "files"
    adviser = make_adviser(app=True)
    make_association("raadsleden", adviser)
    return adviser


@pytest.fixture
def number(vera):
    """The number of a case that Vera took up."""
    case = make_case().case
    cases.claim(case=case, by=vera.account, keyring=vera.keyring, at=NOW)
    return case.number


def test_pressing_the_button_leaves_no_trace_in_or_beside_the_case(vera, number, client: Client):
    make_round()
    vera.sign_in(client)
    client.get(f"/zaken/{number}/tour-wacht/")
    ours = ("quiet.Quiet", "campaign.Participation", "audit.Event", "audit.Head", "sessions.Session", "accounts.Visit")
    before, events = everything_but(*ours), Event.objects.count()

    answer = client.post(f"/zaken/{number}/tour-wacht/", {"authority": "gemeente Leudal"})

    assert answer.status_code == 302
    assert everything_but(*ours) == before
    told = Event.objects.order_by("sequence")[events:]
    assert [(event.action, event.subject, event.detail) for event in told] == [("quiet.asked", "", {})]
    assert Quiet.objects.filter(authority=LEUDAL).exists()


def test_who_holds_no_key_finds_no_button(number, client: Client):
    make_round()
    make_colleague(Role.ADVISER, name="Bas Bedacht").sign_in(client)

    assert client.get(f"/zaken/{number}/tour-wacht/").status_code == 404
    assert client.post(f"/zaken/{number}/tour-wacht/", {"authority": "Leudal"}).status_code == 404
    assert not Quiet.objects.exists()


@pytest.mark.parametrize("asked_for", ["Utrecht", "waterschap Limburg", "Nergenshuizen", ""])
def test_what_cannot_wait_is_said_so(asked_for, vera, number, client: Client):
    make_round()
    vera.sign_in(client)

    answer = client.post(f"/zaken/{number}/tour-wacht/", {"authority": asked_for})

    assert answer.status_code == 400
    assert not Quiet.objects.exists()


def test_what_the_tour_sees_names_nobody(client: Client):
    make_round()
    actions.ask_for_quiet(authority_code=LEUDAL, on=TODAY, at=NOW, bearer="account:1", role="adviser")
    make_colleague(Role.TOUR, name="Toon Tournee").sign_in(client)

    for page in ("/tour/", f"/tour/organisatie/{LEUDAL}/", "/tour/kaart/"):
        text = client.get(page).content.decode()
        assert "vertrouwenspersoon" not in text
        assert "account:1" not in text
