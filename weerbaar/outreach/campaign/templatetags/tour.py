"""How the Tour shows a standing and a stage: always a word, a shape and a colour."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from weerbaar.foundation.ui.numbers import dialled
from weerbaar.foundation.ui.templatetags.ui import status
from weerbaar.outreach.campaign import names, next_acts
from weerbaar.outreach.campaign.models import Contact, Participation, Stage, StageState
from weerbaar.outreach.campaign.phrases import BATCHES, SAID
from weerbaar.outreach.campaign.queries.bulk import Skipped
from weerbaar.outreach.campaign.queries.organisations import LastStep
from weerbaar.outreach.campaign.rules import Move, moves_from
from weerbaar.outreach.campaign.urgency import Act, Standing, Urgency

register = template.Library()
_KIND = {
    Urgency.LATE: "late",
    Urgency.SOON: "soon",
    Urgency.TO_DO: "new",
    Urgency.WAITING: "busy",
    Urgency.PAUSED: "busy",
    Urgency.DONE: "done",
}
_STAGE = {
    StageState.OFFERED: "busy",
    StageState.WANTED: "new",
    StageState.PLANNED: "soon",
    StageState.HELD: "done",
}
_IN_CALLS = {Act.CALL, Act.CALL_BACK}


@register.simple_tag
def team_digits() -> str:
    """Will give the number for questions about the Tour, which is not always that for who is threatened."""
    return dialled(settings.TOUR_NUMBER)


@register.simple_tag
def standing_status(standing: Standing) -> SafeString:
    """Will show how much an organisation presses, and for how long."""
    return status(_KIND[standing.urgency], _pressing(standing))


def _pressing(standing: Standing) -> str:
    if standing.urgency == Urgency.LATE:
        return ngettext("vast sinds %(days)d dag", "vast sinds %(days)d dagen", standing.days) % {"days": standing.days}
    if standing.urgency == Urgency.SOON and standing.days < 2:  # noqa: PLR2004 - today and tomorrow have a word
        return gettext("morgen") if standing.days else gettext("vandaag")
    if standing.urgency in {Urgency.SOON, Urgency.PAUSED} and standing.since:
        tomorrow = standing.since - timedelta(days=1) if standing.urgency == Urgency.PAUSED else standing.since
        day = format_date(tomorrow, "j N")
        return gettext("tot en met %(day)s") % {"day": day} if standing.urgency == Urgency.PAUSED else day
    if standing.urgency == Urgency.WAITING:
        return gettext("wacht")
    return gettext("klaar") if standing.urgency == Urgency.DONE else gettext("te doen")


@register.simple_tag
def stage_status(stage: Stage, *, short: bool = False) -> SafeString:
    """Will show how far a stage is; what asks nothing is a plain word, and in a list a short one."""
    kind, text = _STAGE.get(StageState(stage.state)), stage.get_state_display()
    if short and stage.state == StageState.OPEN:
        text = gettext("open")
    if kind:
        return status(kind, text)
    return format_html('<span class="tour__plain">{}</span>', text)


@register.filter
def next_address(standing: Standing, participation: Participation) -> str:
    """Will return where the next act is done."""
    code = participation.organisation_id
    elsewhere = next_acts.address_of(standing, participation)
    if elsewhere is not None:
        return elsewhere
    if standing.act in _IN_CALLS:
        return f"{reverse('call', args=[code])}?ronde={participation.round_id}"
    if standing.stage and standing.act in {Act.PLAN, Act.OFFER, Act.RECORD}:
        return f"{reverse('stage', args=[code, standing.stage])}?ronde={participation.round_id}"
    return f"{reverse('organisation', args=[code])}?ronde={participation.round_id}"


@register.filter
def full_name(contact: Contact | None) -> str:
    """Will write the name of a contact to read."""
    return names.full_name(contact) if contact else ""


@register.filter
def formal_name(contact: Contact | None) -> str:
    """Will write the name of a contact for an address."""
    return names.formal_name(contact) if contact else ""


@register.filter
def address_query(asked: dict[str, str]) -> str:
    """Will write what filters say as it stands in an address."""
    return urlencode(asked)


@register.filter
def said(code: str | None) -> str:
    """Will say what was done, from the short word in the address; nothing for a word that we do not know."""
    return str(SAID.get(code or "", ""))


@register.filter
def moves(stage: Stage) -> list[Move]:
    """Will give the steps that a stage can take now."""
    return moves_from(stage.state)


@register.filter
def of_stage(last_steps: dict[UUID, LastStep], stage: Stage) -> LastStep | None:
    """Will give the last step of a stage."""
    return last_steps.get(stage.pk)


@register.filter
def because(skipped: list[Skipped], why: object) -> list[Skipped]:
    """Will give who is left out for one reason."""
    return [one for one in skipped if one.why == why]


@register.filter
def batch_words(what: str) -> str:
    """Will say what an act on many was."""
    return str(BATCHES.get(what, what))
