"""The lines of the timeline. Drawn in code: fifty of them by template took a third of the time of the page."""

from django import template
from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from weerbaar.confidential.incidents.facts import Headline
from weerbaar.confidential.incidents.queries import Line
from weerbaar.foundation.ui.templatetags.ui import status

register = template.Library()


@register.simple_tag
def happened_row(line: Line, address: str) -> SafeString:
    """Will show what happened as one line that leads to it: first words, how heavy, what kind with its proof, and when."""
    headline = line.headline
    return format_html(
        '<a class="row" href="{}"><span class="row__title">{}</span>{}<span class="row__text">{}</span>'
        '<time datetime="{}">{}</time></a>',
        address,
        headline.words,
        _weight(headline),
        " · ".join(_facts(line)),
        headline.day.isoformat(),
        _when(headline),
    )


def _weight(headline: Headline) -> SafeString:
    if not headline.severity:
        return format_html('<span class="row__text">{}</span>', gettext("niet gewogen"))
    return status("late" if headline.is_heavy else "busy", headline.severity_name)


def _facts(line: Line) -> list[str]:
    facts = [line.headline.form_name]
    if line.pieces:
        pieces = ngettext("%(pieces)s stuk bewijs", "%(pieces)s stukken bewijs", line.pieces)
        facts.append(pieces % {"pieces": line.pieces})
    if line.term:
        facts.append(f"{line.term.kind.label}: {format_date(localtime(line.term.due_at), 'j N')}")
    return facts


def _when(headline: Headline) -> str:
    about = gettext("rond %(moment)s") if headline.about else "%(moment)s"
    clock = f", {time_format(headline.clock, 'H.i')}" if headline.clock else ""
    return about % {"moment": format_date(headline.day, "j N Y") + clock}
