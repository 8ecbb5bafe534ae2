"""What the gallery shows: each specimen is a small template, rendered and printed side by side."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from weerbaar.foundation.ui import icons

FOLDER = Path(__file__).with_name("templates") / "ui" / "gallery"
UTRECHT = {
    "button": "button",
    "link_button": "button-link",
    "card_link": "action-single / navigation card",
    "field": "form-field",
    "error_summary": "alert, form-field-error-message",
    "notice": "alert",
    "status": "badge-status",
    "pager": "pagination",
    "more": "accordion",
    "table": "table",
    "facts": "data-list",
    "back_link": "breadcrumb-nav",
}


@dataclass(frozen=True)
class Specimen:
    """One component in its states."""

    name: str
    source: str

    @property
    def template(self) -> str:
        return f"ui/gallery/{self.name}.html"

    @property
    def utrecht(self) -> str:
        """What the NL Design System calls it, so that a Dutch designer finds the way."""
        return UTRECHT.get(self.name, "")


class SampleForm(forms.Form):
    """Every kind of field there is."""

    message = forms.CharField(label="Wat is er gebeurd?", widget=forms.Textarea, max_length=2000)
    danger = forms.ChoiceField(
        label="Bent u nu in gevaar?",
        help_text="Bij ja ziet u meteen wie u kunt bellen.",
        choices=[("yes", "Ja"), ("no", "Nee")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Waar gaat het over?",
        required=False,
        choices=[("letter", "Een brief"), ("online", "Berichten online"), ("home", "Iemand aan de deur")],
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(label="Uw naam", required=False, max_length=100)
    association = forms.ChoiceField(
        label="Wie antwoordt u het liefst?",
        choices=[("", "Maakt niet uit"), ("council", "Vereniging voor raadsleden")],
        required=False,
    )
    attachments = forms.FileField(label="Bestanden", required=False, help_text="Tot 10 bestanden van 25 MB.")
    agrees = forms.BooleanField(label="Ik begrijp dat ik de woorden zelf moet bewaren")


def specimens() -> list[Specimen]:
    """Will return every specimen by name."""
    return [Specimen(path.stem, path.read_text(encoding="utf-8").strip()) for path in sorted(FOLDER.glob("*.html"))]


def sample_data(now: datetime) -> dict[str, Any]:
    """Will return what the specimens need to show something."""
    wrong = SampleForm({"message": "", "name": "x" * 101}, prefix="wrong")
    return {
        "form": SampleForm(),
        "wrong_form": wrong,
        "now": now,
        "an_hour_ago": now - timedelta(minutes=42),
        "days_ago": now - timedelta(days=3),
        "rows": Paginator(range(100), 10).page(3),
        "specimens": specimens(),
        "icon_names": sorted(path.stem for path in icons.FOLDER.glob("*.svg")),
        "icon_usage": '{% icon "phone" %}',
    }
