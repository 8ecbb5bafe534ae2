"""What is mailed about a gathering, and to whom. Each in plain words, inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import parseaddr
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.calendars.invitations import (
    Guest,
    Invitation,
    as_request,
    as_withdrawal,
    withdrawal_for,
)
from weerbaar.foundation.gateways.parts import Attachment, twin_of
from weerbaar.foundation.gateways.parts import Invitation as CalendarPart
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.names import greeting
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Released
from weerbaar.outreach.sessions.queries.gatherings import Recipient, coming_to, name_of, recipients_of
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.staffing import address_of_ask
from weerbaar.team.network.models import Facilitator, Skill


class Gone(Enum):
    """What a calendar item takes away: nothing, the whole gathering, or one guest."""

    NOT = 0
    ALL = 1
    GUEST = 2


def ask(gathering: Gathering, asked: Ask, *, again: bool = False) -> None:
    """Will mail the question to lead it, or the same question once more."""
    facts = {
        "name": asked.facilitator.name, "what": gathering.get_kind_display(), "whom": name_of(gathering),
        "skill": Skill(asked.skill).label, "link": address_of_ask(asked), "until": _day(asked.expires_at),
    }  # fmt: skip
    body = gettext("Beste %(name)s,\n\nKunt u dit doen: %(skill)s, bij een %(what)s voor %(whom)s?") % facts + _facts(
        gathering
    )
    body += (
        gettext(
            "Zeg ja, nee of overleg op deze pagina. Een nee hoeft geen reden.\n%(link)s\n\nDe vraag staat open tot en met %(until)s."
        )
        % facts
    )
    title = gettext("Nog even: kunt u op %(day)s?") if again else gettext("Kunt u op %(day)s?")
    _send(asked.facilitator.email, title % {"day": _day(gathering.starts_at)}, body)


def answered(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    """Will confirm a yes to who said it, and tell whoever asked what was said."""
    if asked.answer == Answer.YES:
        body = gettext("Beste %(name)s,\n\nFijn dat u het doet.") % {"name": asked.facilitator.name} + _facts(gathering)
        body += gettext("Kunt u toch niet? Bel of mail ons, dan zoeken wij iemand anders.")
        item = _calendar(gathering, asked.facilitator.email, asked.facilitator.name, at=at)
        subject = gettext("U komt op %(day)s") % {"day": _day(gathering.starts_at)}
        _send(asked.facilitator.email, subject, body, invitation=item)
    if asked.asked_by is not None and asked.asked_by.deactivated_at is None:
        facts = {"name": asked.facilitator.name, "said": Answer(asked.answer).label, "whom": name_of(gathering)}
        body = gettext("%(name)s %(said)s, voor %(whom)s.") % facts + f"\n\n{_page(gathering)}"
        _send(asked.asked_by.email, gettext("%(name)s heeft geantwoord") % facts, body)


def let_go(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    """Will tell somebody that they need not come."""
    facts = {"name": asked.facilitator.name, "whom": name_of(gathering)}
    ill = asked.released == Released.ILL
    words = (
        gettext("Beste %(name)s,\n\nWij zoeken iemand anders voor %(whom)s. Beterschap, en tot een volgende keer.")
        if ill
        else gettext("Beste %(name)s,\n\nU hoeft niet meer te komen voor %(whom)s. Dank dat u wilde.")
    )
    person, came = asked.facilitator, asked.answer == Answer.YES
    item = _calendar(gathering, person.email, person.name, at=at, without=Gone.GUEST) if came else None
    _send(person.email, gettext("U hoeft niet te komen"), words % facts + _facts(gathering), invitation=item)


def tell_moment(gathering: Gathering, *, at: datetime, moved: bool, lost: Sequence[Facilitator]) -> None:
    """Will tell everybody involved when and where it is, or where it moved to."""
    title = gettext("Verplaatst naar %(day)s") if moved else gettext("Afgesproken: %(day)s")
    opening = (
        gettext("Dit gaat niet op de eerdere tijd door, maar nu dan:") if moved else gettext("Dit is afgesproken:")
    )
    subject = title % {"day": _day(gathering.starts_at)}
    for recipient in recipients_of(gathering, on=timezone.localdate(at)):
        body = f"{_greeted(recipient)},\n\n{opening}{_facts(gathering)}" + gettext("Past dit niet? Bel of mail ons.")
        _send(recipient.email, subject, body, invitation=_calendar(gathering, recipient.email, "", at=at))
    if moved:
        for person in [one.facilitator for one in coming_to(gathering)]:
            body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + f"{opening}{_facts(gathering)}"
            body += gettext("Kunt u dan niet? Bel of mail ons.")
            _send(person.email, subject, body, invitation=_calendar(gathering, person.email, person.name, at=at))
        for person in lost:
            body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + f"{opening}{_facts(gathering)}"
            body += gettext("U gaat dan al ergens anders voor ons heen. U hoeft hier dus niet te komen.")
            item = _calendar(gathering, person.email, person.name, at=at, without=Gone.GUEST)
            _send(person.email, subject, body, invitation=item)


def tell_cancelled(
    gathering: Gathering, because: str, *, people: Iterable[Facilitator], waiting: Iterable[Facilitator], at: datetime
) -> None:
    """Will tell everybody involved that it does not take place, and why."""
    subject = gettext("Afgezegd: %(day)s") % {"day": moment_of(gathering)}
    why = gettext("Het gaat niet door: %(why)s") % {"why": because}
    for recipient in recipients_of(gathering, on=timezone.localdate(at)):
        body = f"{_greeted(recipient)},\n\n{why}{_facts(gathering)}"
        item = _calendar(gathering, recipient.email, "", at=at, without=Gone.ALL)
        _send(recipient.email, subject, body + gettext("Wij bellen u voor een nieuwe datum."), invitation=item)
    for person, came in [*((one, True) for one in people), *((one, False) for one in waiting)]:
        body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + why + _facts(gathering)
        body += gettext("U hoeft niet te komen. Dank dat u wilde.")
        item = _calendar(gathering, person.email, person.name, at=at, without=Gone.ALL) if came else None
        _send(person.email, subject, body, invitation=item)


def quotation(recipient: Recipient, gathering: Gathering, *, number: str, until: str, link: str, pdf: bytes) -> None:
    """Will mail a quotation with the link to answer it."""
    facts = {"number": number, "until": until, "link": link, "what": gathering.get_kind_display()}
    body = (
        f"{_greeted(recipient)},\n\n"
        + gettext(
            "Hierbij onze offerte %(number)s voor een %(what)s. Op deze pagina leest u haar en neemt u haar aan:\n%(link)s\n\n"
            "De offerte is geldig tot en met %(until)s."
        )
        % facts
    )
    paper = Attachment(name=f"offerte-{number}.pdf", media_type="application/pdf", content=pdf)
    _send(recipient.email, gettext("Offerte %(number)s") % facts, body, [paper])


def quotation_answered(gathering: Gathering, *, email: str, number: str, accepted: bool, pdf: bytes) -> None:
    """Will put the answer to a quotation in writing for one of both sides, with the paper as it was accepted."""
    words = (
        gettext("Offerte %(number)s is aangenomen. Zij staat vast zoals zij hierbij zit.")
        if accepted
        else gettext("Offerte %(number)s is niet aangenomen. Wij overleggen wat dan wel kan.")
    )
    paper = [Attachment(name=f"offerte-{number}.pdf", media_type="application/pdf", content=pdf)]
    subject = gettext("Offerte %(number)s: het antwoord") % {"number": number}
    _send(email, subject, words % {"number": number} + _facts(gathering), paper if accepted else [])


def results(recipient: Recipient, gathering: Gathering, pdf: bytes) -> None:
    """Will mail what came back from the hall."""
    body = f"{_greeted(recipient)},\n\n" + gettext(
        "Dank voor de ontvangst. Hierbij op een bladzijde wat deelnemers zeiden en wat wij samen afspraken. "
        "Niemand is erin te herkennen; u mag het verder delen."
    )
    paper = Attachment(name="uitkomsten.pdf", media_type="application/pdf", content=pdf)
    _send(recipient.email, gettext("Wat de bijeenkomst opleverde"), body + _facts(gathering), [paper])


def _calendar(
    gathering: Gathering, email: str, name: str, *, at: datetime, without: Gone = Gone.NOT
) -> CalendarPart | None:
    """The calendar item for one guest, who sees no other: new or moved, called off, or no longer needed.

    One UID for life; the sequence of the gathering counts its changes. None where the clock says an hour twice.
    """
    if gathering.starts_at is None or gathering.ends_at is None:
        return None
    sender, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    guest = Guest(email=email, name=name)
    invitation = Invitation(
        uid=f"{gathering.pk}@{address.rpartition('@')[2]}", sequence=gathering.sequence, stamp=at,
        starts_at=gathering.starts_at, ends_at=gathering.ends_at, place=place_of(gathering),
        summary=f"{gathering.get_kind_display().capitalize()}, {name_of(gathering)}",
        organiser=Guest(email=address, name=sender), guests=(guest,),
    )  # fmt: skip
    try:
        if without == Gone.NOT:
            paper = as_request(invitation)
        else:
            paper = as_withdrawal(invitation) if without == Gone.ALL else withdrawal_for(invitation, guest)
    except ValueError:
        return None
    return CalendarPart(content=paper.content.decode(), method=paper.method)


def _facts(gathering: Gathering) -> str:
    return (
        "\n\n"
        + gettext("- Wat: %(what)s\n- Voor: %(whom)s\n- Wanneer: %(when)s\n- Waar: %(where)s")
        % {
            "what": gathering.get_kind_display(),
            "whom": name_of(gathering),
            "when": moment_of(gathering),
            "where": place_of(gathering),
        }
        + "\n\n"
    )


def _greeted(recipient: Recipient) -> str:
    return greeting(recipient.contact, office=recipient.office)


def _page(gathering: Gathering) -> str:
    return f"{settings.SITE_URL}{reverse('gathering', args=[gathering.pk])}"


def _day(moment: datetime | None) -> str:
    return format_date(timezone.localtime(moment), "j F Y") if moment else gettext("een dag die nog komt")


def _send(
    to: str, subject: str, body: str, attachments: Sequence[Attachment] = (), *, invitation: CalendarPart | None = None
) -> None:
    whole = f"{body.rstrip()}\n\n{phrases.SIGNED}\n"
    enqueue_mail(
        to=to, subject=subject, body=whole, html=twin_of(title=subject, body=whole), attachments=attachments,
        invitation=invitation,
    )  # fmt: skip
