"""The clock of a case: counted from an incident, met or dropped, reminded of once and once more when it is late."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.factories.cases import make_case, texts_seen
from tests.factories.team import NIGHT
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions import clock
from weerbaar.confidential.cases.deadlines import CannotCount, Kind, ground_of
from weerbaar.confidential.cases.models import Deadline
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ABOUT = uuid4()

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def taken_up(vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def start(arrived, by, occurred=NIGHT, about=ABOUT, at=NIGHT):
    known = occurred.date()
    clock.start(
        case=arrived.case, about=about, occurred=occurred, known=known, by=by.account, keyring=by.keyring, at=at
    )


def act(which, arrived, by, kind, at=NIGHT, **more):
    row = Deadline.objects.get(case=arrived.case, kind=kind, about=ABOUT)
    which(case=arrived.case, deadline_id=row.pk, by=by.account, keyring=by.keyring, at=at, **more)


def states(arrived, keyring, at=NIGHT):
    return {term.kind: term.state for term in queries.terms_of(keyring, arrived.case, at=at)}


def mailed_at(at):
    """To whom a reminder goes at this moment, and by no earlier one."""
    before = len(waiting_words())
    clock.remind(at=at)
    return waiting_words()[before:]


def test_an_incident_starts_four_terms_that_adviser_and_client_both_read(taken_up, vera):
    start(taken_up, vera)

    terms = queries.terms_of(taken_up.keyring, taken_up.case, at=NIGHT)
    assert [term.kind for term in terms] == list(Kind)
    assert terms[0].due_at == NIGHT + 2 * DAY
    assert [term.ground for term in terms] == [ground_of(kind) for kind in Kind]
    assert states(taken_up, vera.keyring) == dict(zip(Kind, ["soon", "soon", "running", "running"], strict=True))


def test_other_facts_count_anew_and_what_was_met_or_dropped_stays(taken_up, vera):
    start(taken_up, vera)
    act(clock.meet, taken_up, vera, Kind.OFFENDER_RESPONSE)
    act(clock.drop, taken_up, vera, Kind.DAMAGES_FUND, reason="Geen schade.")
    before = {row.kind: row.due_at for row in Deadline.objects.all()}

    start(taken_up, vera, occurred=NIGHT - 7 * DAY)

    moved = {row.kind for row in Deadline.objects.all() if row.due_at != before[row.kind]}
    assert moved == {Kind.CRIMINAL_REPORT, Kind.PROSECUTION_REQUEST}
    assert Deadline.objects.count() == 4


def test_facts_that_did_not_change_forget_no_reminder(taken_up, vera):
    start(taken_up, vera)
    Deadline.objects.update(reminded_at=NIGHT)

    start(taken_up, vera)

    assert Deadline.objects.filter(reminded_at=None).count() == 0


def test_a_term_that_had_ended_before_we_knew_sounds_no_alarm(taken_up, vera):
    start(taken_up, vera, occurred=NIGHT - 30 * DAY)

    found = states(taken_up, vera.keyring)
    assert (found[Kind.OFFENDER_RESPONSE], found[Kind.CRIMINAL_REPORT]) == ("over", "over")
    assert found[Kind.PROSECUTION_REQUEST] == "running"
    assert mailed_at(NIGHT) == []


def test_a_term_that_was_over_runs_again_when_the_facts_say_so(taken_up, vera):
    start(taken_up, vera, occurred=NIGHT - 30 * DAY)
    start(taken_up, vera, occurred=NIGHT)

    assert states(taken_up, vera.keyring)[Kind.OFFENDER_RESPONSE] == "soon"


def test_what_cannot_be_counted_stores_nothing(taken_up, vera):
    with pytest.raises(CannotCount):
        clock.start(
            case=taken_up.case,
            about=ABOUT,
            occurred=NIGHT,
            known=date(2026, 1, 1),
            by=vera.account,
            keyring=vera.keyring,
            at=NIGHT,
        )
    assert Deadline.objects.count() == 0


def test_met_is_late_no_more_and_can_be_put_back(taken_up, vera):
    start(taken_up, vera)
    late = NIGHT + 3 * DAY
    before = states(taken_up, vera.keyring, at=late)[Kind.OFFENDER_RESPONSE]
    for _ in range(2):
        act(clock.meet, taken_up, vera, Kind.OFFENDER_RESPONSE, at=late)
    met = states(taken_up, vera.keyring, at=late)[Kind.OFFENDER_RESPONSE]
    act(clock.put_back, taken_up, vera, Kind.OFFENDER_RESPONSE, at=late)

    assert (before, met, states(taken_up, vera.keyring, at=late)[Kind.OFFENDER_RESPONSE]) == ("late", "met", "late")
    assert Event.objects.filter(action="case.deadline_met").count() == 1


def test_why_a_term_does_not_count_goes_to_the_team_only(taken_up, vera):
    start(taken_up, vera)
    for _ in range(2):
        act(clock.drop, taken_up, vera, Kind.PROSECUTION_REQUEST, reason="Geen klachtdelict.")

    assert states(taken_up, vera.keyring)[Kind.PROSECUTION_REQUEST] == "dropped"
    assert texts_seen(vera.keyring, taken_up.case, with_notes=True)[1:] == ["Geen klachtdelict."]
    assert "Geen klachtdelict." not in texts_seen(taken_up.keyring, taken_up.case)


@pytest.mark.parametrize("who", ["wil", "joris"])
def test_who_holds_no_key_neither_starts_nor_stops_a_clock(taken_up, vera, wil, joris, who):
    stranger = {"wil": wil, "joris": joris}[who]
    start(taken_up, vera)

    for which in (clock.meet, clock.put_back):
        with pytest.raises(NotGranted):
            act(which, taken_up, stranger, Kind.CRIMINAL_REPORT)
    with pytest.raises(NotGranted):
        act(clock.drop, taken_up, stranger, Kind.CRIMINAL_REPORT, reason="Daarom.")
    with pytest.raises(NotGranted):
        start(taken_up, stranger, about=uuid4())
    assert queries.terms_of(stranger.keyring, taken_up.case, at=NIGHT) == []


def test_a_reminder_goes_out_once_ahead_and_once_when_it_is_late(taken_up, vera):
    start(taken_up, vera)
    Deadline.objects.exclude(kind=Kind.OFFENDER_RESPONSE).delete()

    hours = {at: len(mailed_at(NIGHT + at * HOUR)) for at in (35, 36, 37, 47, 48, 49, 96)}
    assert hours == {35: 0, 36: 1, 37: 0, 47: 0, 48: 1, 49: 0, 96: 0}


@pytest.mark.parametrize(
    ("kind", "ahead"),
    [
        (Kind.CRIMINAL_REPORT, DAY),
        (Kind.PROSECUTION_REQUEST, 14 * DAY),
        (Kind.DAMAGES_FUND, 91 * DAY),
    ],
)
def test_each_kind_is_reminded_of_in_its_own_time(taken_up, vera, kind, ahead):
    start(taken_up, vera)
    Deadline.objects.exclude(kind=kind).delete()
    due = Deadline.objects.get().due_at

    assert [len(mailed_at(at)) for at in (due - ahead - HOUR, due - ahead, due - HOUR)] == [0, 1, 0]


def test_nobody_is_reminded_of_what_is_met_or_dropped(taken_up, vera):
    start(taken_up, vera)
    for kind in Kind:
        act(clock.meet, taken_up, vera, kind)

    assert mailed_at(NIGHT + 4000 * DAY) == []


def test_terms_of_many_cases_are_one_mail_that_says_only_that_something_waits(taken_up, vera, settings):
    settings.SITE_URL = "https://overleg.invalid"
    another = make_case()
    actions.claim(case=another.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    start(taken_up, vera)
    start(another, vera, about=uuid4())

    (letter,) = mailed_at(NIGHT + 40 * HOUR)

    assert (letter["to"], letter["subject"], letter["body"]) == (
        "vera@overleg.invalid",
        "Er wacht iets",
        "Er wacht iets op u.\n\nU vindt het hier: https://overleg.invalid/mijn-werk/\n",
    )
    assert Event.objects.get(action="clock.reminded").bearer == "system"


def test_the_circle_is_reminded_of_a_case_that_went_back(taken_up, vera):
    start(taken_up, vera)
    actions.hand_over(case=taken_up.case, by=vera.account, to=None, keyring=vera.keyring, note="", at=NIGHT)

    assert [letter["to"] for letter in mailed_at(NIGHT + 40 * HOUR)] == ["vera@overleg.invalid", "wil@overleg.invalid"]


def test_erasing_a_case_ends_its_clock(taken_up, vera):
    start(taken_up, vera, occurred=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    actions.erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=NIGHT)

    assert (Deadline.objects.count(), mailed_at(NIGHT + 40 * HOUR)) == (0, [])
