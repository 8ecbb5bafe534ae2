from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from weerbaar.foundation.ui.form_renderer import FormRenderer

NASTY = "\"><script>alert('x')</script>&amp;"
FLAT = [("", gettext_lazy("Nee")), ("a", NASTY), (NASTY, mark_safe("<b>vet</b>")), (3, "drie")]
GROUPED = [("los", "Los"), (NASTY, [("b", "Bij"), ("c", "Ceder")]), ("Bomen", [("d", "Den")])]
ATTRIBUTES = {"id": "id_x", "class": "field__x", "autofocus": True, "spellcheck": False, "rows": 8, "data-x": NASTY}


def both(widget: forms.Widget, value: Any, attributes: dict[str, Any]) -> tuple[str, str]:
    """What we draw, and what Django's templates draw."""
    return tuple(
        widget.render("na&am", value, attributes, renderer) for renderer in (FormRenderer(), DjangoTemplates())
    )  # type: ignore[return-value]


@pytest.mark.parametrize("attributes", [ATTRIBUTES, {"id": "id_x"}, {}], ids=["many", "an id", "none"])
@pytest.mark.parametrize("value", [None, "", "gewoon", NASTY, mark_safe("al &amp; veilig"), 1250, ["a", "3"]], ids=repr)
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(),
        forms.EmailInput(),
        forms.PasswordInput(render_value=True),
        forms.NumberInput(),
        forms.HiddenInput(),
        forms.FileInput(),
        forms.DateInput(),
        forms.TimeInput(),
        forms.URLInput(),
        forms.CheckboxInput(),
        forms.Textarea({"cols": 40}),
        forms.Select(choices=FLAT),
        forms.Select(choices=GROUPED),
        forms.SelectMultiple(choices=FLAT),
        forms.RadioSelect(choices=FLAT),
        forms.RadioSelect(choices=GROUPED),
        forms.CheckboxSelectMultiple(choices=FLAT),
        forms.CheckboxSelectMultiple(choices=GROUPED),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_a_widget_is_drawn_to_the_letter_as_django_draws_it(
    widget: forms.Widget, value: Any, attributes: dict[str, Any]
) -> None:
    ours, theirs = both(widget, value, attributes)

    assert ours == theirs


def test_a_single_input_of_many_has_no_label_around_it() -> None:
    class Form(forms.Form):
        choice = forms.ChoiceField(choices=FLAT, widget=forms.RadioSelect)

    ours = [str(one) for one in Form(renderer=FormRenderer())["choice"].subwidgets]
    theirs = [str(one) for one in Form(renderer=DjangoTemplates())["choice"].subwidgets]

    assert ours == theirs


def test_a_rare_widget_is_left_to_django() -> None:
    ours, theirs = both(forms.SplitDateTimeWidget(), None, {"id": "id_x"})

    assert ours == theirs


def test_our_forms_are_drawn_by_it() -> None:
    assert type(forms.Form().renderer) is FormRenderer
