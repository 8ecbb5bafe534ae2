"""The left rail of staff pages: which rooms there are, and which of them this account may enter."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from weerbaar.foundation.accounts.roles import Permission


@dataclass(frozen=True)
class Entry:
    """One line of the rail; `config/navigation.py` lists them in order."""

    label: str | Promise
    url_name: str
    permission: Permission
    group: str | Promise = ""


@dataclass(frozen=True)
class Link:
    """An entry as this visitor sees it."""

    label: str | Promise
    href: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Neighbouring links under one small heading."""

    label: str | Promise
    links: list[Link]


@cache
def entries() -> tuple[Entry, ...]:
    """Will return the entries that the setting NAVIGATION names."""
    return tuple(import_string(settings.NAVIGATION))


def rail_for(request: HttpRequest) -> list[Group]:
    """Will return the groups with at least one entry that this account may enter."""
    permissions: frozenset[Permission] = getattr(getattr(request, "user", None), "permissions", frozenset())
    allowed = [entry for entry in entries() if entry.permission in permissions]
    # A room may lie within another: the page belongs to the innermost.
    addresses = [_address(entry.url_name) for entry in allowed]
    here = max((href for href in addresses if request.path.startswith(href)), key=len, default="")
    return [
        Group(label, [_link(entry, here) for entry in group])
        for label, group in groupby(allowed, key=lambda entry: entry.group)
    ]


def _link(entry: Entry, here: str) -> Link:
    href = _address(entry.url_name)
    return Link(entry.label, href, current=href == here)


@cache
def _address(url_name: str) -> str:
    """Every page of staff shows the rail: an address in it is worked out once."""
    return reverse(url_name)
