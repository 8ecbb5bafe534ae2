"""What calendar programs send back, as mail."""

from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import timezone


def an_answer(
    appointment, *, who="griffie@gemeente.invalid", said="ACCEPTED", sequence=None, method="REPLY", sender=None, uid=None,
    starts_at=None, ends_at=None, comment="", name="G. Voorbeeld",
    stamp="20261002T080000Z",
):  # fmt: skip
    """Will return the bytes of a mail with a REPLY or COUNTER, as Outlook and Google send them."""
    begin, end = starts_at or appointment.starts_at, ends_at or appointment.ends_at
    number = appointment.sequence if sequence is None else sequence
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Verzonnen//Agenda//NL", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT",
        f"UID:{uid or appointment.uid}", f"SEQUENCE:{number}", f"DTSTAMP:{stamp}",
        f"ATTENDEE;PARTSTAT={said}:mailto:{who}",
        f"DTSTART:{begin:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        *([f"COMMENT:{comment}"] if comment else []), "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    message = EmailMessage()
    message["From"] = f"{name} <{sender or who}>"
    message["To"] = "bericht@overleg.invalid"
    message["Subject"] = "Geaccepteerd: Gesprek"
    message["Date"] = format_datetime(timezone.now())
    message.set_content("Zie de agenda.")
    message.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": method})
    return message.as_bytes()


def a_return(mail, *, action="failed"):
    """Will return a report of non-delivery about a mail of ours (RFC 3464)."""
    boundary = "grens"
    return (
        f"From: MAILER-DAEMON@post.invalid\r\nTo: bericht@overleg.invalid\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/plain\r\n\r\nNiet bezorgd.\r\n"
        f"--{boundary}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.invalid\r\n\r\n"
        f"Final-Recipient: rfc822; {mail['To']}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--{boundary}\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail['Message-ID']}\r\nTo: {mail['To']}\r\n\r\n"
        f"--{boundary}--\r\n"
    ).encode()
