"""To whom a letter goes, who is left out and why: everything a dry run shows, and nothing is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign import names, settled
from weerbaar.outreach.campaign.models import Contact, Office, Participation, PersonalLink, Round
from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.campaign.rules import is_paused
from weerbaar.outreach.letters.models import Channel, Dispatch, DispatchState, LetterTemplate
from weerbaar.public.authorities.models import Kind

_ARTICLE_OFFICES = {
    Office.MAYOR: _("de burgemeester"),
    Office.KINGS_COMMISSIONER: _("de commissaris van de Koning"),
    Office.CLERK: _("de griffier"),
    Office.SECRETARY: _("de secretaris"),
    Office.SAFETY_OFFICER: _("de beleidsmedewerker veiligheid"),
}


class Reader(TextChoices):
    """Whom a letter is for. The head of a municipality is its mayor, that of a province the King's commissioner."""

    HEAD = "head", _("burgemeester of commissaris van de Koning")
    CLERK = "clerk", _("griffier")
    SECRETARY = "secretary", _("secretaris")
    SAFETY_OFFICER = "safety_officer", _("beleidsmedewerker veiligheid")


class Why(TextChoices):
    """Why somebody gets nothing. The first never says more than that we ask nothing now."""

    PAUSED = "paused", _("even niet")
    NO_ADDRESS = "no_address", _("geen postadres")
    NO_EMAIL = "no_email", _("geen mailadres")
    ALREADY = "already", _("kreeg deze brief al")
    EXCLUDED = "excluded", _("zelf weggelaten")
    GONE = "gone", _("doet niet meer mee")
    ANSWERED = "answered", _("heeft al geantwoord")
    FORGOTTEN = "forgotten", _("de ontvanger is gewist")
    UNFIT = "unfit", _("past niet op het blad of in het venster")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to send: which letter, in which round, to whom and how. Empty fields mean: all; no `codes`, nobody."""

    template: LetterTemplate
    round: Round
    readers: tuple[str, ...]
    channels: tuple[str, ...]
    province: str = ""
    stage: str = ""
    state: str = ""
    codes: tuple[str, ...] | None = None
    without: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """Will return how the organisations were chosen, to keep with the mailing."""
        return {
            "readers": list(self.readers), "channels": list(self.channels), "province": self.province,
            "stage": self.stage, "state": self.state, "codes": None if self.codes is None else list(self.codes), "without": sorted(self.without),
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One office that gets something one way, with every word that fills the fields."""

    participation: Participation
    office: Office
    channel: Channel
    contact: Contact | None
    snapshot: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """One office that gets nothing one way, and why."""

    participation: Participation
    office: Office
    channel: Channel
    why: Why


@dataclass(frozen=True)
class Plan:
    """What a mailing would do. `past` are the participations that are beyond what the letter is about: held, or not wanted."""

    recipients: list[Recipient] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    past: set[UUID] = field(default_factory=set)

    @property
    def reasons(self) -> list[tuple[Why, int]]:
        """How many are left out, by reason, the most first."""
        return Counter(one.why for one in self.skipped).most_common()

    @property
    def by_channel(self) -> list[tuple[Channel, int]]:
        """How many get something, by way."""
        counted = Counter(one.channel for one in self.recipients)
        return [(channel, counted[channel]) for channel in Channel if counted[channel]]

    @property
    def too_late_for(self) -> list[Participation]:
        """The organisations that would get a letter about what they had already, or said no to: each once."""
        late = {one.participation.pk: one.participation for one in self.recipients if one.participation.pk in self.past}
        return list(late.values())

    @property
    def organisations(self) -> int:
        """How many organisations get something."""
        return len({one.participation.pk for one in self.recipients})


def plan_of(wish: Wish, *, dated_on: date, on: date) -> Plan:
    """Will work out who gets a letter and who does not, with a fixed number of queries.

    `dated_on` stands in the letter; who holds an office and whether we write is asked for `on`.
    """
    participations = list(
        post.taking_part(wish.round, province=wish.province, stage=wish.stage, state=wish.state, codes=wish.codes)
    )
    known = _Known.of(participations, wish.template, on=on, dated_on=dated_on)
    plan = Plan(past=post.beyond(participations, wish.template.stage))
    for one in participations:
        for office in offices_of(one, wish.readers):
            for channel in map(Channel, wish.channels):
                why = Why.EXCLUDED if one.organisation_id in wish.without else known.why_not(one, office, channel)
                if why:
                    plan.skipped.append(Skipped(participation=one, office=office, channel=channel, why=why))
                else:
                    plan.recipients.append(known.recipient(one, office, channel))
    return plan


def plan_for_print(wish: Wish, *, dated_on: date, on: date) -> Plan:
    """Will work out a letter to everybody we write to now, also where the address is not known yet or it went before."""
    participations = list(post.taking_part(wish.round, province=wish.province))
    known = _Known.of(participations, None, on=on, dated_on=dated_on)
    plan = Plan()
    for one in participations:
        for office in offices_of(one, wish.readers):
            if is_paused(one, on):
                plan.skipped.append(Skipped(participation=one, office=office, channel=Channel.LETTER, why=Why.PAUSED))
            else:
                plan.recipients.append(known.recipient(one, office, Channel.LETTER))
    return plan


def again(
    dispatches: Iterable[Dispatch], template: LetterTemplate, *, dated_on: date, on: date
) -> dict[UUID, Recipient | Why]:
    """Will look once more, as things go out: who holds the office now, and whether we still write. By id of the dispatch."""
    dispatches = list(dispatches)
    ids = {one.participation_id for one in dispatches}
    rounds = {one.participation.round_id: one.participation.round for one in dispatches}
    there = {one.pk: one for found in rounds.values() for one in post.taking_part(found, ids=ids)}
    besides = [one.mailing_id for one in dispatches]
    known = _Known.of(list(there.values()), template, on=on, dated_on=dated_on, besides=besides)
    looked: dict[UUID, Recipient | Why] = {}
    for one in dispatches:
        office, channel = Office(one.office), Channel(one.channel)
        participation = there.get(one.participation_id)
        if participation is None:
            looked[one.pk] = Why.GONE
        else:
            looked[one.pk] = known.why_not(participation, office, channel) or known.recipient(
                participation, office, channel
            )
    return looked


def offices_of(participation: Participation, readers: Iterable[str]) -> list[Office]:
    """Will return the offices that readers are at an organisation: at a province the head is the King's commissioner."""
    province = participation.organisation.authority.kind == Kind.PROVINCE
    head = Office.KINGS_COMMISSIONER if province else Office.MAYOR
    return [head if reader == Reader.HEAD else Office(reader) for reader in readers]


def sample_for(participation: Participation, reader: str, *, on: date) -> Recipient:
    """Will return what a letter to one organisation would say, whether or not it could be sent now: for a preview."""
    known = _Known.of([participation], None, on=on, dated_on=on)
    return known.recipient(participation, offices_of(participation, [reader])[0], Channel.LETTER)


@dataclass(frozen=True)
class _Known:
    """What was asked of the database once for all of them."""

    on: date
    dated_on: date
    holders: dict[tuple[str, str], Contact]
    had: set[tuple[UUID, str, str]]
    answered: set[UUID]

    @classmethod
    def of(
        cls,
        participations: list[Participation],
        template: LetterTemplate | None,
        *,
        on: date,
        dated_on: date,
        besides: Iterable[UUID] = (),
    ) -> "_Known":
        codes = [one.organisation_id for one in participations]
        had, answered = Dispatch.objects.none(), set[UUID]()
        if template is not None:
            answered = settled.answered_among(template.purpose, [one.pk for one in participations], on=on)
            had = Dispatch.objects.filter(mailing__version__template=template, returned_at=None)
            had = had.exclude(state__in=[DispatchState.CANCELLED, DispatchState.SKIPPED]).exclude(
                mailing__in=list(besides)
            )
            had = had.filter(participation__in=[one.pk for one in participations])
        return cls(
            on, dated_on, post.holders_of(Office, on=on, codes=codes),
            set(had.values_list("participation_id", "office", "channel")), answered,
        )  # fmt: skip

    def why_not(self, participation: Participation, office: Office, channel: Channel) -> Why | None:
        organisation = participation.organisation
        if is_paused(participation, self.on):
            return Why.PAUSED
        if participation.pk in self.answered:
            return Why.ANSWERED
        if (participation.pk, office, channel) in self.had:
            return Why.ALREADY
        if channel == Channel.LETTER and not (
            organisation.address_line and organisation.postcode and organisation.town
        ):
            return Why.NO_ADDRESS
        if channel == Channel.MAIL and not self._email(participation, office):
            return Why.NO_EMAIL
        return None

    def recipient(self, participation: Participation, office: Office, channel: Channel) -> Recipient:
        holder = self.holders.get((participation.organisation_id, office))
        snapshot = _snapshot(participation, office, holder, self.dated_on) | {
            "email": self._email(participation, office)
        }
        return Recipient(participation=participation, office=office, channel=channel, contact=holder, snapshot=snapshot)

    def _email(self, participation: Participation, office: Office) -> str:
        holder = self.holders.get((participation.organisation_id, office))
        return (holder.email if holder else "") or participation.organisation.email


def snapshot_without_name(dispatch: Dispatch) -> dict[str, Any]:
    """Will return the facts of a letter with its office alone: no name in the address or greeting, no address of a person."""
    office, before = Office(dispatch.office), dict[str, Any](dispatch.snapshot)
    called = str(_ARTICLE_OFFICES.get(office, office.label))
    address, fields = list(before["address"]), dict(before["fields"])
    if fields["naam"] != called:
        del address[_LINE_OF_NAME]
    fields |= {"aanhef": names.greeting(None, office=office), "naam": called}
    email = dispatch.participation.organisation.email if dispatch.state != DispatchState.SENT else ""
    return before | {"address": address, "fields": fields, "email": email}


def purpose_of(template: LetterTemplate) -> PersonalLink.Purpose:
    """Will return what the link in a letter opens."""
    return PersonalLink.Purpose(template.purpose)


def _snapshot(participation: Participation, office: Office, holder: Contact | None, on: date) -> dict[str, Any]:
    body, organisation = participation.organisation.authority, participation.organisation
    province = body.kind == Kind.PROVINCE
    called = str(_ARTICLE_OFFICES.get(office, office.label))
    town = organisation.town or body.seat or body.name
    day = format_date(on, "j F Y")
    return {
        "organisation": body.full_name,
        "address": _address(participation, called, holder, town),
        "facts": [f"{settings.LETTER_PLACE}, {day}", gettext("Ons kenmerk: %(mark)s") % {"mark": _mark(participation)}],
        "fields": {
            "aanhef": names.greeting(holder, office=office),
            "organisatie": body.full_name,
            "uw_organisatie": gettext("uw provincie") if province else gettext("uw gemeente"),
            "raad": gettext("Provinciale Staten") if province else gettext("de gemeenteraad"),
            "naam": names.called(holder) if holder else called,
            "functie": str(office.label),
            "plaats": town,
            "provincie": body.name if province else (body.province.name if body.province else ""),
            "datum": day,
            "ronde": participation.round.name,
            "telefoon": settings.TOUR_NUMBER,
            "hulplijn": settings.HELPLINE_NUMBER,
        },
    }


def _mark(participation: Participation) -> str:
    return f"{participation.round_id}-{participation.organisation_id}"


_LINE_OF_NAME = 2
"""Behind the window: the organisation, the office, and then whoever holds it."""


def _address(participation: Participation, called: str, holder: Contact | None, town: str) -> list[str]:
    """The lines behind the window; the town in capitals and two spaces after the postcode, as the post asks for."""
    organisation = participation.organisation
    lines = [names.capital(organisation.authority.full_name), gettext("T.a.v. %(office)s") % {"office": called}]
    if holder:
        lines.append(names.formal_name(holder))
    last = f"{organisation.postcode}  {town.upper()}" if organisation.postcode else town.upper()
    return [*lines, *([organisation.address_line] if organisation.address_line else []), last]
