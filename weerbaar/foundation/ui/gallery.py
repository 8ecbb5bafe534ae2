"""What the gallery shows: each specimen is a small template, rendered and printed side by side."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from weerbaar.foundation.ui import icons
from weerbaar.foundation.ui.tiles import Shade, Tile, TileMap

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


SHADES = (
    Shade("none", "niet begonnen"),
    Shade("light", "aangeboden", "A"),
    Shade("soft", "gewenst", "W"),
    Shade("middle", "gepland", "P"),
    Shade("strong", "gehouden", "H"),
    Shade("wait", "later", "L"),
    Shade("off", "niet gewenst", "N"),
    Shade("out", "doet niet mee"),
)


def _sample_tile(number: int, shade: Shade) -> Tile:
    group = "Oost" if number % 4 > 1 else "West"
    return Tile(
        f"Plaats {number + 1}", shade, column=8 + number % 4, row=1 + number // 4, group=group, group_name=group,
        href="#tile_map",
    )  # fmt: skip


def sample_tiles() -> TileMap:
    """Will return a small map with every shade, two groups, and tiles beside it."""
    tiles = [_sample_tile(number, shade) for number, shade in enumerate(SHADES)]
    return TileMap(
        id="voorbeeldkaart", title="Een van de acht is klaar", text="Elke tegel is even groot.", tiles=tiles,
        shades=SHADES, table="dezelfde-cijfers", left_out=["Plaats 9"], credit="Kaart: verzonnen.",
        beside=[Tile("West", SHADES[4], href="#tile_map"), Tile("Oost", SHADES[0], href="#tile_map")],
    )  # fmt: skip


def sample_data(now: datetime) -> dict[str, Any]:
    """Will return what the specimens need to show something."""
    wrong = SampleForm({"message": "", "name": "x" * 101}, prefix="wrong")
    return {
        "form": SampleForm(),
        "filter_form": SampleForm(auto_id="filter_%s"),
        "wrong_form": wrong,
        "now": now,
        "an_hour_ago": now - timedelta(minutes=42),
        "days_ago": now - timedelta(days=3),
        "rows": Paginator(range(100), 10).page(3),
        "tiles": sample_tiles(),
        "specimens": specimens(),
        "icon_names": sorted(path.stem for path in icons.FOLDER.glob("*.svg")),
        "icon_usage": '{% icon "phone" %}',
    }
