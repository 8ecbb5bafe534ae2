"""Gather what is said in Dutch into the English catalogue, and compile that: `make messages`.

No gettext needed. New texts arrive with an empty translation: fill those in, run this again, commit the .po and the .mo.
Texts of public pages must be translated (a test says which are not); texts that only staff see may stay Dutch.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "weerbaar"
CATALOGUE = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
_OWN = "confidential/incidents/templates/incidents"
_ANSWERING = "outreach/surveys/templates/surveys"
PUBLIC = (
    "foundation/papers/",
    "foundation/ui/",
    "foundation/accounts/roles.py",
    "confidential/cases/deadlines.py",
    "confidential/cases/templates/cases/held.html",
    "confidential/helpline/",
    *(f"confidential/incidents/forms/{name}.py" for name in ("days", "evidence", "happened")),
    "confidential/incidents/monitor.py",
    "confidential/incidents/nine_steps.py",
    "confidential/incidents/papers.py",
    "confidential/incidents/phrases.py",
    "confidential/incidents/reading/messages.py",
    *(f"{_OWN}/{name}.html" for name in ("bring_own", "fields", "files", "on_conversation", "taken_back")),
    "confidential/incidents/queries/taken_back.py",
    f"{_OWN}/own_",
    "confidential/incidents/templatetags/",
    *(f"outreach/surveys/forms/{name}.py" for name in ("answering", "beginning", "files", "openly")),
    "outreach/surveys/views/coming_in.py",
    *(
        f"{_ANSWERING}/{name}.html"
        for name in (
            "begin",
            "check",
            "code",
            "done",
            "evaluation",
            "evaluation_thanks",
            "no_longer",
            "step",
            "too_many",
        )
    ),
    "outreach/surveys/phrases.py",
    "outreach/campaign/models/organisations.py",
    "outreach/appointments/forms/__init__.py",
    "outreach/appointments/forms/personal.py",
    "outreach/appointments/phrases.py",
    "outreach/appointments/views/invited.py",
    *(
        f"outreach/appointments/templates/appointments/{name}.html"
        for name in (
            "agreed",
            "call_us",
            "cancel_appointment",
            "change_place",
            "code",
            "hand_over",
            "invite_colleagues",
            "invited",
            "move_appointment",
            "no_longer",
            "not_now",
            "other_days",
            "personal",
            "times",
            "too_late",
        )
    ),
    *(
        f"outreach/sessions/{name}.py"
        for name in (
            "forms/answering",
            "forms/reports",
            "models/gatherings",
            "queries/moments",
            "views/by_link",
            "views/reports",
        )
    ),
    "outreach/sessions/templates/sessions/parts/total.html",
    "outreach/sessions/templates/sessions/public/",
    "team/network/rules.py",
    "outreach/campaign/published.py",
    "outreach/campaign/templates/campaign/public_progress.html",
    "public/",
)
ONE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
MANY = frozenset({"ngettext", "ngettext_lazy"})
HEADER = {
    "Project-Id-Version": "weerbaar",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Message = tuple[str, str]  # the text, and its plural or nothing


def messages() -> dict[Message, set[str]]:
    """Will return every text marked for translation, with the files it stands in."""
    found: dict[Message, set[str]] = {}
    for path in sorted([*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html"), *HOUSE.rglob("*.txt")]):
        where = path.relative_to(HOUSE).as_posix()
        if "/migrations/" in where:
            continue
        text = path.read_text(encoding="utf-8")
        for message in _in_python(text) if path.suffix == ".py" else _in_template(text):
            found.setdefault(message, set()).add(where)
    return found


def is_public(places: set[str]) -> bool:
    """Will tell whether a text may stand on a page that visitors read."""
    return any(place.startswith(PUBLIC) for place in places)


def gathered() -> polib.POFile:
    """Will return the catalogue as it should be: every text of now, with the translations that there are."""
    known = (
        {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(CATALOGUE))}
        if CATALOGUE.exists()
        else {}
    )
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER
    for (text, plural), places in sorted(messages().items()):
        old = known.get((text, plural))
        entry = polib.POEntry(
            msgid=text,
            msgid_plural=plural,
            msgstr=old.msgstr if old else "",
            msgstr_plural=(old.msgstr_plural if old else {0: "", 1: ""}) if plural else {},
            flags=["python-format"] if re.search(r"%\(\w+\)[sd]", text) else [],
            comment="public" if is_public(places) else "",
        )
        catalogue.append(entry)
    return catalogue


def _in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _said_by(node)


def _in_template(text: str) -> Iterator[Message]:
    # Django turns a template into something like Python; each call in it ends at the first bracket where it parses.
    code = templatize(text)
    for start in re.finditer(r"\b(?:n?gettext|_)\(", code):
        for end in re.finditer(r"\)", code[start.start() :]):
            try:
                call = ast.parse(code[start.start() :][: end.end()].strip(), mode="eval").body
            except SyntaxError:
                continue
            if isinstance(call, ast.Call):
                yield from _said_by(call)
            break


def _said_by(call: ast.Call) -> Iterator[Message]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if name in ONE and texts and texts[0]:
        yield texts[0], ""
    if name in MANY and len(texts) > 1:
        yield texts[0], texts[1]


if __name__ == "__main__":
    settings.configure()
    catalogue = gathered()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    open_ones = [entry for entry in catalogue if entry.comment and not entry.translated()]
    for entry in open_ones:
        print(f"not in English yet: {entry.msgid}")
