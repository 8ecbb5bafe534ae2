"""Papers for the client and the organisation: the plan in plain words, and a letter as it was typed."""

from datetime import datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from weerbaar.confidential.incidents.letters import Draft
from weerbaar.confidential.incidents.nine_steps import DAMAGE, NOT_CHECKED, REASONS, SENTENCE
from weerbaar.confidential.incidents.queries.plan import Plan, Stand
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.foundation.papers import blocks
from weerbaar.foundation.papers.blocks import Block, Paper


def plan_paper(plan: Plan, *, at: datetime) -> Paper:
    """Will return «Mijn stappenplan»: nine steps with boxes to tick, what the client chose, and the sentence to say.

    The number of the case is not on it, and neither is what was written as proof: it may lie on a kitchen table.
    """
    return Paper(
        title=_("Mijn stappenplan"),
        foot=_("Bel 070-3738314, dag en nacht. Bij gevaar: 112."),
        blocks=(
            blocks.Heading(text=_("Mijn stappenplan")),
            blocks.Prose(
                text=_("U hoeft dit niet alleen te doen. Neem een stap tegelijk. Van %(day)s.") % {"day": _day(at)}
            ),
            *_chosen(plan),
            *(_step(stand) for stand in plan.steps),
            blocks.Heading(text=_("Wat u aan de balie zegt"), level=2),
            blocks.Notice(title=_("Zeg deze zin"), text="\n\n".join(to_say_at_the_desk())),
            blocks.Heading(text=_("Waar u schade kunt verhalen"), level=2),
            blocks.Facts(rows=tuple((str(where), str(how)) for where, how in DAMAGE)),
            blocks.Prose(text=str(NOT_CHECKED), small=True),
        ),
        language=get_language() or "nl",
    )


def to_say_at_the_desk() -> list[str]:
    """Will return the sentence in Dutch, because the desk speaks Dutch, and what it says to who reads another language."""
    meant = SENTENCE % {"office": _("(uw ambt)")}
    with override("nl"):
        said = SENTENCE % {"office": _("(uw ambt)")}
    return [said] if said == meant else [said, meant]


def letter_paper(draft: Draft, *, to: str, subject: str, body: str, sender: str, on: str) -> Paper:
    """Will return a letter as it was typed, with lines to sign on."""
    signatures: tuple[Block, ...] = (blocks.Signatures(lines=tuple(map(str, draft.signs))),) if draft.signs else ()
    return Paper(
        title=subject,
        foot="",
        blocks=(
            blocks.Letter(sender=sender, to=to, date=on, subject=subject),
            blocks.Prose(text=body),
            *signatures,
        ),
    )


def _chosen(plan: Plan) -> list[Block]:
    if plan.route is None:
        return []
    reasons = "\n".join(str(reason) for reason in REASONS[plan.route])
    return [
        blocks.Notice(
            title=_("U koos: %(route)s") % {"route": str(plan.route.label)}, text=plan.choice.reason or reasons
        )
    ]


def _step(stand: Stand) -> Block:
    facts = []
    if stand.facts.by_client or stand.owner:
        facts.append((_("Wie"), _("u") if stand.facts.by_client else _("uw vertrouwenspersoon")))
    if stand.until and not stand.done_at:
        facts.append((_("Voor"), _day(stand.until)))
    return blocks.Step(
        title=f"{stand.step.number}. {stand.step.title}",
        text=str(stand.step.why),
        acts=tuple(map(str, stand.step.acts)),
        facts=tuple(facts),
        done=_("Gedaan op %(day)s") % {"day": _day(stand.done_at)} if stand.done_at else "",
    )


def _day(at: datetime) -> str:
    return format_date(at.astimezone(AMSTERDAM), "j F Y")
