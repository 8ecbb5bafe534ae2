"""Reading the trail: verifying it, and showing a subject who did what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from weerbaar.foundation.audit import certificates, chain, mark
from weerbaar.foundation.audit.certificates import Certified
from weerbaar.foundation.audit.models import Event, Head


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: how many events held, and the first that did not."""

    events: int
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether the whole chain held."""
        return not self.problem


@dataclass(frozen=True)
class Act:
    """An event as someone it concerns may see it: which role, what, when."""

    role: str
    action: str
    at: datetime


def acts_on(subject: str, actions: Iterable[str], *, limit: int) -> list[Act]:
    """Will return who (by role) did these things to the subject, newest first, at most `limit`."""
    events = Event.objects.filter(subject=subject, action__in=list(actions)).order_by("-sequence")[:limit]
    return [Act(event.role, event.action, event.at) for event in events]


def verify() -> Verdict:
    """Will walk the whole chain from the first event to the signed head and name the first event that is not right.

    Events may be added meanwhile: the walk goes on until the head stood still for as long as it took to reach it.
    """
    previous, count = chain.START, 0
    while True:
        # The mark first: it rises after an event is there, so what is read now is never ahead of it.
        seen, head = mark.reached(), Head.objects.first()
        for event in Event.objects.filter(sequence__gt=count).order_by("sequence").iterator(chunk_size=2000):
            count += 1
            if event.sequence != count:
                return Verdict(count - 1, f"event {count} is missing: event {event.sequence} follows on {count - 1}")
            if chain.digest_of(event, previous) != bytes(event.digest):
                return Verdict(count - 1, f"event {count} was changed, or the one before it was replaced")
            previous = bytes(event.digest)
        if _sequence(head) == _sequence(Head.objects.first()):
            return _verify_head(head, previous, count, seen)


def check_certificate(text: str) -> Certified:
    """Will tell whether a certificate was signed here and its event stands in the record as it says.

    That the record itself was not changed is what `verify` tells.
    """
    return certificates.checked(text)


def certificate_of(subject: str, action: str, *, about: str) -> str:
    """Will return the certificate of the last time that this was done to the subject, signed now, or nothing when it never was."""
    event = Event.objects.filter(subject=subject, action=action).order_by("-sequence").first()
    return certificates.written(event, about=about) if event else ""


def head_holds() -> bool:
    """Will tell quickly whether the last event is the one that was signed, for the health page."""
    seen, head, last = mark.reached(), Head.objects.first(), Event.objects.order_by("-sequence").first()
    if head is None or last is None:
        return head is None and last is None and seen == 0
    return (
        seen <= head.sequence
        and (head.sequence, bytes(head.digest)) == (last.sequence, bytes(last.digest))
        and chain.head_is_signed(head)
    )


def _sequence(head: Head | None) -> int:
    return head.sequence if head else 0


def _verify_head(head: Head | None, last_digest: bytes, count: int, seen: int) -> Verdict:
    if head is None and count:
        return Verdict(count, f"event {count} has no signed head behind it")
    if head is None:
        return _verify_mark(count, seen)
    if not chain.head_is_signed(head):
        return Verdict(count, f"the head at event {head.sequence} was not signed by this installation")
    if head.sequence < count:
        return Verdict(head.sequence, f"event {head.sequence + 1} was added behind the signed head")
    if head.sequence != count or bytes(head.digest) != last_digest:
        return Verdict(count, f"event {count + 1} is missing: the signed head stands at event {head.sequence}")
    return _verify_mark(count, seen)


def _verify_mark(count: int, seen: int) -> Verdict:
    if seen > count:
        return Verdict(count, f"event {count + 1} is missing: on this machine the trail was at event {seen} before")
    return Verdict(count)
