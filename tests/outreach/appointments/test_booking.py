from datetime import timedelta

import pytest

from tests.factories.appointments import CLERK, NOW, TALK, first_slot, make_appointment, make_link, make_talker
from tests.factories.tour import HILVERSUM, stage_of
from tests.outreach.appointments.conftest import fresh
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.appointments.actions import booking
from weerbaar.outreach.appointments.actions.booking import Guest, Where
from weerbaar.outreach.appointments.models import Claim, Form, Participant, Side, State
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.campaign.actions.stages import NoMoment, Step, move_stage
from weerbaar.outreach.campaign.models import Moment, StageState
from weerbaar.team.network.models import Engagement

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_picking_a_time_gives_it_plans_the_stage_and_tells_the_story(link):
    slot = first_slot(link)

    made = make_appointment(link, slot=slot)

    participation = fresh(link.participation)
    stage = stage_of(participation)
    assert (made.state, made.starts_at, made.facilitator_id) == (State.BOOKED, slot.starts_at, slot.facilitator_id)
    assert (stage.state, stage.planned_for) == (StageState.PLANNED, slot.starts_at)
    assert participation.answered_on == NOW.date()
    assert fresh(link).opened_on == NOW.date()
    assert Moment.objects.get(participation=participation, kind="appointment").text.startswith(
        "Afgesproken: voorgesprek op "
    )
    assert Event.objects.filter(action="appointment.booked", subject=f"appointment:{made.pk}").count() == 1
    assert made.claims.count() == 4
    assert Engagement.objects.get().subject == f"appointment:{made.pk}"


def test_the_story_names_nobody(link):
    make_appointment(link, guests=[CLERK])

    (text,) = Moment.objects.filter(kind="appointment").values_list("text", flat=True)
    assert [word for word in ("Tom", "Voorbeeld", "@") if word in text] == []


def test_a_time_is_given_once(link):
    slot = first_slot(link)
    make_appointment(link, slot=slot)

    with pytest.raises(booking.SlotTaken):
        make_appointment(make_link(HILVERSUM), slot=slot)

    assert Participant.objects.count() == 1


def test_the_database_takes_a_quarter_of_somebody_once_whatever_the_network_thinks(link):
    slot = first_slot(link)
    make_appointment(link, slot=slot)
    Engagement.objects.all().delete()

    with pytest.raises(booking.SlotTaken):
        make_appointment(make_link(HILVERSUM), slot=slot)

    assert Claim.objects.count() == 4


def test_an_organisation_has_one_appointment_at_a_time(link, mails):
    make_appointment(link)
    mails()

    with pytest.raises(booking.AlreadyBooked):
        make_appointment(link, slot=first_slot(link))

    assert mails() == []


def test_moving_keeps_the_row_and_the_uid_and_gives_the_old_time_free(appointment, link):
    uid, before = appointment.uid, booking.Slot(appointment.starts_at, appointment.ends_at, appointment.facilitator_id)
    target = next(
        slot
        for slot in offers.offers(link.participation, TALK, on=NOW.date(), beyond=appointment)
        if slot.starts_at != appointment.starts_at
    )

    moved = booking.move(appointment=appointment, slot=target, at=LATER)

    assert (moved.pk, moved.uid, moved.sequence, moved.starts_at) == (appointment.pk, uid, 1, target.starts_at)
    assert moved.claims.count() == 4
    assert stage_of(link.participation).planned_for == target.starts_at
    assert offers.slot_named(before.key, link.participation, TALK, on=NOW.date()) == before


def test_moving_to_somebody_else_lets_the_first_go(appointment, link):
    other = make_talker("Gerda Gesprek")
    slot = offers.slot_at(other.pk, appointment.starts_at, link.participation, TALK, beyond=appointment)

    moved = booking.move(appointment=appointment, slot=slot, at=LATER)

    assert moved.facilitator == other
    assert [one.facilitator for one in Engagement.objects.all()] == [other]
    assert set(Claim.objects.values_list("facilitator", flat=True)) == {other.pk}


def test_a_move_that_fails_changes_nothing(appointment, link, mails):
    other = make_appointment(make_link(HILVERSUM))
    taken = booking.Slot(other.starts_at, other.ends_at, other.facilitator_id)
    mails()

    with pytest.raises(booking.SlotTaken):
        booking.move(appointment=appointment, slot=taken, at=LATER)

    assert (fresh(appointment).starts_at, fresh(appointment).sequence) == (appointment.starts_at, 0)
    assert appointment.claims.count() == 4
    assert mails() == []


def test_who_moves_or_changes_the_place_twice_makes_one_change_and_one_mail(appointment, link, mails):
    target = offers.offers(link.participation, TALK, on=NOW.date(), beyond=appointment)[-1]
    mails()

    for _time in range(2):
        booking.move(appointment=appointment, slot=target, at=LATER)
        booking.change_place(appointment=appointment, where=Where(place="Raadzaal"), at=LATER)

    assert (fresh(appointment).sequence, len(mails())) == (2, 2)


def test_an_organisation_that_stays_with_video_keeps_the_link_of_the_team(appointment, toon):
    video = Where(form=Form.VIDEO, video_link="https://video.invalid/1")
    booking.change_place(appointment=appointment, where=video, at=LATER, by=toon.account)

    booking.change_place(appointment=appointment, where=Where(form=Form.VIDEO, place="Kamer 2"), at=LATER)

    assert (fresh(appointment).video_link, fresh(appointment).place) == ("https://video.invalid/1", "Kamer 2")


def test_what_is_past_is_given_to_nobody(appointment, link, toon):
    slot = booking.Slot(NOW - timedelta(days=1), NOW - timedelta(hours=23), appointment.facilitator_id)

    with pytest.raises(booking.SlotTaken):
        booking.move(appointment=appointment, slot=slot, at=NOW, by=toon.account)
    with pytest.raises(booking.SlotTaken):
        make_appointment(make_link(HILVERSUM), slot=slot)


def test_cancelling_tells_everybody_and_frees_the_time(appointment, link):
    gone = booking.cancel(appointment=appointment, reason="Ziek", at=LATER)

    assert (gone.state, gone.cancelled_side, gone.cancel_reason, gone.sequence) == (
        State.CANCELLED,
        Side.ORGANISATION,
        "Ziek",
        1,
    )
    assert stage_of(link.participation).state == StageState.WANTED
    assert (Claim.objects.count(), Engagement.objects.count()) == (0, 0)
    assert make_appointment(link, at=LATER).uid != gone.uid


@pytest.mark.parametrize("act", ["cancel", "move", "place"])
def test_close_to_the_day_an_organisation_calls(appointment, link, act):
    # Two working days before is the last day; the one after it is too late.
    at = appointment.starts_at - timedelta(hours=20)
    acts = {
        "cancel": lambda: booking.cancel(appointment=appointment, reason="", at=at),
        "move": lambda: booking.move(appointment=appointment, slot=first_slot(link), at=at),
        "place": lambda: booking.change_place(appointment=appointment, where=Where(form=Form.VIDEO), at=at),
    }

    with pytest.raises(booking.TooLate):
        acts[act]()

    assert fresh(appointment).sequence == 0


def test_the_team_cancels_until_the_last_moment(appointment, toon):
    at = appointment.starts_at - timedelta(minutes=5)

    gone = booking.cancel(appointment=appointment, reason="", at=at, by=toon.account)

    assert gone.cancelled_side == Side.TEAM


def test_what_was_cancelled_neither_moves_nor_is_held(appointment, link, toon):
    booking.cancel(appointment=appointment, reason="", at=LATER)

    for act in (
        lambda: booking.cancel(appointment=appointment, reason="", at=LATER),
        lambda: booking.move(appointment=appointment, slot=first_slot(link), at=LATER),
        lambda: booking.mark_held(appointment=appointment, held_at=LATER, source="x", at=LATER, by=toon.account),
    ):
        with pytest.raises(booking.NotOpen):
            act()


def test_what_was_confirmed_and_what_was_true_are_both_kept(appointment, link, toon):
    true = appointment.starts_at + timedelta(days=1)
    after = true + timedelta(hours=2)

    held = booking.mark_held(appointment=appointment, held_at=true, source="de begeleider", at=after, by=toon.account)

    assert (held.starts_at, held.held_starts_at, held.held_source) == (appointment.starts_at, true, "de begeleider")
    stage = stage_of(link.participation)
    assert (stage.state, stage.held_on) == (StageState.HELD, true.date())


def test_what_is_to_come_was_not_held(appointment, toon):
    with pytest.raises(NoMoment):
        booking.mark_held(appointment=appointment, held_at=appointment.starts_at, source="x", at=LATER, by=toon.account)

    assert fresh(appointment).state == State.BOOKED


def take(participation, state, **facts):
    step = Step(target=state, on=NOW.date(), **facts)
    move_stage(stage=stage_of(participation), step=step, at=NOW, by=None)


def test_what_was_held_in_this_round_is_not_planned_again(link, mails):
    take(link.participation, StageState.PLANNED, planned_for=NOW)
    take(link.participation, StageState.HELD)

    with pytest.raises(booking.AlreadyHeld):
        make_appointment(link)

    assert (Claim.objects.count(), Engagement.objects.count(), mails()) == (0, 0, [])


@pytest.mark.parametrize("by_hand", [StageState.WANTED, StageState.DECLINED])
def test_a_stage_that_was_moved_by_hand_keeps_nobody_from_cancelling_or_holding(link, appointment, toon, by_hand):
    take(link.participation, by_hand)
    after = appointment.starts_at + timedelta(hours=2)

    booking.mark_held(appointment=appointment, held_at=appointment.starts_at, source="x", at=after, by=toon.account)

    assert stage_of(link.participation).state == StageState.HELD


def test_cancelling_after_the_stage_was_moved_by_hand_leaves_it_there(link, appointment):
    take(link.participation, StageState.WANTED)

    assert booking.cancel(appointment=appointment, reason="", at=LATER).state == State.CANCELLED
    assert stage_of(link.participation).state == StageState.WANTED


def test_the_same_address_is_invited_once(link):
    made = make_appointment(
        link, guests=[CLERK, Guest(email="GRIFFIE@gemeente.invalid"), Guest(email="raad@gemeente.invalid")]
    )

    assert [one.email for one in made.participants.all()] == ["griffie@gemeente.invalid", "raad@gemeente.invalid"]


def test_times_that_the_team_proposes_come_first(link, toon):
    free = offers.free_slots(link.participation, TALK, on=NOW.date())
    wanted = [free[-1], free[-40]]

    booking.propose(participation=link.participation, stage=TALK, slots=wanted, at=NOW, by=toon.account)

    shown = offers.offers(link.participation, TALK, on=NOW.date())
    assert {slot.key for slot in wanted} <= {slot.key for slot in shown}
    assert len(shown) == 5
