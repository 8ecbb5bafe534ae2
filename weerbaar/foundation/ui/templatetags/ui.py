"""The components that page templates use. One tag, one template of the same name in ui/components/; see /stijl/."""

from collections import Counter
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms, template
from django.core.paginator import Page as Rows
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from weerbaar.foundation.ui import icons, numbers
from weerbaar.foundation.ui.strict import Lines
from weerbaar.foundation.ui.tiles import TileMap

register = template.Library()
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOTICE_ICONS = {"info": "info-circle", "done": "circle-check", "soon": "clock", "danger": "alert-triangle"}
STATUSES = frozenset({"late", "soon", "done", "new", "busy"})
KINDS = frozenset({"main", "quiet", "danger"})
# The first that fits: a list of radio buttons is a list to choose from as well.
WIDGET_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "options"),
    (forms.RadioSelect, "options"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
]
_ANY_SLUG = "any-slug"


def component(name: str) -> str:
    """Will return the template of the component called `name`."""
    return f"ui/components/{name}.html"


def _inner(content: str) -> SafeString:
    """What stands between the tags: rendered by Django's own escaping already."""
    return mark_safe(content.strip())  # noqa: S308


@register.filter
def address_of(url_name: str, slug: str) -> str:
    """Will return the address of one of many pages, as `url` does; for a list it is worked out once, not for every row."""
    before, after = _around_slug(url_name)
    return f"{before}{slug}{after}"


@cache
def _around_slug(url_name: str) -> tuple[str, str]:
    before, _, after = reverse(url_name, args=[_ANY_SLUG]).partition(_ANY_SLUG)
    return before, after


@register.simple_tag
def icon(name: str) -> SafeString:
    """Will draw the icon called `name`; it is never read aloud, so words stand next to it."""
    return icons.icon(name)


@register.inclusion_tag(component("button"))
def button(text: str, kind: str = "main", *, name: str = "", value: str = "", **extra: Any) -> dict[str, Any]:
    """Will show a button that sends its form; `icon`, `form` and `type` are optional."""
    assert kind in KINDS, kind
    return {"text": text, "kind": kind, "name": name, "value": value} | extra


@register.inclusion_tag(component("link_button"))
def link_button(href: str, text: str, kind: str = "main", *, icon: str = "") -> dict[str, Any]:
    """Will show a link that looks like a button: the next step is another page."""
    assert kind in KINDS, kind
    return {"href": href, "text": text, "kind": kind, "icon": icon}


@register.inclusion_tag(component("card_link"))
def card_link(href: str, title: str, text: str = "", *, icon: str = "", main: bool = False) -> dict[str, Any]:
    """Will show a large link with a picture and a line of explanation; `main=True` for the one that matters most."""
    return {"href": href, "title": title, "text": text, "icon": icon, "main": main}


@register.inclusion_tag(component("danger_now"))
def danger_now() -> dict[str, Any]:
    """Will show the way to 112."""
    return {}


@register.inclusion_tag(component("field"))
def field(field: forms.BoundField, *, label: str = "", hint: str = "", **extra: Any) -> dict[str, Any]:
    """Will show a form field with its label, hint and errors, in that order.

    A field with `max_length` that is typed over several lines counts along, unless it is a list; `rows` sets the height of a text area.
    """
    widget, errors, name = field.field.widget, field.errors, field.auto_id
    kind = _kind(widget)
    hint = hint or str(field.help_text)
    described_by = [f"{name}_hint"] * bool(hint) + [f"{name}_error"] * bool(errors)
    attributes: dict[str, Any] = {"class": f"field__{kind}"}
    if described_by and kind != "options":
        attributes["aria-describedby"] = " ".join(described_by)
    if errors and kind != "options":
        attributes["aria-invalid"] = "true"
    if "rows" in extra:
        attributes["rows"] = extra["rows"]
    is_prose = kind == "textarea" and not isinstance(field.field, Lines)
    limit = getattr(field.field, "max_length", None) if is_prose else None
    return {
        "id": name,
        "errors": errors,
        "widget": field.as_widget(attrs=attributes),
        "kind": kind,
        "label": label or field.label,
        "hint": hint,
        "described_by": " ".join(described_by),
        "optional": not field.field.required and kind != "checkbox" and extra.get("optional", True),
        "limit": limit,
    }


def _kind(widget: forms.Widget) -> str:
    return next((kind for widget_type, kind in WIDGET_KINDS if isinstance(widget, widget_type)), "input")


@register.inclusion_tag(component("error_summary"))
def error_summary(form: forms.BaseForm, title: str = "", *, focus: bool = True) -> dict[str, Any]:
    """Will list, above a form, what must be changed before it can be sent, each with a link to its field.

    A keyboard and a screen reader start there, unless `focus=False`. `title` says what did not happen yet. What is wrong with
    more than one field is said with its question: three times the same words lead nowhere.
    """
    if not form.errors:
        return {"shown": False}
    said = Counter(str(message) for bound in form for message in bound.errors)
    wrong = [
        (_first_input(bound), _with_question(bound, message) if said[str(message)] > 1 else message)
        for bound in form
        for message in bound.errors
    ]
    return {"general": form.non_field_errors(), "wrong": wrong, "title": title, "focus": focus, "shown": True}


def _with_question(bound: forms.BoundField, message: object) -> SafeString:
    mark = "" if str(bound.label).endswith(("?", ".", "!", ":")) else ":"
    return format_html("{}{} {}", bound.label, mark, message)


def _first_input(bound: forms.BoundField) -> str:
    many = _kind(bound.field.widget) == "options"
    return f"{bound.auto_id}_0" if many else bound.auto_id


@register.inclusion_tag(component("word_counter"))
def word_counter(for_id: str, limit: int) -> dict[str, Any]:
    """Will count words along with a text area, and tell in time how much room is left."""
    return {"for_id": for_id, "limit": limit}


@register.simple_block_tag
def notice(content: str, kind: str, title: str) -> SafeString:
    """Will set a message apart: "info", "done", "soon" or "danger"."""
    context = {"content": _inner(content), "kind": kind, "title": title, "icon": NOTICE_ICONS[kind]}
    return render_to_string(component("notice"), context)


@register.simple_block_tag(end_name="endnothing")
def nothing(content: str, title: str) -> SafeString:
    """Will say, where a list has nothing to show, what that means and what can be done."""
    return render_to_string(component("nothing"), {"content": _inner(content), "title": title})


@register.simple_block_tag(end_name="endmore")
def more(content: str, title: str, *, opened: bool = False) -> SafeString:
    """Will fold away what most people do not need; `opened` when there is something in it already."""
    return render_to_string(component("more"), {"content": _inner(content), "title": title, "opened": opened})


@register.simple_block_tag(end_name="endmessage")
def message(content: str, who: str, at: datetime, *, ours: bool = False, team: bool = False) -> SafeString:
    """Will show one message of a thread; `ours` for our side, `team` for a note that only the team sees."""
    context = {"content": _inner(content), "who": who, "at": at, "ours": ours, "team": team}
    return render_to_string(component("message"), context)


@register.inclusion_tag(component("keepsake"))
def keepsake(text: str, *, id: str = "receipt") -> dict[str, Any]:  # noqa: A002 - it becomes the attribute of that name
    """Will show words to keep, large and quiet; `id` is what copying and printing refer to."""
    return {"text": text, "words": text.split(), "id": id}


@register.inclusion_tag(component("copy_button"))
def copy_button(of: str, text: str = "") -> dict[str, Any]:
    """Will offer to copy the text of the element with id `of`, where the browser can."""
    return {"of": of, "text": text or gettext("Kopieer")}


@register.inclusion_tag(component("print_button"))
def print_button(text: str = "") -> dict[str, Any]:
    """Will offer to print the page, where the browser can."""
    return {"text": text or gettext("Print")}


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Will show a state as a word, a shape and a colour: "late", "soon", "done", "new" or "busy"."""
    assert kind in STATUSES, kind
    return _drawn("status", kind=kind, text=str(text))


@lru_cache(maxsize=512)
def _drawn(name: str, **facts: str) -> SafeString:
    """Draws a small component once: a list of fifty rows has the same few words fifty times."""
    return render_to_string(component(name), facts)


@register.simple_tag
def local_time(value: datetime | None, style: str = "long") -> SafeString:
    """Will show a moment as the clock in Amsterdam has it; "long", "short" (no weekday), "dated", "day" or "clock"."""
    if value is None:
        return _drawn("local_time")
    local = timezone.localtime(value, AMSTERDAM)
    formats = {"long": "l j F, H.i", "short": "j N H.i", "dated": "j N Y H.i", "day": "j F Y", "clock": "H.i"}
    shown = format_date(local, formats[style])
    text = gettext("%(moment)s uur") % {"moment": shown} if style == "long" else shown
    return _drawn("local_time", moment=local.isoformat(), text=text)


@register.filter
def aloud(digits: str) -> str:
    """Will write a number as people read it aloud: 070 373 83 14."""
    return numbers.aloud(digits)


@register.simple_tag
def waiting(since: datetime, now: datetime) -> SafeString:
    """Will say how long something has waited, in one unit that people use."""
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 1:
        text = gettext("net binnen")
    elif minutes < 120:  # noqa: PLR2004 - two hours
        text = ngettext("%(count)d minuut", "%(count)d minuten", minutes) % {"count": minutes}
    elif minutes < 48 * 60:
        text = ngettext("%(count)d uur", "%(count)d uur", minutes // 60) % {"count": minutes // 60}
    else:
        text = ngettext("%(count)d dag", "%(count)d dagen", minutes // 1440) % {"count": minutes // 1440}
    return _drawn("waiting", text=text, duration=f"PT{minutes}M")


@register.inclusion_tag(component("pager"))
def pager(rows: Rows[Any], parameter: str = "pagina", **keep: Any) -> dict[str, Any]:
    """Will link to the previous and next rows; what is given as `keep` stays in the address."""
    kept = "".join(f"&{urlencode({name: value})}" for name, value in keep.items() if value)
    return {"rows": rows, "parameter": parameter, "kept": mark_safe(kept)}  # noqa: S308 - it is quoted for an address


@register.inclusion_tag(component("steps"))
def steps(current: int, total: int) -> dict[str, Any]:
    """Will say how far along someone is in a row of questions."""
    return {"current": current, "total": total, "all": range(1, total + 1)}


@register.inclusion_tag(component("back_link"))
def back_link(href: str, text: str = "", *, only_narrow: bool = False) -> dict[str, Any]:
    """Will lead one page back; with `only_narrow` just where list and detail do not stand side by side."""
    return {"href": href, "text": text or gettext("Terug"), "only_narrow": only_narrow}


@register.inclusion_tag(component("tile_map"))
def tile_map(map: TileMap) -> dict[str, Any]:  # noqa: A002 - it is what the template calls it
    """Will draw a map of equal tiles with its legend. The table that it names stands right under it, and says the same."""
    return {"map": map, "drawing": map.drawing()}
