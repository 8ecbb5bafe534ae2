"""What stands ready, what went out and what came back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.queries import names_of_colleagues
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.names import full_name
from weerbaar.outreach.campaign.panels import Panel
from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.campaign.queries.links import Opener, opener_of
from weerbaar.outreach.letters.composing import SAMPLE, Letter, compose_version
from weerbaar.outreach.letters.models import Channel, Dispatch, DispatchState, Mailing
from weerbaar.outreach.letters.queries.recipients import Why
from weerbaar.outreach.letters.safety import People
from weerbaar.public.authorities import queries as authorities

State = DispatchState
PER_PAGE = 50
_TAG = "b-"
_THREAD = 10
_NEWEST = 5
_GONE = Opener(token="vervallen", code="vervallen")  # noqa: S106 - it opens nothing; the link was taken away


@dataclass(frozen=True)
class ProvinceCount:
    """How far a mailing is in one province."""

    code: str
    name: str
    waiting: int
    released: int
    ready: int
    sent: int
    left_out: int
    letters_released: int
    letters_ready: int
    letters: int

    @property
    def letters_made(self) -> bool:
        """Whether there are letters, and every one that was released was made."""
        return bool(self.letters) and not self.letters_released


def mailings() -> QuerySet[Mailing]:
    """Will give every mailing, the newest first, with how many went, stand ready and came back."""
    return Mailing.objects.select_related("version__template", "round").annotate(
        whole=Count("dispatches", filter=~Q(dispatches__state__in=[State.SKIPPED, State.CANCELLED])),
        gone=Count("dispatches", filter=Q(dispatches__state=State.SENT)),
        came_back=Count("dispatches", filter=Q(dispatches__returned_at__isnull=False)),
        answered=Count("dispatches", filter=Q(dispatches__answered_on__isnull=False)),
    ).order_by("-made_at", "id")  # fmt: skip


def mailing_by(mailing_id: UUID) -> Mailing | None:
    """Will give one mailing with its counts; None when there is none."""
    return mailings().filter(pk=mailing_id).first()


def page_of_mailings(number: object) -> Page[Mailing]:
    """Will give fifty mailings; a number that is no page gives the nearest."""
    return Paginator(mailings(), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do


def provinces_of(mailing: Mailing) -> list[ProvinceCount]:
    """Will count, for each province, how far a mailing is; in one query for all, and one for their names."""
    rows = mailing.dispatches.order_by("province").values("province").annotate(
        waiting=Count("id", filter=Q(state=State.WAITING)), released=Count("id", filter=Q(state=State.RELEASED)),
        ready=Count("id", filter=Q(state=State.READY)), sent=Count("id", filter=Q(state=State.SENT)),
        left_out=Count("id", filter=Q(state__in=[State.SKIPPED, State.CANCELLED])),
        letters_released=Count("id", filter=Q(state=State.RELEASED, channel=Channel.LETTER)),
        letters_ready=Count("id", filter=Q(state=State.READY, channel=Channel.LETTER)),
        letters=Count("id", filter=Q(state__in=[State.READY, State.SENT], channel=Channel.LETTER)),
    )  # fmt: skip
    found: dict[str, Any] = {
        row["province"]: {name: count for name, count in row.items() if name != "province"} for row in rows
    }
    named = authorities.authorities().filter(pk__in=list(found)).order_by("name")
    return [ProvinceCount(code=body.pk, name=body.name, **found[body.pk]) for body in named]


def total_of(counts: Iterable[ProvinceCount]) -> ProvinceCount:
    """Will add the provinces up."""
    numbers = [field.name for field in fields(ProvinceCount) if field.type == "int" or field.type is int]
    counts = list(counts)
    return ProvinceCount(code="", name="", **{name: sum(getattr(one, name) for one in counts) for name in numbers})


def goes_at(mailing: Mailing) -> datetime | None:
    """Will give when the next of what was released goes, to take it back until then; None when nothing waits for that."""
    found = mailing.dispatches.filter(state=State.RELEASED).order_by("goes_at").values_list("goes_at", flat=True)
    return found.first()


def skipped_of(mailing: Mailing) -> list[tuple[Why, int]]:
    """Will count who was left out when it was set ready, and since, by reason."""
    since = mailing.dispatches.filter(state=State.SKIPPED).values_list("why", flat=True)
    return Counter(Why(why) for why in [*(one[3] for one in mailing.skipped), *since]).most_common()


def why_skipped(dispatch: Dispatch) -> str:
    """Will say why something was left out after it was set ready; empty when it was not."""
    return str(Why(dispatch.why).label) if dispatch.state == State.SKIPPED else ""


def outbox_page(mailing: Mailing, number: object, *, province: str = "", state: str = "") -> Page[Dispatch]:
    """Will give fifty of a mailing, by province and postcode; a number that is no page gives the nearest."""
    found = mailing.dispatches.select_related("participation__organisation__authority", "contact")
    if province:
        found = found.filter(province=province)
    if state:
        found = found.filter(state=state)
    return Paginator(found.order_by("province", "postcode", "id"), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do


def dispatch_by(mailing: Mailing, dispatch_id: UUID) -> Dispatch | None:
    """Will give one dispatch of a mailing with all that its page shows; None when it has no such."""
    return _whole(mailing.dispatches.filter(pk=dispatch_id)).first()


def due(mailing: Mailing, at: datetime) -> QuerySet[Dispatch]:
    """Will give what was released and whose time to be taken back has passed."""
    return _whole(mailing.dispatches.filter(state=State.RELEASED, goes_at__lte=at)).order_by(
        "goes_at", "province", "id"
    )


def unsent_mails(mailing_id: UUID) -> QuerySet[Dispatch]:
    """Will give the mails that were made and not sent: this worker's own, or what another left when it died."""
    found = Dispatch.objects.filter(mailing=mailing_id, state=State.READY, channel=Channel.MAIL)
    return _whole(found).order_by("province", "id")


def is_held(mailing_id: UUID) -> bool:
    """Whether a mailing waits until somebody resumes it."""
    return Mailing.objects.filter(pk=mailing_id, paused_at__isnull=False).exists()


def printable(mailing: Mailing, province: str) -> QuerySet[Dispatch]:
    """Will give the letters of a province to print, in the order of their postcodes."""
    found = mailing.dispatches.filter(province=province, channel=Channel.LETTER, state__in=[State.READY, State.SENT])
    return _whole(found).order_by("postcode", "participation__organisation__authority__search_text", "office")


def are_being_made(mailing: Mailing, province: str) -> bool:
    """Whether letters of a province were released and not made yet: a file of a part would be posted as the whole."""
    return mailing.dispatches.filter(province=province, channel=Channel.LETTER, state=State.RELEASED).exists()


def sent_to(participation: Participation) -> QuerySet[Dispatch]:
    """Will give what went to an organisation in its round, and to those that went up in it, the newest first."""
    sent = Dispatch.objects.filter(participation__in=post.places_of(participation), state=State.SENT)
    return _whole(sent).order_by("-sent_at", "id")


def sent_in(mailing: Mailing, province: str) -> QuerySet[Dispatch]:
    """Will give what went to a province in a mailing, by postcode."""
    found = mailing.dispatches.filter(province=province, state=State.SENT)
    return _whole(found).order_by(
        "postcode", "participation__organisation__authority__search_text", "office", "channel"
    )


def page_of_returned(number: object) -> Page[Dispatch]:
    """Will give fifty of what came back; a number that is no page gives the nearest."""
    return Paginator(came_back(), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do


def came_back() -> QuerySet[Dispatch]:
    """Will give what came back, the newest first."""
    return _whole(Dispatch.objects.filter(returned_at__isnull=False)).order_by("-returned_at", "id")


def letter_of(dispatch: Dispatch) -> Letter:
    """Will make the letter again as it is, or was: from its version, its snapshot and the link of its office.

    Before it goes there is no link yet; a sample stands in its place.
    """
    opener = opener_of(dispatch.link) if dispatch.link else (_GONE if dispatch.state == State.SENT else SAMPLE)
    return compose_version(dispatch.mailing.version, dispatch.snapshot, opener)


def people_to_hide(codes: Iterable[str] | None = None) -> People:
    """Will return whose names stay out of what becomes public, of these organisations or of all."""
    return People(
        colleagues=tuple(names_of_colleagues()), officials=tuple(full_name(one) for one in post.names_behind(codes))
    )


def tag_of(dispatch: Dispatch) -> str:
    """Will return the tag under which a mail is answered. It has the 122 random bits of the row's id: nobody guesses it."""
    return f"{_TAG}{dispatch.pk.hex}"


def dispatch_tagged(tag: str) -> Dispatch | None:
    """Will find the sent mail that a tag belongs to; None when it is none of ours."""
    try:
        key = UUID(hex=tag.removeprefix(_TAG)) if tag.startswith(_TAG) else None
    except ValueError:
        return None
    return Dispatch.objects.filter(pk=key, state=State.SENT).first() if key else None


def mail_name_of(dispatch: Dispatch) -> str:
    """Will return what the Message-ID of a mail begins with, so that later ones can refer to it."""
    return f"brief.{dispatch.pk.hex}"


def sent_dispatch(key: Any) -> Dispatch | None:
    """Will give one that was said to have gone, behind a lock; None when it was not, or not any more."""
    found = Dispatch.objects.select_for_update(of=("self",)).filter(pk=key, state=State.SENT)
    related = ("participation__organisation", "mailing__version__template", "mailing__batch", "mailing__made_by")
    return found.select_related(*related).first()


def thread_before(dispatch: Dispatch) -> list[str]:
    """Will return the names of the mails that went to the same office before, the oldest first: they are one thread."""
    before = Dispatch.objects.filter(
        participation=dispatch.participation_id, office=dispatch.office, channel=Channel.MAIL, state=State.SENT
    ).exclude(pk=dispatch.pk)
    return [mail_name_of(one) for one in before.order_by("-sent_at")[:_THREAD]][::-1]


def panel_of(participation: Participation, _viewer: Account, _on: date) -> Panel | None:
    """Will show on the page of an organisation what was sent to it; nothing when nothing was."""
    sent = list(sent_to(participation)[:_NEWEST])
    return Panel("letters/panel.html", {"sent": sent, "participation": participation}) if sent else None


def _whole(found: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    return found.select_related(
        "mailing__version__template", "participation__round", "participation__organisation__authority__province",
        "contact", "link",
    )  # fmt: skip
