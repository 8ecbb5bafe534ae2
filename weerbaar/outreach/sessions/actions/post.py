"""What is mailed about a gathering, and to whom. Each in plain words, inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.gateways.parts import Attachment
from weerbaar.foundation.gateways.parts import Invitation as CalendarPart
from weerbaar.outreach.campaign.actions.last_looks import look_at
from weerbaar.outreach.campaign.models import Contact, Office
from weerbaar.outreach.campaign.names import greeting
from weerbaar.outreach.sessions.actions.items import Gone, item_for, refusal_of
from weerbaar.outreach.sessions.actions.mailing import day_of, facts_of, greeted, look_for, page_of, send
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Invitee, Released
from weerbaar.outreach.sessions.queries.gatherings import (
    Recipient,
    coming_to,
    name_of,
    quotation_of,
    recipients_of,
    waiting_for,
)
from weerbaar.outreach.sessions.queries.invited import invitees_of
from weerbaar.outreach.sessions.queries.moments import moment_of
from weerbaar.outreach.sessions.queries.staffing import address_of_ask
from weerbaar.outreach.sessions.rules import REPORT_WITHIN
from weerbaar.team.network.models import Facilitator, Skill


class Change(Enum):
    """What there is to tell about when and where: a first day, another time, a place that is known now, or another place."""

    NEW = 0
    TIME = 1
    PLACE_KNOWN = 2
    PLACE = 3


@dataclass(frozen=True)
class Involved:
    """Somebody outside our team who hears of every change; `has_item` is whether it stands in their calendar."""

    email: str
    contact: Contact | None
    greeting: str
    name: str
    invitee: Invitee | None = None
    has_item: bool = True

    def look(self, subject: str) -> tuple[str, str] | None:
        """How a mail to them is looked at once more."""
        return look_for(self.invitee, subject) if self.invitee else look_at(self.contact, subject=subject)


def ask(gathering: Gathering, asked: Ask, *, at: datetime, again: bool = False) -> None:
    """Will mail the question to lead it, which a calendar can answer too, or the same question once more."""
    facts = {
        "name": asked.facilitator.name, "what": gathering.get_kind_display(), "whom": name_of(gathering),
        "skill": Skill(asked.skill).label, "link": address_of_ask(asked), "until": day_of(asked.expires_at),
    }  # fmt: skip
    body = gettext("Beste %(name)s,\n\nKunt u dit doen: %(skill)s, bij een %(what)s voor %(whom)s?") % facts + facts_of(
        gathering
    )
    body += (
        gettext(
            "Zeg ja, nee of overleg op deze pagina. Een nee hoeft geen reden.\n%(link)s\n\nDe vraag staat open tot en met %(until)s."
        )
        % facts
    )
    title = gettext("Nog even: kunt u op %(day)s?") if again else gettext("Kunt u op %(day)s?")
    item = None if again else _item(gathering, asked.facilitator, at=at)
    send(gathering, asked.facilitator.email, title % {"day": day_of(gathering.starts_at)}, body, invitation=item)


def answered(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    """Will confirm a yes to who said it, take a no out of their calendar, and tell whoever asked what was said."""
    if asked.answer == Answer.YES:
        _confirm(gathering, asked, at=at)
    elif asked.answer == Answer.NO:
        body = gettext("Beste %(name)s,\n\nDank voor uw antwoord. Wij vragen iemand anders.") % {
            "name": asked.facilitator.name
        }
        item = _item(gathering, asked.facilitator, at=at, without=Gone.GUEST)
        send(
            gathering,
            asked.facilitator.email,
            gettext("U hoeft niet te komen"),
            body + facts_of(gathering),
            invitation=item,
        )
    tell_asker(gathering, asked, str(Answer(asked.answer).label))


def _confirm(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    body = gettext("Beste %(name)s,\n\nFijn dat u het doet.") % {"name": asked.facilitator.name} + facts_of(gathering)
    body += gettext("Kunt u toch niet? Bel of mail ons, dan zoeken wij iemand anders.")
    item = _item(gathering, asked.facilitator, at=at)
    subject = gettext("U komt op %(day)s") % {"day": day_of(gathering.starts_at)}
    send(gathering, asked.facilitator.email, subject, body, invitation=item)


def ask_anew(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    """Will mail somebody at their new address what did not arrive at the old one: the question, or that they come."""
    if asked.answer == Answer.YES:
        _confirm(gathering, asked, at=at)
    else:
        ask(gathering, asked, at=at)


def tell_asker(gathering: Gathering, asked: Ask, said: str) -> None:
    """Will tell whoever asked somebody what they said."""
    if asked.asked_by is not None and asked.asked_by.deactivated_at is None:
        facts = {"name": asked.facilitator.name, "said": said, "whom": name_of(gathering)}
        body = gettext("%(name)s %(said)s, voor %(whom)s.") % facts + f"\n\n{page_of(gathering)}"
        send(gathering, asked.asked_by.email, gettext("%(name)s heeft geantwoord") % facts, body)


def let_go(gathering: Gathering, asked: Ask, *, at: datetime) -> None:
    """Will tell somebody that they need not come."""
    facts = {"name": asked.facilitator.name, "whom": name_of(gathering)}
    ill = asked.released == Released.ILL
    words = (
        gettext("Beste %(name)s,\n\nWij zoeken iemand anders voor %(whom)s. Beterschap, en tot een volgende keer.")
        if ill
        else gettext("Beste %(name)s,\n\nU hoeft niet meer te komen voor %(whom)s. Dank dat u wilde.")
    )
    item = _item(gathering, asked.facilitator, at=at, without=Gone.GUEST)
    subject = gettext("U hoeft niet te komen")
    send(gathering, asked.facilitator.email, subject, words % facts + facts_of(gathering), invitation=item)


def tell_moment(gathering: Gathering, what: Change, *, at: datetime, lost: Sequence[Facilitator]) -> None:
    """Will tell everybody involved when and where it is, or what changed about that.

    Whoever was asked and said nothing yet is asked anew for another time; who wants to talk first is told what changed.
    """
    title, opening = {
        Change.NEW: (gettext("Afgesproken: %(day)s"), gettext("Dit is afgesproken:")),
        Change.TIME: (
            gettext("Verplaatst naar %(day)s"), gettext("Dit gaat niet op de eerdere tijd door, maar nu dan:"),
        ),
        Change.PLACE_KNOWN: (
            gettext("De plaats is bekend: %(day)s"), gettext("De plaats is nu bekend. De tijd blijft zo."),
        ),
        Change.PLACE: (
            gettext("De plaats is veranderd: %(day)s"), gettext("De plaats is veranderd. De tijd blijft zo."),
        ),
    }[what]  # fmt: skip
    subject = title % {"day": day_of(gathering.starts_at)}
    for one in involved(gathering, at=at):
        _tell_one(gathering, one, subject, opening, at=at)
    if what != Change.NEW:
        for person in [one.facilitator for one in coming_to(gathering)]:
            body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + f"{opening}{facts_of(gathering)}"
            body += gettext("Kunt u dan niet? Bel of mail ons.")
            send(gathering, person.email, subject, body, invitation=_item(gathering, person, at=at))
        for asked in waiting_for(gathering):
            if what == Change.TIME and asked.answer == Answer.OPEN:
                ask(gathering, asked, at=at)
                continue
            facts = {"name": asked.facilitator.name, "link": address_of_ask(asked)}
            body = gettext("Beste %(name)s,\n\n") % facts + f"{opening}{facts_of(gathering)}"
            body += gettext("Weet u al of u kunt? Zeg het op deze pagina.\n%(link)s") % facts
            send(
                gathering, asked.facilitator.email, subject, body, invitation=_item(gathering, asked.facilitator, at=at)
            )
        for person in lost:
            body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + f"{opening}{facts_of(gathering)}"
            body += gettext("U gaat dan al ergens anders voor ons heen. U hoeft hier dus niet te komen.")
            send(gathering, person.email, subject, body, invitation=_item(gathering, person, at=at, without=Gone.GUEST))


def tell_anew(gathering: Gathering, contact: Contact, email: str, *, at: datetime) -> None:
    """Will tell somebody of an organisation at their new address when and where it is."""
    whom = Involved(email, contact, greeting(contact, office=Office(contact.office)), str(contact))
    subject = gettext("Afgesproken: %(day)s") % {"day": day_of(gathering.starts_at)}
    _tell_one(gathering, whom, subject, gettext("Dit is afgesproken:"), at=at)


def _tell_one(gathering: Gathering, one: Involved, subject: str, opening: str, *, at: datetime) -> None:
    asks = gettext("Past dit niet? Antwoord op de uitnodiging in uw agenda, of bel of mail ons.")
    item = item_for(gathering, one.email, at=at, contact=one.contact)
    body = f"{one.greeting},\n\n{opening}{facts_of(gathering)}{asks}"
    send(gathering, one.email, subject, body, invitation=item, last_look=one.look(subject))


def tell_cancelled(
    gathering: Gathering, because: str, *, hear: Sequence[Involved], people: Iterable[Facilitator], at: datetime
) -> None:
    """Will tell everybody involved that it does not take place, and why."""
    has_day = gathering.starts_at is not None
    named = moment_of(gathering) if has_day else gathering.get_kind_display()
    subject = gettext("Afgezegd: %(day)s") % {"day": named}
    why = gettext("Het gaat niet door: %(why)s") % {"why": because}
    words = (why, gettext("Wij bellen u voor een nieuwe datum.") if has_day else gettext("U hoeft niets te doen."))
    _tell_gone(gathering, subject, words, hear=hear, people=people, at=at)


def tell_undated(
    gathering: Gathering, because: str, *, until: date | None, people: Iterable[Facilitator], at: datetime
) -> None:
    """Will tell everybody involved that it does not take place on that day, and that there is no other day yet."""
    subject = gettext("Gaat niet door op %(day)s") % {"day": day_of(gathering.starts_at)}
    why = gettext("Het gaat op deze dag niet door: %(why)s") % {"why": because}
    after = (
        gettext("Vanaf %(day)s bellen wij u voor een nieuwe datum.") % {"day": format_date(until, "j F Y")}
        if until
        else gettext("Wij bellen u voor een nieuwe datum.")
    )
    _tell_gone(gathering, subject, (why, after), hear=involved(gathering, at=at), people=people, at=at)


def _tell_gone(
    gathering: Gathering, subject: str, words: tuple[str, str], *, hear: Sequence[Involved],
    people: Iterable[Facilitator], at: datetime,
) -> None:  # fmt: skip
    """The words are why, for everybody, and what comes next, for the organisations."""
    why, after = words
    for one in hear:
        item = None
        if one.has_item:
            item = item_for(gathering, one.email, at=at, without=Gone.ALL, contact=one.contact)
        body = f"{one.greeting},\n\n{why}{facts_of(gathering)}{after}"
        send(gathering, one.email, subject, body, invitation=item, last_look=one.look(subject))
    for person in people:
        body = gettext("Beste %(name)s,\n\n") % {"name": person.name} + why + facts_of(gathering)
        body += gettext("U hoeft niet te komen. Dank dat u wilde.")
        send(gathering, person.email, subject, body, invitation=_item(gathering, person, at=at, without=Gone.ALL))


def ask_for_report(gathering: Gathering, asked: Ask, *, again: bool = False) -> None:
    """Will thank somebody who led it, with the link to tell hours and costs, or ask for those once more."""
    facts = {"name": asked.facilitator.name, "whom": name_of(gathering), "link": f"{address_of_ask(asked)}uren/"}
    assert gathering.ends_at is not None
    until = day_of(gathering.ends_at + REPORT_WITHIN)
    opening = (
        gettext("Beste %(name)s,\n\nWij weten nog niet hoeveel uren u bezig was met %(whom)s.")
        if again
        else gettext("Beste %(name)s,\n\nDank dat u er was, bij %(whom)s.")
    )
    body = opening % facts + facts_of(gathering)
    body += gettext("Vul hier uw uren en kosten in. Dat kan tot en met %(until)s.\n%(link)s") % (
        facts | {"until": until}
    )
    subject = gettext("Nog even: uw uren en kosten") if again else gettext("Uw uren en kosten")
    send(gathering, asked.facilitator.email, subject, body)


def invited(gathering: Gathering, invitee: Invitee, *, at: datetime) -> None:
    """Will invite somebody who answered without having been asked."""
    body = gettext("Goedendag,\n\nFijn dat u komt. Hierbij de uitnodiging voor uw agenda.") + facts_of(gathering)
    item = item_for(gathering, invitee.email, invitee.name, at=at)
    subject = gettext("Uitnodiging: %(day)s") % {"day": day_of(gathering.starts_at)}
    send(gathering, invitee.email, subject, body, invitation=item, last_look=look_for(invitee, subject))


def uninvited(gathering: Gathering, invitee: Invitee, *, at: datetime) -> None:
    """Will tell somebody of an organisation that they need not come."""
    body = gettext("Goedendag,\n\nU hoeft hier niet bij te zijn. Het gaat wel door.") + facts_of(gathering)
    item = item_for(gathering, invitee.email, invitee.name, at=at, without=Gone.GUEST)
    subject = gettext("U hoeft niet te komen")
    send(gathering, invitee.email, subject, body, invitation=item, last_look=look_for(invitee, subject))


def time_stays(gathering: Gathering, invitee: Invitee, *, at: datetime) -> None:
    """Will tell whoever proposed another time that it stays as it is."""
    body = gettext("Goedendag,\n\nU stelde een andere tijd voor. Dat lukt helaas niet. Het blijft zo:") + facts_of(
        gathering
    )
    body += gettext("Kunt u dan niet? Bel of mail ons.")
    item = refusal_of(gathering, invitee, at=at)
    subject = gettext("De tijd blijft zoals hij was")
    send(gathering, invitee.email, subject, body, invitation=item, last_look=look_for(invitee, subject))


def quotation(recipient: Recipient, gathering: Gathering, *, number: str, until: str, link: str, pdf: bytes) -> None:
    """Will mail a quotation with the link to answer it."""
    facts = {"number": number, "until": until, "link": link, "what": gathering.get_kind_display()}
    body = (
        f"{greeted(recipient)},\n\n"
        + gettext(
            "Hierbij onze offerte %(number)s voor een %(what)s. Op deze pagina leest u de offerte en geeft u antwoord:\n%(link)s\n\n"
            "De offerte is geldig tot en met %(until)s."
        )
        % facts
    )
    paper = Attachment(name=f"offerte-{number}.pdf", media_type="application/pdf", content=pdf)
    subject = gettext("Offerte %(number)s") % facts
    send(gathering, recipient.email, subject, body, [paper], last_look=look_at(recipient.contact, subject=subject))


def quotation_answered(
    gathering: Gathering, *, email: str, number: str, accepted: bool, pdf: bytes, said: str = ""
) -> None:  # fmt: skip
    """Will put the answer to a quotation in writing for one of both sides, with the paper as it was accepted.

    What was `said`, and by whom, is for whoever made it here, with the way to the page.
    """
    words = (
        gettext("Offerte %(number)s is aangenomen. De offerte zit bij deze mail en verandert niet meer.")
        if accepted
        else gettext("Offerte %(number)s is niet aangenomen. Wij overleggen wat dan wel kan.")
    )
    paper = [Attachment(name=f"offerte-{number}.pdf", media_type="application/pdf", content=pdf)]
    subject = gettext("Offerte %(number)s: het antwoord") % {"number": number}
    body = words % {"number": number} + (f"\n\n{said}\n{page_of(gathering)}" if said else "") + facts_of(gathering)
    send(gathering, email, subject, body, paper if accepted else [])


def results(recipient: Recipient, gathering: Gathering, pdf: bytes, *, has_answers: bool) -> None:
    """Will mail what came back from the hall: what participants said, where that may be told, and what was agreed."""
    words = (
        gettext("Dank voor de ontvangst. Hierbij op een bladzijde wat deelnemers zeiden en wat wij samen afspraken. ")
        if has_answers
        else gettext("Dank voor de ontvangst. Hierbij op een bladzijde wat wij samen afspraken. ")
    )
    body = f"{greeted(recipient)},\n\n{words}" + gettext("Niemand is erin te herkennen; u mag het verder delen.")
    paper = Attachment(name="uitkomsten.pdf", media_type="application/pdf", content=pdf)
    subject = gettext("Wat de bijeenkomst opleverde")
    look = look_at(recipient.contact, subject=subject)
    send(gathering, recipient.email, subject, body + facts_of(gathering), [paper], last_look=look)


def involved(gathering: Gathering, *, at: datetime) -> list[Involved]:
    """Will give whom to tell at the organisations: whoever we write to, and then who has it in their calendar too."""
    written = [
        Involved(one.email, one.contact, greeted(one), str(one.contact or one.office.label))
        for one in recipients_of(gathering, on=timezone.localdate(at))
    ]
    known = {one.email.lower() for one in written}
    rest = [
        one
        for one in invitees_of(gathering)
        if not one.pending and one.facilitator is None and one.email.lower() not in known
    ]
    return [*written, *(Involved(one.email, one.contact, gettext("Goedendag"), one.name, one) for one in rest)]


def hear_of_cancelling(gathering: Gathering, *, at: datetime) -> list[Involved]:
    """Will give whom to tell at the organisations that it does not take place.

    That is everybody involved once there was a day, and always whom a quotation went to that was not declined.
    """
    had_a_day = gathering.starts_at is not None or gathering.sequence > 0
    told = involved(gathering, at=at) if had_a_day else []
    offered = quotation_of(gathering)
    if (
        offered is None
        or offered.declined_at is not None
        or offered.sent_to.lower() in {one.email.lower() for one in told}
    ):
        return told
    buyer = Involved(offered.sent_to, None, gettext("Goedendag"), "", has_item=False)
    return [*told, buyer] if offered.sent_to else told


def _item(gathering: Gathering, person: Facilitator, *, at: datetime, without: Gone = Gone.NOT) -> CalendarPart | None:
    return item_for(gathering, person.email, person.name, at=at, without=without, facilitator=person)
