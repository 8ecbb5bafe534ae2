"""Reading the register. Everything in it is public, so that no viewer is asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from weerbaar.public.authorities.models import Authority, AuthorityQuerySet, Kind, LoadedRegister
from weerbaar.public.authorities.spelling import plain

MOST_WORDS = 6


def authorities() -> AuthorityQuerySet:
    """Will give every body that is or was, in order of name."""
    return Authority.objects.order_by("search_text", "code")


def authorities_on(day: date, kind: str | None = None) -> AuthorityQuerySet:
    """Will give the bodies that exist on that day, of one kind or of all, in order of name."""
    found = authorities().valid_on(day)
    return found.of_kind(kind) if kind else found


def within_province(code: str) -> AuthorityQuerySet:
    """Will give a province and everything in it, in order of name; nothing when it is no province."""
    return authorities().filter(Q(province=code) | Q(code=code, kind=Kind.PROVINCE))


def authority_by_code(code: str) -> Authority | None:
    """Will give the body with that code, also when it is gone; None when there never was one."""
    return authorities().select_related("province", "successor").filter(code=code).first()


def current_successor(authority: Authority, on: date) -> Authority:
    """Will follow the reorganisations to the body that does on that day what this one did; itself when still there.

    Importing refuses circles, and bodies that end before their predecessor: the walk ends at a body that exists.
    """
    body = authority
    while body.successor is not None and body.valid_until is not None and body.valid_until <= on:
        body = body.successor
    return body


def search(text: str, *, on: date | None = None, kind: str | None = None) -> AuthorityQuerySet:
    """Will find bodies by a part of their name or of another name for them, best match first.

    Case, accents, hyphens and apostrophes do not matter. Nothing is found for text without a letter or digit.
    """
    words = plain(text[:200]).split()[:MOST_WORDS]
    found = authorities()
    if not words:
        return found.none()
    if on is not None:
        found = found.valid_on(on)
    if kind:
        found = found.of_kind(kind)
    for word in words:
        found = found.filter(search_text__contains=word)
    joined = " ".join(words)
    rank = Case(
        When(search_text__startswith=f"|{joined}", then=Value(0)),
        When(search_text__contains=f"|{joined}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.order_by(rank, "search_text", "code")


def authority_named(text: str, *, on: date) -> Authority | None:
    """Will give the one body with this name on that day, with or without its kind before it; None when unsure.

    "Utrecht" alone is a city and a province, so it is neither; "provincie Utrecht" is one.
    """
    wanted = plain(text)
    kind = next((kind for kind in Kind if wanted.startswith(f"{kind.label} ")), None)
    name = wanted.removeprefix(f"{kind.label} ") if kind else wanted
    if not name:
        return None
    whole = Q(search_text__contains=f"|{name}|") | Q(search_text__endswith=f"|{name}")
    named = authorities_on(on, kind).filter(whole)[:2]
    return named[0] if len(named) == 1 else None


class Names:
    """Every body of a day by its code and by its names, to look up a whole list of them without asking each time."""

    def __init__(self, bodies: Iterable[Authority]) -> None:
        self._by_code: dict[str, Authority] = {}
        self._by_name: dict[str, list[Authority]] = {}
        for body in bodies:
            self._by_code[body.code.upper()] = body
            for name in filter(None, body.search_text.split("|")):
                self._by_name.setdefault(name, []).append(body)
                self._by_name.setdefault(f"{plain(Kind(body.kind).label)} {name}", []).append(body)

    def find(self, text: str) -> Authority | None:
        """Will return the one body with this code or name, with or without its kind before it; None when unsure."""
        found = self._by_code.get(text.strip().upper())
        named = self._by_name.get(plain(text), [])
        return found or (named[0] if len(named) == 1 else None)


def names_on(day: date) -> Names:
    """Will give the bodies that exist on that day, to be looked up by name or code, with one query."""
    return Names(authorities_on(day))


def loaded_digest() -> str:
    """Will give the digest of the built-in register that was loaded last; empty when none was."""
    return LoadedRegister.objects.values_list("digest", flat=True).first() or ""


def map_places(province: str = "") -> list[tuple[Any, ...]]:
    """Will give what a map draws of municipalities and provinces, of all or within one, in one light query.

    Code, kind, name, column, row, first and last day, and the code and name of the province that each lies in.
    """
    wanted = within_province(province) if province else authorities()
    facts = (
        "code",
        "kind",
        "name",
        "tile_column",
        "tile_row",
        "valid_from",
        "valid_until",
        "province",
        "province__name",
    )
    return list(wanted.exclude(kind=Kind.WATER_BOARD).values_list(*facts))
