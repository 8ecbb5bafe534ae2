"""Draws the inputs of a form without templates.

Django draws a widget with a template that includes another one for every option, and yet another for its attributes:
some hundred and fifty of them for the page where somebody first writes to us. Here the same comes out, to the letter.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeData

# What Django calls a widget here: its name, value, attributes and options, as `Widget.get_context` lists them.
Drawn = Mapping[str, Any]

_INPUTS = ("text", "email", "password", "number", "hidden", "file", "date", "time", "url", "checkbox")


class FormRenderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Will return the HTML of a widget, and of a rare kind as Django's own template draws it."""
        draw = _DRAW.get(template_name)
        return draw(context["widget"]).strip() if draw else str(super().render(template_name, context, request))


def _text(value: Any) -> str:
    # As Django escapes: what came from a form or a choice, and not what says of itself that it is HTML.
    text = str(value)
    return text if isinstance(text, SafeData) else escape(text)


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def _input(widget: Drawn) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    kind, name = _text(widget["type"]), _text(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>\n'


def _textarea(widget: Drawn) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>\n'


def _select(widget: Drawn) -> str:
    groups = "".join(_group_of_select(str(label or ""), options) for label, options, _ in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>\n'


def _group_of_select(label: str, options: list[Drawn]) -> str:
    drawn = "".join(
        f'\n  <option value="{_text(option["value"])}"{_attributes(option["attrs"])}>{_text(option["label"])}</option>\n'
        for option in options
    )
    return f'\n  <optgroup label="{_text(label)}">{drawn}\n  </optgroup>' if label else drawn


def _many_inputs(widget: Drawn) -> str:
    attributes = widget["attrs"]
    shown = {name: attributes[name] for name in ("id", "class") if attributes.get(name)}
    groups = "".join(_group_of_inputs(str(label or ""), options) for label, options, _ in widget["optgroups"])
    return f"<div{_attributes(shown)}>{groups}\n</div>"


def _group_of_inputs(label: str, options: list[Drawn]) -> str:
    drawn = "".join(f"<div>\n    {_labelled_input(option)}</div>" for option in options)
    return f"\n  <div><label>{_text(label)}</label>{drawn}\n  </div>" if label else drawn


def _labelled_input(option: Drawn) -> str:
    if not option["wrap_label"]:
        return f"{_input(option)}\n\n"
    of = option["attrs"].get("id")
    opening = f'<label for="{_text(of)}">' if of else "<label>"
    return f"{opening}{_input(option)} {_text(option['label'])}</label>\n\n"


_DRAW: dict[str, Callable[[Drawn], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _many_inputs,
    "django/forms/widgets/checkbox_select.html": _many_inputs,
}
