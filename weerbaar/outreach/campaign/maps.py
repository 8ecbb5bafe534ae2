"""The map of a round: how far every organisation is with one stage, and the same as a table."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.tiles import Shade, Tile, TileMap
from weerbaar.outreach.campaign.models import Round, StageKind, StageState
from weerbaar.outreach.campaign.queries import progress
from weerbaar.public.authorities.figures import Mark, Words, country_map

State = StageState
SHADES = {
    State.OPEN: Shade("none", _("nog niet aangeboden")),
    State.OFFERED: Shade("light", _("aangeboden"), "A"),
    State.WANTED: Shade("soft", _("gewenst"), "W"),
    State.PLANNED: Shade("middle", _("gepland"), "P"),
    State.HELD: Shade("strong", _("gehouden"), "H"),
    State.LATER: Shade("wait", _("later"), "L"),
    State.DECLINED: Shade("off", _("niet gewenst"), "N"),
}
_ANY = "any-code"
TABLE = "organisaties"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of a round is looked at: one stage, of all provinces or of one."""

    round: Round
    kind: StageKind = StageKind.INTAKE_TALK
    province: str = ""

    def address(self, **more: str) -> str:
        """What stands behind the question mark of an address that asks the same, or that and more."""
        told = {"ronde": self.round.pk, "stap": self.kind.value, "provincie": self.province} | more
        return urlencode({name: value for name, value in told.items() if value})


def map_of(asked: Asked, *, on: date, links: bool) -> TileMap:
    """Will draw a stage; `links` only for who may see the organisations themselves. Costs two queries."""
    states = progress.states_of(asked.round, asked.kind)
    before, _sign, after = reverse("organisation", args=[_ANY]).partition(_ANY)
    round_ = urlencode({"ronde": asked.round.pk})
    shades = {state: Shade(one.key, str(one.word), one.letter) for state, one in SHADES.items()}  # translated once
    marks = {
        code: Mark(shades[State(state)], href=f"{before}{code}{after}?{round_}" if links else "")
        for code, state in states.items()
    }
    drawn = country_map(
        words=Words(id="kaart", title="", text="", table=TABLE), shades=list(shades.values()), marks=marks, on=on,
        province=asked.province,
    )  # fmt: skip
    return drawn.titled(_finding(asked, drawn), gettext("Elke gemeente is een tegel, hoe groot of klein ook."))


def _finding(asked: Asked, drawn: TileMap) -> str:
    counts = drawn.counts
    done, planned = counts[SHADES[State.HELD].word], counts[SHADES[State.PLANNED].word]
    told = {
        "stage": asked.kind.label.capitalize(), "all": sum(counts.values()) - counts.get(gettext("doet niet mee"), 0),
        "done": done, "planned": planned,
    }  # fmt: skip
    return gettext("%(stage)s: %(done)s van de %(all)s gehouden, %(planned)s gepland") % told


def rows_of(drawn: TileMap) -> list[Tile]:
    """Will give every tile that takes part, by group and name: what the table says."""
    taking_part = [tile for tile in [*drawn.beside, *drawn.tiles] if tile.shade.key != "out"]
    return sorted(
        taking_part, key=lambda tile: (tile.group_name if tile.group else tile.name, bool(tile.group), tile.name)
    )
