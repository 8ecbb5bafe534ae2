"""Appointments: the lists, one of them, and who comes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from weerbaar.outreach.appointments.models import Appointment, Notice, Participant, Question, Standing, State
from weerbaar.outreach.appointments.rules import AMSTERDAM
from weerbaar.outreach.campaign.models import Participation, PersonalLink, StageKind

PER_PAGE = 50
_RELATED = ("participation__organisation__authority", "participation__round", "facilitator", "link")
_HELD_OR_NOT = ("held", "cancelled")


@dataclass(frozen=True)
class Link:
    """One in the chain of who arranges it: the office that was written to, then whoever it was handed to."""

    link: PersonalLink
    office: str
    name: str
    is_here: bool


def appointments() -> QuerySet[Appointment]:
    """Will give every appointment with what a row of a list needs."""
    return Appointment.objects.select_related(*_RELATED)


def listed(*, at: datetime, state: str = "", text: str = "") -> QuerySet[Appointment]:
    """Will give appointments: what is over and not settled first, then today and what comes, then what is done.

    Each with `coming` and `invited`, how many said they come and how many were asked.
    """
    found = appointments()
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(participation__organisation__authority__search_text__contains=text.lower())
    order = Case(
        When(state=State.BOOKED, ends_at__lt=at, then=Value(0)),
        When(state=State.BOOKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    invited = Q(participants__pending=False)
    found = found.annotate(
        order=order,
        invited=Count("participants", filter=invited),
        coming=Count("participants", filter=invited & Q(participants__standing=Standing.ACCEPTED)),
    )
    return found.order_by("order", "starts_at", "pk")


def page_of(*, at: datetime, state: str, text: str, number: object) -> Page[Appointment]:
    """Will give fifty of them; a number that is no page gives the nearest."""
    return Paginator(listed(at=at, state=state, text=text), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do


def appointment_by(key: UUID) -> Appointment | None:
    """Will give one appointment; None when there is none."""
    return appointments().filter(pk=key).first()


def appointment_with(uid: str) -> Appointment | None:
    """Will give the appointment that calendars call by this UID; None when none of ours is."""
    return appointments().filter(uid=uid).first()


def open_appointment(participation: Participation, stage: StageKind = StageKind.INTAKE_TALK) -> Appointment | None:
    """Will give what is agreed now with an organisation for a stage; None when nothing is.

    Of two after a merger it is the one that the successor had itself.
    """
    agreed = appointments().filter(participation=participation, stage=stage, state=State.BOOKED)
    return agreed.order_by("is_beside", "starts_at", "id").first()


def history_of(participation: Participation) -> QuerySet[Appointment]:
    """Will give every appointment of an organisation in this round, the newest first."""
    return appointments().filter(participation=participation).order_by("-booked_at")


def beside(appointment: Appointment) -> QuerySet[Appointment]:
    """Will give what else is agreed for the same stage, soonest first: after a merger there may be two."""
    same = {"participation": appointment.participation, "stage": appointment.stage, "state": State.BOOKED}
    return appointments().filter(**same).exclude(pk=appointment.pk).order_by("starts_at")


def invited(appointment: Appointment) -> list[Participant]:
    """Will give who is invited, in the order in which they were added."""
    return [one for one in appointment.participants.all() if not one.pending]


def pending(appointment: Appointment) -> list[Participant]:
    """Will give who answered without being invited."""
    return [one for one in appointment.participants.all() if one.pending]


def notices_of(appointment: Appointment) -> QuerySet[Notice]:
    """Will give the mails about an appointment, the newest first."""
    return (
        Notice.objects.filter(participant__appointment=appointment).select_related("participant").order_by("-sent_at")
    )


def notice_named(name: str) -> Notice | None:
    """Will give the mail whose Message-ID begins with this name; None when none of ours does."""
    return Notice.objects.filter(name=name).select_related("participant__appointment__participation").first()


def names_before(participant: Participant) -> list[str]:
    """Will give the names of the mails that somebody got about this appointment, oldest first."""
    return list(participant.notices.order_by("sent_at").values_list("name", flat=True))


def to_remind(*, at: datetime) -> list[Appointment]:
    """Will give what is agreed for the coming weeks, with who is invited."""
    soon = appointments().filter(state=State.BOOKED, starts_at__gt=at, starts_at__lt=at + timedelta(days=15))
    return list(soon.prefetch_related("participants"))


def open_questions(participation: Participation | None = None) -> QuerySet[Question]:
    """Will give what waits for a person, oldest first, of all organisations or of one."""
    found = Question.objects.filter(settled_at=None).select_related(
        "participation__organisation__authority", "appointment__facilitator", "participant", "contact"
    )
    return found.filter(participation=participation) if participation else found


def asked_days(participation: Participation, *, since: date | None = None) -> Question | None:
    """Will give the days that an organisation named and that nobody found a time for yet; None when it named none.

    With `since` only what was named on that day or later.
    """
    kind = Question.Kind.OTHER_DAYS
    found = Question.objects.filter(participation=participation, kind=kind, settled_at=None)
    if since is not None:
        found = found.filter(asked_at__gte=starts_of_day(since))
    return found.order_by("-asked_at").first()


def question_by(key: UUID) -> Question | None:
    """Will give one question; None when there is none."""
    return (
        Question.objects.select_related("participation", "appointment", "participant", "contact").filter(pk=key).first()
    )


def chain_of(link: PersonalLink) -> list[Link]:
    """Will give who arranges it: from the office that was written to, hand by hand, to everybody it was handed to."""
    root = link
    while root.handed_by is not None:
        root = root.handed_by
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop(0)
        name = str(one.handed_to) if one.handed_to else ""
        found.append(Link(one, one.get_office_display(), name, one.pk == link.pk))
        waiting += one.handed_on.select_related("handed_to", "handed_by").order_by("issued_at")
    return found


def starts_of_day(day: date) -> datetime:
    """Will return the first moment of a day in Amsterdam."""
    return datetime.combine(day, time.min, AMSTERDAM)
