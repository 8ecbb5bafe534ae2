"""Everything goes once, can be held, and can be taken back as long as it has not gone."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from tests.factories.letters import (
    DAY,
    LATER,
    LIMBURG,
    NOON,
    NORTH_HOLLAND,
    dispatch_to,
    make_mailing,
    make_version,
    send_all,
)
from tests.factories.tour import HILVERSUM, LEUDAL, make_contact
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.bulk import undo_batch
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Batch, Moment, Office, Participation, PersonalLink, Stage, StageMove
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.letters.actions import mailings as actions
from weerbaar.outreach.letters.actions import sending
from weerbaar.outreach.letters.models import Dispatch
from weerbaar.outreach.letters.queries import dispatches as queries
from weerbaar.outreach.letters.queries.recipients import Why

pytestmark = pytest.mark.django_db
BOTH = ("letter", "mail")


def states(mailing):
    return sorted(mailing.dispatches.values_list("state", flat=True))


def test_what_stands_ready_goes_nowhere_by_itself(queued):
    mailing = make_mailing(channels=BOTH)

    assert sending.go_on(mailing_id=mailing.pk, at=LATER) is False
    assert (states(mailing), queued()) == (["waiting"] * 4, [])
    assert PersonalLink.objects.count() == 0


def test_what_is_released_goes_when_the_time_to_take_it_back_has_passed(queued, settings):
    settings.LETTER_UNDO_MINUTES = 10
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)

    sending.go_on(mailing_id=mailing.pk, at=NOON + timedelta(minutes=9))
    assert (states(mailing), queued()) == (["released", "waiting"], [])

    sending.go_on(mailing_id=mailing.pk, at=NOON + timedelta(minutes=10))
    assert states(mailing) == ["sent", "waiting"]
    assert [mail["to"] for mail in queued()] == ["burgemeester@gm1640.invalid"]


def test_the_task_that_sends_is_there_when_the_time_has_passed(settings):
    settings.LETTER_UNDO_MINUTES = 10
    mailing = make_mailing(channels=("mail",))

    actions.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)

    task = DBTaskResult.objects.get(task_path="weerbaar.outreach.letters.tasks.send_mailing")
    assert (task.run_after, task.args_kwargs["args"]) == (NOON + timedelta(minutes=10), [str(mailing.pk)])


def test_what_was_released_can_be_taken_back_until_it_goes(toon, queued):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)

    assert actions.take_back(mailing=mailing, at=NOON, by=toon.account) == 2
    sending.go_on(mailing_id=mailing.pk, at=LATER)

    assert (states(mailing), queued()) == (["waiting", "waiting"], [])


def test_pressing_twice_lets_nothing_go_twice(queued):
    mailing = make_mailing(channels=("mail",))
    send_all(mailing)

    with pytest.raises(actions.NothingToRelease):
        actions.release(mailing=mailing, provinces=[LIMBURG], at=LATER, by=None)
    assert sending.go_on(mailing_id=mailing.pk, at=LATER) is False
    assert len(queued()) == 2


def test_a_worker_that_died_after_making_leaves_a_mail_that_goes_once(queued):
    mailing = make_mailing(channels=("mail",), codes=(LEUDAL,))
    actions.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)
    sending.make_ready(mailing_id=mailing.pk, at=LATER)  # and here it died

    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass

    assert (states(mailing), len(queued())) == (["sent"], 1)


def test_two_workers_with_the_same_mails_in_hand_send_each_once(queued):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)
    made = sending._pressed(sending.make_ready(mailing_id=mailing.pk, at=LATER))

    assert sending.send_mails(mailing_id=mailing.pk, made=made, at=LATER) == 2
    assert sending.send_mails(mailing_id=mailing.pk, made=made, at=LATER) == 0
    assert len(queued()) == 2


def test_a_mail_and_its_note_are_there_together_or_not_at_all(queued, monkeypatch):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)
    made = sending._pressed(sending.make_ready(mailing_id=mailing.pk, at=LATER))

    class PowerCut(Exception):
        pass

    def cut(**_facts):
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(sending, "record", cut)
        with pytest.raises(PowerCut):
            sending.send_mails(mailing_id=mailing.pk, made=made, at=LATER)
    assert (states(mailing), queued()) == (["ready", "ready"], [])


def test_one_office_gets_one_letter_of_a_mailing_says_the_database():
    mailing = make_mailing(codes=(LEUDAL,))
    one = mailing.dispatches.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.create(
            mailing=mailing,
            participation=one.participation,
            office=one.office,
            channel=one.channel,
            province=one.province,
        )


def test_a_mailing_that_is_held_sends_nothing_until_it_goes_on(toon, queued):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)
    sending.make_ready(mailing_id=mailing.pk, at=LATER)
    actions.pause(mailing=mailing, at=LATER, by=toon.account)

    assert sending.go_on(mailing_id=mailing.pk, at=LATER) is False
    assert queued() == []

    actions.resume(mailing=mailing, at=LATER, by=toon.account)
    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass
    assert len(queued()) == 2


def test_a_mailing_that_is_ended_sends_nothing_any_more(toon, queued):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)

    assert actions.cancel(mailing=mailing, at=NOON, by=toon.account) == 2
    assert sending.go_on(mailing_id=mailing.pk, at=LATER) is False
    assert (states(mailing), queued()) == (["cancelled", "cancelled"], [])


def test_one_letter_can_be_taken_out(toon, queued):
    mailing = make_mailing(channels=("mail",))

    assert actions.take_out(dispatch=dispatch_to(mailing), at=NOON, by=toon.account) is True
    send_all(mailing)

    assert [mail["to"] for mail in queued()] == ["burgemeester@gm0402.invalid"]
    assert actions.take_out(dispatch=dispatch_to(mailing, HILVERSUM), at=NOON, by=toon.account) is False


def test_whoever_is_paused_meanwhile_gets_nothing(queued):
    mailing = make_mailing(channels=("mail",))
    actions.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)
    Participation.objects.filter(organisation=LEUDAL).update(paused_until=DAY + timedelta(days=20))

    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass

    assert dispatch_to(mailing).why == Why.PAUSED
    assert [mail["to"] for mail in queued()] == ["burgemeester@gm0402.invalid"]


def test_an_address_that_nobody_can_write_to_stops_no_other(queued):
    mailing = make_mailing(channels=("mail",))
    make_contact(LEUDAL, Office.MAYOR, email="kapot adres", from_on=DAY)

    send_all(mailing)

    assert (dispatch_to(mailing).state, dispatch_to(mailing).why) == ("skipped", Why.NO_EMAIL)
    assert [mail["to"] for mail in queued()] == ["burgemeester@gm0402.invalid"]


def test_a_letter_that_does_not_fit_its_window_stops_no_other():
    mailing = make_mailing()
    participation = Participation.objects.select_related("organisation").get(organisation=LEUDAL)
    type(participation.organisation).objects.filter(pk=LEUDAL).update(address_line="lang " * 23, town="Xyz " * 19)

    send_all(mailing)

    assert (dispatch_to(mailing).state, dispatch_to(mailing).why) == ("skipped", Why.UNFIT)
    assert dispatch_to(mailing, HILVERSUM).state == "sent"


def test_a_mail_has_the_letter_along_and_stands_in_the_thread_of_its_office(queued):
    first = make_mailing(channels=("mail",), codes=(LEUDAL,))
    send_all(first)
    dispatch = first.dispatches.get()

    (mail,) = queued()
    opener = opener_of(dispatch.link)
    assert (mail["subject"], mail["name"], mail["reply_tag"]) == (
        "Een gesprek", f"brief.{dispatch.pk.hex}", f"b-{dispatch.pk.hex}",
    )  # fmt: skip
    assert f"/a/{opener.token}/" in mail["body"]
    assert opener.code in mail["body"]
    assert mail["body"].startswith("Geachte mevrouw De Vries,\n")
    assert '<html lang="nl">' in mail["html"]
    assert [one["name"] for one in mail["attachments"]] == ["brief.pdf"]
    assert "thread" not in mail

    second = Dispatch(pk=None, participation=dispatch.participation, office=dispatch.office)
    assert queries.thread_before(second) == [f"brief.{dispatch.pk.hex}"]


def test_what_was_sent_is_told_and_offers_the_stage():
    mailing = make_mailing(codes=(LEUDAL,))

    send_all(mailing)

    participation = Participation.objects.get(organisation=LEUDAL)
    stage = Stage.objects.get(participation=participation, kind="intake_talk")
    move = StageMove.objects.get(stage=stage)
    mailing.refresh_from_db()
    assert (participation.letter_sent_on, stage.state, move.on, move.batch) == (DAY, "offered", DAY, mailing.batch)
    assert [(one.kind, one.text) for one in Moment.objects.all()] == [
        ("letter", "«Uitnodiging» ging naar de burgemeester.")
    ]
    assert Event.objects.filter(action="mailing.posted", detail={"posted": 1}).count() == 1


def test_a_stage_that_is_further_is_not_set_back():
    mailing = make_mailing(codes=(LEUDAL,))
    Stage.objects.filter(participation__organisation=LEUDAL).update(state="wanted")

    send_all(mailing)

    assert set(Stage.objects.filter(participation__organisation=LEUDAL).values_list("state", flat=True)) == {"wanted"}


def test_a_letter_has_the_link_that_its_office_had_already():
    mailing = make_mailing(codes=(LEUDAL,))
    participation = Participation.objects.get(organisation=LEUDAL)
    had = link_for(participation=participation, purpose=PersonalLink.Purpose.APPOINTMENT, office=Office.MAYOR, at=NOON)

    send_all(mailing)

    assert mailing.dispatches.get().link == had


def test_a_sent_letter_can_be_made_again_as_it_was():
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)
    before = queries.letter_of(queries.dispatch_by(mailing, mailing.dispatches.get().pk))

    make_contact(LEUDAL, Office.MAYOR, surname="Nieuweling", from_on=DAY)
    type(mailing.round).objects.update(name="Heet nu anders")
    Participation.objects.select_related("organisation").get(organisation=LEUDAL)

    assert queries.letter_of(queries.dispatch_by(mailing, mailing.dispatches.get().pk)) == before


def test_more_than_one_handful_goes_to_the_end(tour_round, queued):
    codes = tuple(Participation.objects.order_by("organisation").values_list("organisation", flat=True)[20 : 20 + 28])
    mailing = make_mailing(channels=("mail",), codes=codes)
    for participation in Participation.objects.filter(organisation__in=codes):
        type(participation.organisation).objects.filter(pk=participation.organisation_id).update(
            email="p@gemeente.invalid"
        )

    send_all(mailing)

    assert len({mail["name"] for mail in queued()}) == len(queued()) == len(mailing.dispatches.all())


LINK = re.compile(r"http://127\.0\.0\.1:\d+(/[^\s<\"]*)")


@pytest.mark.parametrize(("purpose", "room"), [("appointment", "/a/"), ("survey", "/uitvraag/")])
def test_opening_every_link_of_a_mail_changes_no_row(queued, settings, client, purpose, room):
    settings.SITE_URL = "http://127.0.0.1:8000"
    mailing = make_mailing(channels=("mail",), codes=(LEUDAL,), version=make_version(purpose=purpose))
    send_all(mailing)
    (mail,) = queued()
    paths = set(LINK.findall(mail["body"])) | set(LINK.findall(mail["html"]))
    assert {path for path in paths if path.startswith(room)} == paths != set()
    before = everything_in_the_tour()

    for path in paths:
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert everything_in_the_tour() == before


def everything_in_the_tour():
    tour = [model for model in apps.get_models() if model.__module__.startswith("weerbaar.outreach")]
    return {model.__name__: sorted(map(repr, model.objects.values_list())) for model in tour}


def test_what_goes_after_an_act_was_taken_back_can_be_taken_back_too(toon):
    mailing = make_mailing()
    actions.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)
    assert sending.go_on(mailing_id=mailing.pk, at=LATER)
    sending.note_posted(mailing=mailing, province=LIMBURG, on=DAY, at=LATER, by=None)
    undo_batch(batch=Batch.objects.get(), at=LATER, by=toon.account)

    actions.release(mailing=mailing, provinces=[NORTH_HOLLAND], at=NOON, by=None)
    assert sending.go_on(mailing_id=mailing.pk, at=LATER)
    sending.note_posted(mailing=mailing, province=NORTH_HOLLAND, on=DAY, at=LATER, by=None)

    standing = Batch.objects.get(undone_at=None)
    assert undo_batch(batch=standing, at=LATER, by=toon.account).count == 1
