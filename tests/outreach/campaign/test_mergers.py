"""A municipality goes up in another: nothing is lost and nothing doubled, whatever the chain and the order."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.appointments import make_talker
from tests.factories.tour import (
    HILVERSUM,
    LEUDAL,
    MORNING,
    WIJDEMEREN,
    make_contact,
    make_round,
    participation_of,
    stage_of,
)
from weerbaar.outreach.appointments.models import Appointment, Question
from weerbaar.outreach.campaign import mergers
from weerbaar.outreach.campaign.actions import links, story
from weerbaar.outreach.campaign.actions.merging import merge_organisations
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.models import (
    Call,
    Contact,
    Moment,
    Office,
    Participation,
    PersonalLink,
    Promise,
    Round,
    Stage,
    StageKind,
    StageMove,
    StageState,
)
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.links import link_by, opener_of
from weerbaar.outreach.campaign.queries.organisations import taking_part
from weerbaar.outreach.campaign.rules import IllegalMove, how_far
from weerbaar.outreach.campaign.tasks import merge_organisations as nightly
from weerbaar.public.authorities.models import Authority, Ending
from weerbaar.team.network.models import Facilitator

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)
THEN = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)
APPOINTMENT = PersonalLink.Purpose.APPOINTMENT


def merge(on=DAY, at=THEN):
    return merge_organisations(on=on, at=at)


def test_all_that_hangs_on_wijdemeren_hangs_on_hilversum_from_the_day_on(tour_round, toon):
    former, successor = participation_of(WIJDEMEREN), participation_of(HILVERSUM)
    clerk, officer = make_contact(WIJDEMEREN), make_contact(WIJDEMEREN, Office.SAFETY_OFFICER)
    Participation.objects.filter(pk=former.pk).update(
        letter_sent_on=date(2026, 5, 29), arranger=officer, owner=toon.account
    )
    link = links.link_for(participation=former, purpose=APPOINTMENT, office=Office.CLERK, at=MORNING)
    story.make_promise(participation=former, text="Protocol sturen", at=MORNING, by=toon.account)
    story.tell(participation=former, kind=Moment.Kind.NOTE, text="Gebeld.", at=MORNING)
    Call.objects.create(participation=former, at=MORNING, outcome=Call.Outcome.NO_ANSWER)
    move_stage(stage=stage_of(former), step=Step(target=StageState.WANTED, on=MORNING.date()), at=MORNING, by=None)

    assert merge(on=DAY - timedelta(days=1)) == []
    merge()

    former.refresh_from_db(), successor.refresh_from_db(), clerk.refresh_from_db(), officer.refresh_from_db()
    assert (former.merged_into, successor.letter_sent_on, successor.arranger, successor.owner) == (successor, date(2026, 5, 29), officer, toon.account)  # fmt: skip
    assert (clerk.organisation_id, clerk.until_on, officer.organisation_id, officer.until_on) == (
        HILVERSUM,
        DAY,
        HILVERSUM,
        None,
    )
    assert link_by(opener_of(link).token, purpose=APPOINTMENT, on=DAY).participation == successor
    assert successor.promises.get().text == "Protocol sturen"
    assert set(successor.moments.values_list("kind", flat=True)) == {"note", "merger"}
    assert (successor.calls.count(), stage_of(successor).state) == (1, StageState.WANTED)
    assert WIJDEMEREN not in taking_part(tour_round).values_list("organisation", flat=True)


def test_the_further_stage_goes_on_with_its_own_steps_and_the_other_stays_as_history(tour_round):
    former, successor = stage_of(participation_of(WIJDEMEREN)), stage_of(participation_of(HILVERSUM))
    for stage, steps in ((former, (StageState.OFFERED, StageState.WANTED)), (successor, (StageState.OFFERED,))):
        for target in steps:
            move_stage(stage=stage, step=Step(target=target, on=MORNING.date()), at=MORNING, by=None)
    Stage.objects.filter(pk=former.pk).update(wishes="Over online haat.")
    Stage.objects.filter(pk=successor.pk).update(wishes="Met de raad.")

    merge()

    former.refresh_from_db(), successor.refresh_from_db()
    assert (successor.state, former.state) == (StageState.WANTED, StageState.OFFERED)
    assert list(successor.moves.values_list("number", "target")) == [(1, "offered"), (2, "wanted")]
    assert list(former.moves.values_list("number", "target")) == [(1, "offered")]
    assert successor.wishes == "Met de raad.\n\nWijdemeren: Over online haat."


def test_the_page_of_the_former_leads_to_the_successor_and_its_history_stays_to_be_seen(tour_round, toon):
    client = Client()
    toon.sign_in(client)

    merge()

    answer = client.get(f"/tour/organisatie/{WIJDEMEREN}/")
    assert (answer.status_code, answer.url) == (302, f"/tour/organisatie/{HILVERSUM}/?ronde=2026")
    page = client.get(answer.url).content.decode()
    assert "als Wijdemeren" in page
    assert "Wijdemeren is opgegaan in Hilversum" in page


def test_a_round_that_was_over_stays_what_it_was(tour_round):
    old = make_round("2022", starts_on=date(2022, 6, 1), ends_on=date(2025, 1, 1))

    merge()

    assert participation_of(WIJDEMEREN, round=old).merged_into is None


def test_a_second_time_changes_nothing(tour_round):
    make_contact(WIJDEMEREN)

    assert [(one.former, one.successor) for one in merge()] == [(WIJDEMEREN, HILVERSUM)]
    assert merge() == []
    assert Moment.objects.filter(kind=Moment.Kind.MERGER).count() == 1


def test_rooms_above_carry_their_rows_and_can_stop_a_merger(tour_round, monkeypatch):
    seen = []
    monkeypatch.setattr(mergers, "_CARRIERS", [seen.append])
    merge()
    assert [(one.former.organisation_id, one.successor.organisation_id, len(one.stages)) for one in seen] == [
        (WIJDEMEREN, HILVERSUM, 3)
    ]

    def refuse(merged):
        raise IllegalMove

    monkeypatch.setattr(mergers, "_CARRIERS", [refuse])
    Participation.objects.update(merged_into=None)
    with pytest.raises(IllegalMove):
        merge()
    assert participation_of(WIJDEMEREN).merged_into is None


def test_the_command_says_what_it_does_and_waits_for_the_day(tour_round):
    said = StringIO()

    call_command("tour", "merge", "--on", "2027-01-01", "--dry-run", stdout=said)

    assert "GM1696 gaat op in GM0402" in said.getvalue()
    assert participation_of(WIJDEMEREN).merged_into is None
    with pytest.raises(CommandError):
        call_command("tour", "merge", "--on", "2999-01-01")


def test_every_night_what_is_due_is_carried(tour_round):
    Authority.objects.filter(pk=WIJDEMEREN).update(valid_until=date(2026, 6, 1), ending=Ending.DONE)

    nightly.func()

    assert participation_of(WIJDEMEREN).merged_into == participation_of(HILVERSUM)


PLACES = ["GM0402", "GM1696", "GM1640", "GM0363", "GM0599", "GM0014"]
chains = st.lists(st.integers(1, 5), min_size=5, max_size=5)
"""For each place but the first, how many places up it goes up in another; so circles cannot be."""


@settings(max_examples=25)
@given(
    into=chains,
    days=st.lists(st.integers(1, 40), min_size=5, max_size=5),
    states=st.lists(st.sampled_from([s for s in StageState if s is not StageState.OPEN]), min_size=6, max_size=6),
    visits=st.lists(st.integers(0, 60), min_size=1, max_size=4),
)
def test_nothing_is_lost_and_nothing_doubled(tour_round, into, days, states, visits):
    rows = _furnish(tour_round, states)
    ends = _ends(into, days)

    for day in [*visits, 100]:
        merge(on=date(2027, 1, 1) + timedelta(days=day))

    living = {code for code in PLACES if code not in ends}
    final = {code: _final(code, ends) for code in PLACES}
    for code, row in rows.items():
        successor = participation_of(final[code], round=tour_round)
        assert Contact.objects.get(pk=row["contact"]).organisation_id == final[code]
        assert PersonalLink.objects.get(pk=row["link"]).participation == successor
        assert Promise.objects.get(pk=row["promise"]).participation == successor
        kept = Appointment.objects.get(pk=row["appointment"])
        assert (kept.participation, kept.uid, kept.sequence, kept.state) == (successor, code, 7, "booked")
        assert bool(kept.place) == (code not in living)
    assert Appointment.objects.count() == len(PLACES)
    assert Appointment.objects.filter(is_beside=False).count() == len(living)
    assert Question.objects.filter(kind=Question.Kind.MERGED).count() == len(ends)
    assert StageMove.objects.count() == sum(row["moves"] for row in rows.values())
    assert set(taking_part(tour_round).filter(organisation__in=PLACES).values_list("organisation", flat=True)) == living
    for code in living:
        gathered = [row["far"] for other, row in rows.items() if final[other] == code]
        assert how_far(stage_of(participation_of(code, round=tour_round)))[:2] == min(gathered)
    _clear(tour_round)


def _furnish(tour_round, states):
    rows = {}
    talker = Facilitator.objects.first() or make_talker()
    for code, state in zip(PLACES, states, strict=True):
        participation = participation_of(code, round=tour_round)
        stage = stage_of(participation)
        planned = Step(target=StageState.PLANNED, on=MORNING.date(), planned_for=MORNING)
        if state in {StageState.HELD, StageState.PLANNED}:
            move_stage(stage=stage, step=planned, at=MORNING, by=None)
        if state != StageState.PLANNED:
            move_stage(stage=stage, step=Step(target=state, on=MORNING.date()), at=MORNING, by=None)
        stage.refresh_from_db()
        rows[code] = {
            "contact": make_contact(code, Office.ASSISTANT).pk,
            "link": links.link_for(participation=participation, purpose=APPOINTMENT, office=Office.CLERK, at=MORNING).pk,
            "promise": story.make_promise(participation=participation, text=code, at=MORNING, by=None).pk,
            "appointment": _agree(participation, talker).pk,
            "moves": stage.moves.count(),
            "far": how_far(stage)[:2],
        }  # fmt: skip
    return rows


def _agree(participation, talker):
    return Appointment.objects.create(
        participation=participation, stage=StageKind.INTAKE_TALK, facilitator=talker, uid=participation.organisation_id,
        starts_at=THEN, ends_at=THEN + timedelta(hours=1), sequence=7, changed_at=MORNING, booked_at=MORNING,
    )  # fmt: skip


def _ends(into, days):
    """Who goes up in whom, and when: never in one that ended before."""
    ends = {}
    Authority.objects.filter(pk__in=PLACES).update(valid_until=None, successor=None, ending="")
    for place, (up, day) in enumerate(zip(into, days, strict=True), 1):
        code, successor = PLACES[place], PLACES[max(0, place - up)]
        limit = ends[successor][1] if successor in ends else 99
        if day > limit:
            continue
        ends[code] = (successor, day)
        until = date(2027, 1, 1) + timedelta(days=day)
        Authority.objects.filter(pk=code).update(valid_until=until, successor=successor, ending=Ending.PLANNED)
    return ends


def _final(code, ends):
    while code in ends:
        code = ends[code][0]
    return code


def _clear(tour_round):
    """Each example starts with the same round: Hypothesis runs them all in one test."""
    Participation.objects.update(merged_into=None, letter_sent_on=None, answered_on=None)
    for model in (Appointment, StageMove, PersonalLink, Promise, Moment, Contact):
        model.objects.all().delete()
    Stage.objects.update(
        state=StageState.OPEN, planned_for=None, held_on=None, later_until=None, since=MORNING, wishes=""
    )


def test_the_chain_of_the_test_uses_places_that_are_in_the_round(tour_round):
    assert set(PLACES) <= set(taking_part(Round.objects.get()).values_list("organisation", flat=True))
    assert LEUDAL in PLACES
    assert set(StageKind) == set(stage_of(participation_of()).participation.stages.values_list("kind", flat=True))


def test_a_mayor_who_would_leave_later_is_no_second_mayor_of_the_successor(tour_round):
    leaving = make_contact(WIJDEMEREN, Office.MAYOR, until_on=date(2027, 6, 1))
    theirs = make_contact(HILVERSUM, Office.MAYOR, surname="Verzonnen")

    merge()

    leaving.refresh_from_db()
    assert (leaving.organisation_id, leaving.until_on) == (HILVERSUM, DAY)
    assert list(contacts_on(DAY, [HILVERSUM]).filter(office=Office.MAYOR)) == [theirs]
