"""Writing invitations that calendar programs take as new, as moved and as withdrawn (RFC 5545, 5546 and 6047).

One UID for life. Every change of time, place or state has SEQUENCE one higher and a new DTSTAMP, and is sent as the same
REQUEST again; only a withdrawal has another method. Times are local with their zone described in the file: never
floating, never a fixed offset.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from weerbaar.foundation.calendars import clock

REQUEST, CANCEL, REFUSAL = "REQUEST", "CANCEL", "DECLINECOUNTER"
FILE_NAME = "uitnodiging.ics"
_PRODUCT = "-//Overleg//Uitnodiging//NL"
Role = Literal["CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT"]
Standing = Literal["NEEDS-ACTION", "ACCEPTED", "TENTATIVE", "DECLINED"]


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who is invited, or who invites: an address, a name, and what they said so far."""

    email: str
    name: str = ""
    role: Role = "REQ-PARTICIPANT"
    standing: Standing = "NEEDS-ACTION"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What an invitation says. `uid` never changes; `sequence` counts the changes; `stamp` is when this one was made."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    organiser: Guest
    guests: tuple[Guest, ...]
    place: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file to send. `method` goes on the part of the mail too: where the two differ, programs throw it away."""

    method: str
    content: bytes


def as_request(invitation: Invitation) -> Paper:
    """Will write the invitation as new or moved; raises ValueError unless it begins before it ends, `SaidTwice` in the odd hour."""
    return _written(invitation, REQUEST, "CONFIRMED")


def as_withdrawal(invitation: Invitation) -> Paper:
    """Will write that it does not take place. Its sequence is higher than that of what it withdraws."""
    return _written(invitation, CANCEL, "CANCELLED")


def withdrawal_for(invitation: Invitation, guest: Guest) -> Paper:
    """Will write, for one who is no longer invited, that they need not come (RFC 5546 section 3.2.5)."""
    return _written(replace(invitation, guests=(guest,)), CANCEL, "CONFIRMED")


def refusal_for(invitation: Invitation, guest: Guest) -> Paper:
    """Will write, for one who proposed another time, that it stays as it is (RFC 5546 section 3.2.8)."""
    return _written(replace(invitation, guests=(guest,)), REFUSAL, "CONFIRMED")


def _written(invitation: Invitation, method: str, status: str) -> Paper:
    if invitation.starts_at >= invitation.ends_at:
        message = "What is planned begins before it ends."
        raise ValueError(message)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(clock.description())
    calendar.add_component(_event(invitation, status))
    return Paper(method=method, content=calendar.to_ical())


def _event(invitation: Invitation, status: str) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamp)
    event.add("last-modified", invitation.stamp)
    event.add("dtstart", clock.local(invitation.starts_at))
    event.add("dtend", clock.local(invitation.ends_at))
    event.add("summary", vText(_plain(invitation.summary)))
    event.add("status", status)
    event.add("transp", "OPAQUE" if status == "CONFIRMED" else "TRANSPARENT")
    event.add("class", "PRIVATE")
    for name, text in (("location", invitation.place), ("description", invitation.description)):
        if text:
            event.add(name, vText(_plain(text, lines=name == "description")))
    if invitation.url:
        event.add("url", vUri(invitation.url))
    event.add("organizer", _address(invitation.organiser, invites=True), encode=False)
    for guest in invitation.guests:
        event.add("attendee", _address(guest, invites=False), encode=False)
    return event


def _address(guest: Guest, *, invites: bool) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}")
    if name := _plain(guest.name).replace('"', "'"):
        address.params["CN"] = vText(name)
    if not invites:
        address.params["CUTYPE"] = vText("INDIVIDUAL")
        address.params["ROLE"] = vText(guest.role)
        address.params["PARTSTAT"] = vText(guest.standing)
        address.params["RSVP"] = vText("TRUE")
    return address


def _plain(text: str, *, lines: bool = False) -> str:
    """Without control characters: a name that somebody typed cannot begin a line of its own."""
    kept = "\n" if lines else ""
    return "".join(
        sign if sign in kept or unicodedata.category(sign) not in {"Cc", "Zl", "Zp"} else " " for sign in text
    )
