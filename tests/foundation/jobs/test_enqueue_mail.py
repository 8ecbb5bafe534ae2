import json
from email import message_from_bytes, policy

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.foundation.jobs.conftest import wait_until
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.foundation.gateways.parts import Attachment, Invitation, twin_of
from weerbaar.foundation.jobs import health
from weerbaar.foundation.jobs.mail import enqueue_mail


class ChangedMyMindError(Exception):
    pass


def change_my_mind_after_mailing():
    with transaction.atomic():
        enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.")
        raise ChangedMyMindError


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_undone_with_the_callers_transaction():
    with pytest.raises(ChangedMyMindError):
        change_my_mind_after_mailing()

    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db
def test_a_mail_that_waits_lies_sealed():
    enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.")

    words = json.dumps(DBTaskResult.objects.get().args_kwargs)
    assert [word for word in ("ans@", "voorbeeld", "wacht", "Kijk") if word in words] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"to": "ans@voorbeeld.nl\r\nBcc: pers@voorbeeld.nl"},
        {"to": "ans@voorbeeld.nl\n"},
        {"to": "ans@voorbeeld.nl, pers@voorbeeld.nl"},
        {"to": "Ans <ans@voorbeeld.nl>"},
        {"to": ""},
        {"subject": "Er wacht iets\r\nBcc: pers@voorbeeld.nl"},
        {"subject": "Er wacht iets\rBcc: pers@voorbeeld.nl"},
        {"subject": "Er wacht iets\u2028Bcc: pers@voorbeeld.nl"},
        {"subject": "Er wacht iets\x85Bcc: pers@voorbeeld.nl"},
        {"subject": "Er wacht\0iets"},
        {"body": "Kijk\0even."},
    ],
)
def test_a_mail_that_would_break_its_headers_is_refused_and_not_stored(facts):
    usual = {"to": "ans@voorbeeld.nl", "subject": "Er wacht iets", "body": "Kijk even."}

    with pytest.raises(ValueError, match=r"An address and a subject|A mail holds|This is not one"):
        enqueue_mail(**(usual | facts))

    assert DBTaskResult.objects.count() == 0


def test_a_mail_reaches_the_outbox_of_the_fake(workers):
    enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht íets", body="Kijk even.")

    workers.start()

    wait_until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL, "the mail sent")
    (file,) = (workers.folder / "postvak").glob("*.eml")
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] == "Er wacht íets"
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_a_mail_waits_for_a_post_office_that_is_closed_and_then_arrives_once(workers, post_office):
    smtp = {"MAIL_GATEWAY": "smtp", "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}", "MAIL_RETRY_SECONDS": "0,1"}
    enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.")
    workers.start(**smtp)
    workers.start(**smtp)
    wait_until(lambda: len(DBTaskResult.objects.get().worker_ids) >= 2, "two attempts in vain")
    assert DBTaskResult.objects.get().status != TaskResultStatus.SUCCESSFUL

    post_office.open()

    wait_until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL, "the mail sent")
    row = DBTaskResult.objects.get()
    assert [mail["Message-ID"] for mail in post_office.received] == [f"<{row.pk}@overleg.invalid>"]


def test_a_mail_that_is_refused_to_the_end_is_reported(workers, post_office):
    post_office.open()
    smtp = {"MAIL_GATEWAY": "smtp", "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}"}
    enqueue_mail(to="weg@geweigerd.invalid", subject="Er wacht iets", body="Kijk even.")

    workers.start(**smtp, MAIL_RETRY_SECONDS="0", MAIL_GIVE_UP_HOURS="0.0001")

    wait_until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.FAILED, "the mail given up")
    assert health.report(timezone.now())["mail"] == health.Check(ok=False, detail="0 waiting, 1 failed")
    assert "MailNotSent SMTPRecipientsRefused [550]" in workers.log()
    assert "geweigerd.invalid" not in workers.log()
    assert "geweigerd.invalid" not in DBTaskResult.objects.get().traceback


def test_a_whole_mail_comes_out_of_the_queue_as_it_went_in(workers):
    twin = twin_of(title="Er wacht iets", body="Kijk even.")
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    enqueue_mail(
        to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.", html=twin, reply_tag="b-1", name="tour.2",
        thread=["tour.1"], invitation=Invitation(content=calendar, method="CANCEL"),
        attachments=[Attachment(name="brief.pdf", media_type="application/pdf", content=b"%PDF\xff\x00")],
    )  # fmt: skip

    workers.start()

    wait_until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL, "the mail sent")
    (shown,) = kept(workers.folder / "postvak")
    assert shown.body.strip() == "Kijk even."
    assert shown.twin == "Kijk even."
    assert shown.calendar.startswith("CANCEL\nBEGIN:VCALENDAR")
    assert shown.files == (("uitnodiging.ics", "application/ics", 47), ("brief.pdf", "application/pdf", 6))
    assert dict(shown.headers) == {
        "Reply-To": "bericht+b-1@overleg.invalid",
        "Message-ID": "<tour.2@overleg.invalid>",
        "In-Reply-To": "<tour.1@overleg.invalid>",
        "References": "<tour.1@overleg.invalid>",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"reply_tag": "a b"}, {"name": "a\nb"}, {"thread": ["a\nb"]}, {"html": "<p>x</p>"}])
def test_a_part_that_would_break_a_mail_is_refused_before_it_is_stored(facts):
    with pytest.raises(ValueError, match=r"names of mails|language and its title"):
        enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.", **facts)

    assert DBTaskResult.objects.count() == 0


def test_what_cannot_be_delivered_comes_back_to_the_tagged_address(workers, post_office):
    post_office.open()
    enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.", reply_tag="b-1")

    workers.start(MAIL_GATEWAY="smtp", EMAIL_URL=f"smtp://127.0.0.1:{post_office.port}")

    wait_until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL, "the mail sent")
    assert post_office.counter.senders == ["bericht+b-1@overleg.invalid"]
