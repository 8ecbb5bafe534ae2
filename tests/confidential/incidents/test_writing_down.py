"""Writing down what happened: by whoever helps or by whom it happened to, sealed, and only for who holds a key."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.factories.cases import make_case
from tests.factories.incidents import MORNING, TOLD, add_incident, keep, make_told
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases import queries as case_queries
from weerbaar.confidential.cases.actions.ending import erase, shut_out_client
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.facts import Told
from weerbaar.confidential.incidents.models import Evidence, Incident
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.compartments import holders_of
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.models import Compartment, Holder

LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def arrived(raadsleden):
    return make_case()


@pytest.fixture
def taken_up(arrived, vera):
    cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def words(keyring, case):
    return [line.headline.words for line in queries.timeline(keyring, case)]


def test_helper_and_client_read_what_either_wrote_down(taken_up, vera):
    add_incident(taken_up, vera, description="Van Vera.", day=date(2026, 11, 20))
    add_incident(taken_up, None, description="Van de client.", day=date(2026, 11, 21))

    assert words(vera.keyring, taken_up.case) == ["Van de client.", "Van Vera."]
    assert words(taken_up.keyring, taken_up.case) == ["Van de client.", "Van Vera."]


def test_the_first_need_makes_one_compartment_for_whoever_reads_the_conversation(taken_up, vera):
    assert queries.parts_of(taken_up.case) == []

    add_incident(taken_up, vera)
    add_incident(taken_up, None)

    (part,) = queries.parts_of(taken_up.case)
    assert holders_of(part) == holders_of(taken_up.case.thread_id)


def test_all_that_was_told_comes_back(taken_up, vera):
    told = make_told(
        day=date(2026, 11, 20),
        clock=time(22, 15),
        about=True,
        known=date(2026, 11, 21),
        behaviours=("threat", "stalking"),
        channel="face_to_face",
        severity="very_serious",
        targets=("self", "household"),
        place="voor mijn huis",
        effect="Ik slaap niet.",
        witnesses="de buurvrouw",
        offender="known",
        about_offender="een man van de voetbalclub",
    )
    incident_id = actions.add_incident(case=taken_up.case, by=vera.account, keyring=vera.keyring, told=told, at=MORNING)

    found = queries.incident_for(taken_up.keyring, taken_up.case, incident_id)

    assert found.told == told
    assert found.told.headline.moment == datetime(2026, 11, 20, 21, 15, tzinfo=UTC)


def test_a_day_without_an_hour_begins_at_midnight_so_that_no_term_is_too_late():
    assert make_told(day=date(2026, 7, 1)).headline.moment == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_a_line_holds_the_first_words_and_breaks_between_them():
    headline = make_told("woord " * 100).headline

    assert (len(headline.words) < 130, headline.words.endswith("woord …")) == (True, True)


def test_nothing_of_it_is_readable_in_the_row(taken_up, vera):
    add_incident(taken_up, vera)
    row = Incident.objects.get()

    stored = bytes(row.summary.box) + bytes(row.facts.box)

    assert [word for word in (TOLD, "threat", "2026-11-20") if word.encode() in stored] == []


def test_what_a_client_writes_down_waits_for_us_and_what_a_helper_writes_does_not(taken_up, vera):
    cases.answer(case=taken_up.case, by=vera.account, keyring=vera.keyring, text="Dag.", at=NIGHT)

    add_incident(taken_up, vera)
    assert Case.objects.get().waiting_since is None

    add_incident(taken_up, None)
    assert Case.objects.get().waiting_since == MORNING


def test_changing_replaces_what_was_told_and_says_when(taken_up, vera):
    incident_id = add_incident(taken_up, None)

    actions.change_incident(
        case=taken_up.case,
        by=vera.account,
        keyring=vera.keyring,
        incident_id=incident_id,
        told=make_told("Nu beter.", severity="serious"),
        at=LATER,
    )

    found = queries.incident_for(taken_up.keyring, taken_up.case, incident_id)
    assert (found.told.description, found.changed_at, found.added_at) == ("Nu beter.", LATER, MORNING)
    assert words(vera.keyring, taken_up.case) == ["Nu beter."]


def test_an_incident_of_another_case_is_not_there(taken_up, vera):
    other = make_case("Een andere zaak.")
    cases.claim(case=other.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    incident_id = add_incident(other, vera)

    assert queries.incident_for(vera.keyring, taken_up.case, incident_id) is None
    with pytest.raises(actions.NotThere):
        actions.change_incident(
            case=taken_up.case,
            by=vera.account,
            keyring=vera.keyring,
            incident_id=incident_id,
            told=make_told("x"),
            at=LATER,
        )


def test_a_colleague_without_a_key_reads_and_writes_nothing(taken_up, vera, joris):
    incident_id = add_incident(taken_up, vera)

    with pytest.raises(NotGranted):
        queries.timeline(joris.keyring, taken_up.case)
    with pytest.raises(NotGranted):
        queries.incident_for(joris.keyring, taken_up.case, incident_id)
    with pytest.raises(NotGranted):
        add_incident(taken_up, joris)
    assert Incident.objects.count() == 1


def test_who_cannot_read_the_conversation_makes_no_compartment(taken_up, joris):
    with pytest.raises(NotGranted):
        add_incident(taken_up, joris)

    assert queries.parts_of(taken_up.case) == []


def test_the_evidence_goes_along_when_a_case_is_handed_over(taken_up, vera, wil):
    add_incident(taken_up, vera)
    keep(taken_up, None, b"bewijs")

    cases.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=LATER)

    assert words(wil.keyring, taken_up.case) == [TOLD]
    (original,) = queries.all_evidence(wil.keyring, taken_up.case)
    assert b"".join(original.chunks()) == b"bewijs"
    assert words(taken_up.keyring, taken_up.case) == [TOLD]
    with pytest.raises(NotGranted):
        queries.timeline(vera.keyring, taken_up.case)


def test_words_that_were_made_invalid_open_no_evidence_either(taken_up, vera):
    add_incident(taken_up, vera)
    client = taken_up.keyring

    shut_out_client(case=taken_up.case, keyring=client, at=LATER)

    (part,) = queries.parts_of(taken_up.case)
    assert [holder.kind for holder in holders_of(part)] == [Holder.Kind.PERSON]


def test_erasing_the_case_leaves_no_incident_and_no_file(taken_up, vera):
    incident_id = add_incident(taken_up, vera)
    keep(taken_up, None, b"bewijs", incident_id=incident_id)

    erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=LATER)

    assert (Incident.objects.count(), Evidence.objects.count(), Compartment.objects.count()) == (0, 0, 0)


def test_the_trail_tells_that_it_was_written_down_and_no_word_of_it(taken_up, vera):
    incident_id = add_incident(taken_up, vera)

    (event,) = Event.objects.filter(action="incident.added")

    assert (event.bearer, event.subject) == (vera.account.bearer, taken_up.case.subject)
    assert event.detail == {"incident": str(incident_id)}


def dues(arrived, incident_id):
    terms = case_queries.terms_of(arrived.keyring, arrived.case, at=MORNING, about=incident_id)
    return {term.kind: term.due_at for term in terms}


def test_the_clock_starts_whoever_writes_it_down_and_counts_anew_when_it_changes(taken_up, vera):
    by_client = add_incident(taken_up, None, day=date(2026, 11, 20), clock=time(22, 15))
    by_helper = add_incident(taken_up, vera, day=date(2026, 11, 20))

    assert dues(taken_up, by_client)["offender_response"] == datetime(2026, 11, 22, 21, 15, tzinfo=UTC)
    assert dues(taken_up, by_helper)["offender_response"] == datetime(2026, 11, 21, 23, 0, tzinfo=UTC)

    actions.change_incident(
        case=taken_up.case,
        by=None,
        keyring=taken_up.keyring,
        incident_id=by_client,
        told=make_told(day=date(2026, 11, 21), known=date(2026, 11, 22)),
        at=LATER,
    )
    assert dues(taken_up, by_client)["prosecution_request"].date() == date(2027, 2, 22)


def test_many_incidents_leave_a_dozen_terms_on_the_page_of_the_case(taken_up, vera):
    for _ in range(4):
        add_incident(taken_up, vera)

    nearest = case_queries.terms_of(vera.keyring, taken_up.case, at=MORNING, most=12)

    assert (len(nearest), [term.due_at for term in nearest]) == (12, sorted(term.due_at for term in nearest))


def test_facts_that_were_not_told_take_no_room():
    assert json.loads(make_told().as_json()).keys() == {"day", "form", "description"}
    assert Told.read(make_told().as_json()) == make_told()
