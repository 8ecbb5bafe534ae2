"""One gathering with all that hangs on it, and the list: what needs something first, what comes, what was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from weerbaar.outreach.campaign.models import Contact, Office, Participation, Payer, Stage
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.sessions.models import (
    Answer,
    Ask,
    Gathering,
    Host,
    Invitee,
    ProgrammeItem,
    Quotation,
    Released,
    ReturnedMail,
    State,
    TimeProposal,
    WorkReport,
)
from weerbaar.outreach.sessions.rules import Lack, Standing, lacks
from weerbaar.team.network.models import Skill

PER_PAGE = 25
MOST_AHEAD = 300
_WRITTEN_TO = (Office.CLERK, Office.MAYOR, Office.KINGS_COMMISSIONER)
_OVER = [State.HELD, State.EVALUATED, State.CANCELLED]


@dataclass(frozen=True)
class Row:
    """A gathering on the list, with what it lacks."""

    gathering: Gathering
    name: str
    lacks: list[Lack]


@dataclass(frozen=True)
class Overview:
    """The whole list. `first` needs something, `coming` is in order, `past` is a page of what is over."""

    first: list[Row]
    coming: list[Row]
    past: Page[Gathering]
    past_rows: list[Row]


@dataclass(frozen=True)
class Recipient:
    """Whom to write at an organisation: an address, and the person behind it if we know one, or a name that was typed."""

    participation: Participation
    email: str
    contact: Contact | None
    office: Office
    name: str = ""

    @property
    def label(self) -> str:
        """Who it is, in words."""
        who = self.name or str(self.contact or self.office.label)
        return f"{who}, {self.office.label} ({self.email})" if self.contact else f"{who} ({self.email})"


def _whole() -> QuerySet[Gathering]:
    # Step by step and not by one join: seven tables at once is more than PostgreSQL plans well before it has counted them.
    hosts = Host.objects.prefetch_related(
        "stage__participation__organisation__authority", "stage__participation__arranger", "stage__participation__round"
    )
    working = Ask.objects.filter(released=Released.NOT).select_related("facilitator")
    newcomers = Invitee.objects.filter(gathering=OuterRef("pk"), pending=True, released_at=None)
    proposed = TimeProposal.objects.filter(gathering=OuterRef("pk"), settled_at=None)
    found = Gathering.objects.select_related("place")
    return found.prefetch_related(
        Prefetch("hosts", hosts),
        Prefetch("asks", working, to_attr="working_asks"),
        Prefetch("quotations", Quotation.objects.filter(replaced_at=None), to_attr="standing_quotations"),
    ).annotate(
        materials_open=Count("materials", filter=Q(materials__done_at=None), distinct=True),
        has_programme=Exists(ProgrammeItem.objects.filter(gathering=OuterRef("pk"))),
        has_reports=Exists(WorkReport.objects.filter(ask__gathering=OuterRef("pk"), agreed_at=None)),
        has_returned=Exists(ReturnedMail.objects.filter(gathering=OuterRef("pk"), settled_at=None)),
        has_answers=Exists(newcomers) | Exists(proposed),
    )


def gathering_by(key: UUID) -> Gathering | None:
    """Will give one gathering with its hosts, whom was asked and its quotation; None when there is none."""
    return _whole().filter(pk=key).first()


def wanted_already(kind: str, stage: Stage) -> UUID | None:
    """Will give the key of what is wanted for an organisation already and has no date yet; None when nothing is."""
    found = Gathering.objects.filter(kind=kind, state=State.ASKED, hosts__stage=stage)
    return found.order_by("-asked_at").values_list("pk", flat=True).first()


def of_participation(participation: Participation) -> list[Row]:
    """Will give what was ever planned for an organisation in a round, the newest first."""
    found = _whole().filter(hosts__stage__participation=participation).order_by("-asked_at")
    return [Row(one, name_of(one), []) for one in found]


def overview(*, at: datetime, page: object) -> Overview:
    """Will give the list. The number of queries does not depend on the number of rows."""
    ahead = [row_of(one, at) for one in _whole().filter(_to_do()).order_by("starts_at", "asked_at")[:MOST_AHEAD]]
    over = _whole().exclude(_to_do()).order_by("-starts_at", "-asked_at")
    past = Paginator(over, PER_PAGE).get_page(page)  # type: ignore[arg-type] # any text will do
    first = sorted((row for row in ahead if row.lacks), key=_pressing)
    coming = [row for row in ahead if not row.lacks]
    return Overview(first, coming, past, [row_of(one, at) for one in past])


def _to_do() -> Q:
    return ~Q(state__in=_OVER) | Q(state=State.HELD) | Q(state=State.EVALUATED, has_reports=True) | Q(has_returned=True)


def _pressing(row: Row) -> tuple[bool, float, int]:
    """What comes soonest presses most; without a moment it is what waits longest."""
    moment = row.gathering.starts_at or row.gathering.asked_at
    return (row.gathering.starts_at is None, moment.timestamp(), list(Lack).index(row.lacks[0]))


def row_of(gathering: Gathering, at: datetime) -> Row:
    """Will say what a gathering lacks; it comes from one of the queries here."""
    return Row(gathering, name_of(gathering), lacks(standing_of(gathering), at))


def standing_of(gathering: Gathering) -> Standing:
    """Will count what there is of a gathering; it comes from one of the queries here."""
    quotation = quotation_of(gathering)
    return Standing(
        state=gathering.state,
        ends_at=gathering.ends_at,
        has_programme=gathering.has_programme,  # type: ignore[attr-defined] # annotated above
        has_room=bool(gathering.room),
        moderators_short=short_of(gathering, Skill.MODERATE),
        moderators_come=_coming(gathering, Skill.MODERATE),
        trainers_short=short_of(gathering, Skill.TRAIN),
        trainers_come=_coming(gathering, Skill.TRAIN),
        materials_open=gathering.materials_open,  # type: ignore[attr-defined] # annotated above
        pays_itself=gathering.payer == Payer.ORGANISATION,
        quotation_made=quotation is not None and quotation.sent_at is not None and quotation.declined_at is None,
        quotation_settled=quotation is not None and quotation.accepted_at is not None,
        quotation_declined=quotation is not None and quotation.declined_at is not None,
        answers_open=gathering.has_answers,  # type: ignore[attr-defined] # annotated above
        mail_returned=gathering.has_returned,  # type: ignore[attr-defined] # annotated above
        survey_open=gathering.evaluation_opened_at is not None,
        results_sent=gathering.results_sent_at is not None,
        reports_open=gathering.has_reports,  # type: ignore[attr-defined] # annotated above
    )


def short_of(gathering: Gathering, skill: Skill) -> int:
    """Will say how many are still missing who moderate, or who train."""
    wanted = gathering.moderators if skill == Skill.MODERATE else gathering.trainers
    return max(0, wanted - _coming(gathering, skill))


def _coming(gathering: Gathering, skill: Skill) -> int:
    return sum(ask.skill == skill for ask in coming_to(gathering))


def coming_to(gathering: Gathering) -> list[Ask]:
    """Will give who said yes and still comes."""
    return [ask for ask in gathering.working_asks if ask.answer == Answer.YES]  # type: ignore[attr-defined] # prefetched


def waiting_for(gathering: Gathering) -> list[Ask]:
    """Will give who was asked and may yet say yes."""
    return [ask for ask in gathering.working_asks if ask.answer in {Answer.OPEN, Answer.OTHER}]  # type: ignore[attr-defined] # prefetched


def quotation_of(gathering: Gathering) -> Quotation | None:
    """Will give the quotation that stands; None when none was made."""
    return next(iter(gathering.standing_quotations), None)  # type: ignore[attr-defined] # prefetched above


def participations_of(gathering: Gathering) -> list[Participation]:
    """Will give the organisations that it is for, the one that arranges it first."""
    return [host.stage.participation for host in gathering.hosts.all()]


def stages_of(gathering: Gathering) -> list[Stage]:
    """Will give the stages that it fulfils."""
    return [host.stage for host in gathering.hosts.all()]


def name_of(gathering: Gathering) -> str:
    """Will name the organisations: "gemeente Leudal", "provincie Limburg met gemeente Leudal en gemeente Roermond"."""
    names = [one.organisation.authority.full_name for one in participations_of(gathering)]
    if len(names) < 2:  # noqa: PLR2004 - one has nobody beside it
        return "".join(names)
    return gettext("%(first)s met %(others)s") % {"first": names[0], "others": _listed(names[1:])}


def _listed(names: list[str]) -> str:
    before, last = ", ".join(names[:-1]), names[-1]
    return gettext("%(names)s en %(last)s") % {"names": before, "last": last} if before else last


def recipients_of(gathering: Gathering, *, on: date) -> list[Recipient]:
    """Will give whom to write about it, one for each organisation that we have an address of.

    Who really arranges it, or else the clerk, the mayor or the commissioner, or else the organisation itself. One query,
    however many organisations.
    """
    participations = participations_of(gathering)
    codes = [one.organisation_id for one in participations]
    known: dict[tuple[str, str], Contact] = {}
    for contact in contacts_on(on, codes).filter(office__in=_WRITTEN_TO).order_by("-from_on", "-added_at"):
        if contact.email:
            known.setdefault((contact.organisation_id, contact.office), contact)
    found = [_recipient(one, known) for one in participations]
    return [one for one in found if one is not None]


def everybody_at(gathering: Gathering, *, on: date) -> list[Recipient]:
    """Will give whom a quotation can go to at the organisation that arranges it: whoever we write to first, then all others.

    Each address once.
    """
    lead = participations_of(gathering)[0]
    known = contacts_on(on, [lead.organisation_id]).exclude(email="").select_related("organisation")
    found = [one for one in recipients_of(gathering, on=on) if one.participation.pk == lead.pk]
    found += [Recipient(lead, one.email, one, Office(one.office)) for one in known]
    if lead.organisation.email:
        found.append(Recipient(lead, lead.organisation.email, None, Office.CLERK))
    return list({one.email.lower(): one for one in reversed(found)}.values())[::-1]


def _recipient(participation: Participation, known: Mapping[tuple[str, str], Contact]) -> Recipient | None:
    offices = [known.get((participation.organisation_id, office)) for office in _WRITTEN_TO]
    for contact in (participation.arranger, *offices):
        if contact is not None and contact.email:
            return Recipient(participation, contact.email, contact, Office(contact.office))
    email = participation.organisation.email
    return Recipient(participation, email, None, Office.CLERK) if email else None
