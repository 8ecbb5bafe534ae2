"""What two people do at the same moment: one compartment, every incident, every message once."""

from contextlib import suppress

import pytest

from tests.confidential.incidents.test_reading_archives import chat
from tests.factories.incidents import MORNING, add_incident, keep, make_told
from tests.support.at_once import at_once
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Deadline
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.models import Bundle, BundlePage, Evidence, Incident

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_incidents_of_both_sides_make_one_compartment(taken_up, vera):
    client, helper = taken_up.keyring, vera.keyring
    facts = {"case": taken_up.case, "told": make_told(), "at": MORNING}

    at_once(
        lambda: actions.add_incident(by=None, keyring=client, **facts),
        lambda: actions.add_incident(by=vera.account, keyring=helper, **facts),
    )

    assert len(queries.parts_of(taken_up.case)) == 1
    assert len(queries.timeline(taken_up.keyring, taken_up.case)) == 2


def test_an_archive_read_in_two_tabs_holds_every_message_once(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(1500), "chat.txt")
    facts = {"case": taken_up.case, "evidence_id": evidence_id, "at": MORNING}
    keyrings = [vera.keyring, vera.keyring]

    at_once(*(lambda keyring=keyring: actions.read_on(keyring=keyring, **facts) for keyring in keyrings))
    actions.read_on(keyring=vera.keyring, **facts)

    messages = queries.all_messages(vera.keyring, taken_up.case, evidence_id)
    assert [message.text for message in messages] == [f"bericht nummer {place}" for place in range(1500)]
    assert BundlePage.objects.count() == 3


def test_what_is_written_while_the_case_is_handed_over_is_readable_by_who_got_it(taken_up, vera, wil):
    add_incident(taken_up, vera)
    client, helper = taken_up.keyring, vera.keyring
    at_once(
        lambda: cases.hand_over(
            case=taken_up.case, by=vera.account, to=wil.account, keyring=helper, note="", at=MORNING
        ),
        lambda: actions.add_incident(
            case=taken_up.case, by=None, keyring=client, told=make_told("Nog iets."), at=MORNING
        ),
    )

    lines = queries.timeline(wil.keyring, taken_up.case)
    assert (len(lines), Incident.objects.count()) == (2, 2)


def test_an_archive_that_is_taken_back_while_it_is_read_leaves_nothing(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(1500), "chat.txt")
    facts = {"case": taken_up.case, "evidence_id": evidence_id, "at": MORNING}

    def read():
        # Whoever comes first: it is read and then gone, or gone before it could be read.
        with suppress(actions.NotThere):
            actions.read_on(keyring=vera.keyring, **facts)

    at_once(read, lambda: actions.take_back_evidence(keyring=taken_up.keyring, **facts))

    assert [model.objects.count() for model in (Evidence, Bundle, BundlePage)] == [0, 0, 0]


def test_an_incident_that_is_taken_back_while_it_is_changed_is_gone(taken_up, vera):
    incident_id = add_incident(taken_up, vera)
    facts = {"case": taken_up.case, "incident_id": incident_id, "at": MORNING}

    def change():
        with suppress(actions.NotThere):
            actions.change_incident(by=vera.account, keyring=vera.keyring, told=make_told("Anders."), **facts)

    at_once(change, lambda: actions.take_back_incident(keyring=taken_up.keyring, **facts))

    assert (Incident.objects.count(), Deadline.objects.count()) == (0, 0)
