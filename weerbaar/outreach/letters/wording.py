"""The words of a template: fields in braces, paragraphs, lists, and the place of the link. Pure words, no database."""

import difflib
import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.papers.blocks import Block, Bullets, Prose

FIELDS: dict[str, Promise] = {
    "aanhef": _("Geachte mevrouw De Vries"),
    "organisatie": _("gemeente Voorbeelddam"),
    "uw_organisatie": _("uw gemeente, of uw provincie"),
    "raad": _("de gemeenteraad, of Provinciale Staten"),
    "naam": _("mevrouw De Vries, of de griffier als wij geen naam weten"),
    "functie": _("burgemeester"),
    "plaats": _("Voorbeelddam"),
    "provincie": _("Limburg"),
    "datum": _("29 mei 2026"),
    "ronde": _("Ronde na de verkiezingen van 2026"),
    "telefoon": _("het nummer van het team van de Tour"),
    "hulplijn": _("het nummer van de hulplijn, dag en nacht"),
    "link": _("de eigen pagina; op een regel alleen wordt dit een vlak met QR-code en code"),
    "code": _("de code om te typen"),
}
"""Every field that a template may use, with an example or what it becomes."""
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_LOOSE = re.compile(r"[{}]")
_BULLET = re.compile(r"[-•*]\s+")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_SMALL = "~ "
LINK_ALONE = "{link}"


class WrongField(Exception):
    """A template uses a field that does not exist, or a brace alone. `message` says which, and what there is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class OpeningHere(Block):
    """The place in a text where the link stands alone on its line."""

    kind = "opening_here"


def check(text: str) -> None:
    """Raises `WrongField` for the first field that is unknown, or for a brace without its other."""
    for name in _FIELD.findall(text):
        if name not in FIELDS:
            raise WrongField(_about(name))
    if loose := _LOOSE.search(_FIELD.sub("", text)):
        told = gettext("Er staat een losse accolade ( %(brace)s ). Een veld schrijft u als {aanhef}.")
        raise WrongField(told % {"brace": loose.group()})


def fields_in(text: str) -> list[str]:
    """Will return the fields that a text uses, each once, in their order."""
    return list(dict.fromkeys(_FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Will put the values in the place of their fields. What stands in a value is never read as a field."""
    return _FIELD.sub(lambda found: values[found.group(1)], text)


def parts_of(text: str) -> list[Block]:
    """Will read the text of a template as blocks: an empty line begins one, "- " and "1. " an item, "~ " small print.

    It is read before the fields are filled, so that no name can become a list.
    """
    pieces = re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").strip())
    return [block for piece in pieces for block in _blocks(piece.strip("\n"))]


def _blocks(piece: str) -> list[Block]:
    lines = [line.rstrip() for line in piece.split("\n") if line.strip()]
    if not lines:
        return []
    if [line.strip() for line in lines] == [LINK_ALONE]:
        return [OpeningHere()]
    if all(line.startswith(_SMALL) for line in lines):
        return [Prose(text="\n".join(line.removeprefix(_SMALL) for line in lines), small=True)]
    for pattern, numbered in ((_BULLET, False), (_NUMBER, True)):
        first = next((place for place, line in enumerate(lines) if pattern.match(line)), None)
        if first is not None and all(pattern.match(line) for line in lines[first:]):
            items = Bullets(items=tuple(pattern.sub("", line, count=1) for line in lines[first:]), numbered=numbered)
            return [Prose(text="\n".join(lines[:first])), items] if first else [items]
    return [Prose(text="\n".join(lines))]


def _about(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.6)
    known = ", ".join(f"{{{one}}}" for one in FIELDS)
    told = gettext("Het veld {%(name)s} bestaat niet.") % {"name": name[:60]}
    if near:
        told += " " + gettext("Bedoelt u {%(near)s}?") % {"near": near[0]}
    return told + " " + gettext("U kunt kiezen uit: %(known)s.") % {"known": known}
