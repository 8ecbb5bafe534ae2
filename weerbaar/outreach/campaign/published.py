"""What everybody may know of a round: counts by province on the first day of the month, no organisation and no date of one."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.disclosure import THRESHOLD, Row, nested
from weerbaar.outreach.campaign.models import Round
from weerbaar.outreach.campaign.queries import progress
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind

LICENCE = "CC0-1.0"
STAGES: tuple[tuple[str, Promise, Promise], ...] = (
    ("intake_talk_held", _("Eerste gesprek"), _("van alle organisaties")),
    ("session_held", _("Bijeenkomst"), _("van wie een gesprek had")),
    ("training_held", _("Training"), _("van wie een bijeenkomst had")),
)


@dataclass(frozen=True)
class Line:
    """One line: provinces by code and name, and how many of how many."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    count: int
    whole: int

    @property
    def words(self) -> str:
        """The names as one text: "Flevoland en Drenthe samen"."""
        if len(self.names) == 1:
            return self.names[0]
        return gettext("%(first)s en %(last)s samen") % {"first": ", ".join(self.names[:-1]), "last": self.names[-1]}


@dataclass(frozen=True)
class Shown:
    """One stage; without lines there is too little to show of it."""

    key: str
    words: Promise
    whole_words: Promise
    lines: list[Line]

    @property
    def total(self) -> Line | None:
        """All lines together."""
        if not self.lines:
            return None
        return Line((), (gettext("Samen"),), sum(one.count for one in self.lines), sum(one.whole for one in self.lines))


@dataclass(frozen=True)
class Published:
    """A round as everybody may see it. `approached` is None while that number is small."""

    round: Round
    on: date
    organisations: int
    approached: int | None
    stages: list[Shown]


def published(round: Round, *, today: date) -> Published:  # noqa: A002 - the noun of the field
    """Will count as it was on the first day of this month: what changes by the day would tell who was visited on that day."""
    on = today.replace(day=1)
    names = dict(authorities.authorities().of_kind(Kind.PROVINCE).values_list("code", "name"))
    reached = progress.reached_by(round, on)
    found = {code: reached[code] for code in names if code in reached}
    counts = [{code: one.stages[place] for code, one in found.items()} for place in range(len(STAGES))]
    lines = nested({code: one.organisations for code, one in found.items()}, counts)
    whole = Row((), sum(one.approached for one in found.values()), sum(one.organisations for one in found.values()))
    return Published(
        round, on, whole.whole, whole.count if whole.is_safe else None,
        [Shown(*told, [_line(row, names) for row in rows]) for told, rows in zip(STAGES, lines, strict=True)],
    )  # fmt: skip


def _line(row: Row, names: dict[str, str]) -> Line:
    ordered = [code for code in names if code in row.provinces]
    return Line(tuple(ordered), tuple(names[code] for code in ordered), row.count, row.whole)


def as_open_data(shown: Published) -> dict[str, Any]:
    """Will return the same figures for a machine."""
    return {
        "round": {"code": shown.round.pk, "name": shown.round.name},
        "on": shown.on.isoformat(),
        "licence": LICENCE,
        "smallest_count": THRESHOLD,
        "organisations": shown.organisations,
        "approached": shown.approached,
        "stages": {stage.key: [_open(line) for line in stage.lines] for stage in shown.stages},
    }


def _open(line: Line) -> dict[str, Any]:
    provinces = [{"code": code, "name": name} for code, name in zip(line.codes, line.names, strict=True)]
    return {"provinces": provinces, "count": line.count, "of": line.whole}


def as_csv(shown: Published) -> str:
    """Will return the same figures as a table: RFC 4180, provinces in one cell with a semicolon between them."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["round", "on", "stage", "province_codes", "province_names", "count", "of"])
    for stage in shown.stages:
        for line in stage.lines:
            codes, names = ";".join(line.codes), ";".join(line.names)
            writer.writerow([shown.round.pk, shown.on, stage.key, codes, names, line.count, line.whole])
    return written.getvalue()
