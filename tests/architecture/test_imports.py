"""Rooms are private, and the linter that guards the floors really bites."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import HOUSE, ROOT, floor_of, imports_of, modules, parsed, room_of

ALWAYS_OPEN = {"actions", "queries", "figures"}

# Beyond those, a room may offer tools: a tool is a module with a name, and a reason to be open. The rest is private.
OPEN_FLOORS = {
    "confidential.cases": {
        "addressed": "which case an address names is decided in one place, for every page about a case",
        "partings": "a registry: rooms above leave something behind for the client of a case that ends by its term",
        "merges": "a registry: rooms above settle what two cases both have before they become one",
        "models": "a Case is named in signatures; its rows come from queries",
        "files": "a registry: rooms above keep sealed files in a case, and lose them with it",
        "deadlines": "what a term is and when it ends, for whoever knows what happened",
    },
    "outreach.campaign": {
        "data_subject": "rooms above register what they have about a contact, and how to forget it",
        "mergers": "a registry: what hangs on an organisation goes along when it goes up in another",
        "next_acts": "rooms above register where a next act is done",
        "models": "a Participation, an Office and a PersonalLink are named in signatures; rows come from queries",
        "days": "what a working day is, alike for every term and visit",
        "names": "how a Dutch name is written, alike in every letter and mail",
        "subjects": "a registry: what a room above noted is called, and where its page is",
        "panels": "a registry: what rooms above show on the page of an organisation",
        "rules": "which step a stage can take now, and whether we ask nothing on a day",
        "settled": "a registry: rooms above tell who answered what a letter asks for",
        "succession": "a registry: rooms above follow a change of holder",
    },
    "public.guidance": {
        "content_files": "content files and questionnaires are read in one strict way",
        "texts": "a text in Dutch, and in English where it was translated",
    },
    "public.authorities": {
        "models": "an Authority and its Kind are named in signatures; rows come from queries",
    },
    "outreach.surveys": {
        "models": "a Survey is named in signatures; its rows come from queries",
        "questionnaires": "the answers to a question, counted: what a page about results is made of",
    },
    "team.quiet": {
        "followers": "a registry: who asks things of bodies hears whom to leave alone",
    },
    "team.network": {
        "models": "a Facilitator and their skills are named in signatures; rows come from queries",
        "parties": "the list of parties that a client may name",
        "rules": "what somebody's hours and visits are, and what fits between them",
        "travel": "how long it takes to go somewhere, alike for everybody who plans",
    },
    "foundation.ui": {
        "errors": "what is not there may lead on to where it went",
        "downloads": "one way to answer with a file, inert",
        "numbers": "how a telephone number is dialled",
        "language": "a page that exists in Dutch alone says so",
        "message_form": "the fields of a message, alike in every room that takes one",
        "strict": "forms that refuse unknown fields",
        "times": "a day and a clock in Amsterdam, asked for in one way",
        "templatetags": "a list that a room draws in code shows the same components",
        "tiles": "what a map of equal tiles is made of",
    },
    "foundation.accounts": {
        "demo": "the invented team, which every room furnishes",
        "departures": "a registry: rooms above take back what they gave to someone who leaves",
        "doors": "every view declares its door",
        "drafts": "what was typed survives the end of a session",
        "keyrings": "whether somebody is at work here, for the frame around what is not there",
        "models": "an Account is the viewer in signatures; its rows come from queries",
        "once": "a view that takes the same page once",
        "receipt_session": "the keyring of whoever came back with seven words",
        "requests": "the types of a request behind each door",
        "roles": "the doors name permissions",
    },
    "foundation.audit": {
        "certificates": "what a certificate says is named in signatures; whether it holds comes from queries",
    },
    "foundation.privacy": {
        "hooks": "a registry: how a room ends its rows, what is held, who hears of it",
        "small_cells": "which counts are withheld, so that nobody is singled out",
        "register": "every room declares its fields in its words",
    },
    "foundation.jobs": {
        "dispatch": "an action names the task that goes on with it; the task imports the action",
        "health": "a registry: rooms above add what they watch",
        "arrivals": "a registry: mail that came to our mailbox is read by whom it concerns",
        "last_looks": "a registry: a mail that waited is looked at once more before it goes",
        "mail": "the outbox, inside the caller's transaction",
        "retry": "how often a task is tried again, said at the task",
    },
    "foundation.calendars": {
        "answers": "what comes back on an invitation",
        "busy": "which times a calendar takes",
        "invitations": "what an invitation says",
        "mailed": "which part of a mail is the answer, and whose it is",
        "public_holidays": "on which days nobody is asked to come",
        "reading": "why a calendar was not taken",
    },
    "foundation.gateways": {
        "calendar_feeds": "one door for calendars on the web",
        "mail": "one door for all mail",
        "mailbox": "one door for mail that comes in",
        "outbox": "development looks at what would be sent",
        "returned": "what a mail that came in says, and what it is about",
        "parts": "what a mail carries beside its plain words",
        "timestamps": "one door for time stamps by others",
    },
    "foundation.database": {
        "prepared": "a query that is compiled once",
    },
    "foundation.papers": {
        "blocks": "what a paper is made of",
        "letter_press": "making letters, many in one go",
        "letters": "what a letter is made of",
        "press": "making the PDF",
    },
    "foundation.wording": {
        "plain_words": "texts at level B1, in guides and in questionnaires alike",
    },
    "foundation.vault": {
        "application_box": "boxes under the key of the application",
        "circles": "verbs on circles",
        "compartments": "verbs on compartments and grants",
        "errors": "what a box or key refuses",
        "fields": "the sealed column",
        "files": "sealed files, read in pieces",
        "inspection": "what kind of file something really is",
        "keyring": "who is looking, with opened keys",
        "keys": "the types of keys, whose repr shows nothing",
        "looks": "a registry: the audit hears of every look",
        "models": "grants are the shelf: queries of cases join on them; holders are named in signatures",
        "owners": "a registry: which sealed files are whose, so that none is swept that somebody keeps",
        "persons": "verbs on the keys of a person",
        "receipts": "drawing and reading seven words",
        "recovery": "the quorum: what custodians give for a request, and what that opens",
        "rotation": "a registry: what turns along with the application's key",
        "session": "the two halves of an opened key",
        "signing": "the signature of the audit's head",
        "tokens": "what opens a page for who holds it: long for clicking, short for typing",
        "uploads": "files sealed while they stream in",
        "viewing": "the metadata-free copy of a picture",
    },
}

# Rows that are joined on rather than asked for: without the grants of the vault there is no scope to show.
JOINED = {"Compartment", "Grant", "Holder"}

# Modules that ask for rows of another room all the same, and why.
ASKS_ANOTHER_ROOM = {
    "weerbaar.team.network.queries.associations": "who sits in a circle: one join over places and accounts"
}


def reached(name: str) -> str:
    """The module that an imported name lives in."""
    while name not in modules() and "." in name:
        name = name.rpartition(".")[0]
    return name


def test_another_room_is_reached_through_what_it_offers():
    knocked_on_the_wrong_door = [
        f"{module} imports {name}"
        for module in modules()
        for name in imports_of(module)
        if room_of(module) not in {room_of(name), "config"}
        and floor_of(reached(name)) not in ALWAYS_OPEN | OPEN_FLOORS.get(room_of(name), {}).keys()
    ]

    assert knocked_on_the_wrong_door == []


def test_every_open_floor_is_used():
    used = {(room_of(n), floor_of(reached(n))) for m in modules() for n in imports_of(m) if room_of(m) != room_of(n)}

    assert [
        f"{room}.{floor}" for room, floors in OPEN_FLOORS.items() for floor in floors if (room, floor) not in used
    ] == []


# Standard names that open sockets but share a package with harmless ones, so that the linter cannot tell them apart.
SOCKETS = ("http.client", "http.server", "urllib.request", "django.core.mail", "asyncio.open_connection")


def test_only_gateways_reach_for_the_network():
    reaching = [
        f"{module}:{node.lineno}"
        for module, path in modules().items()
        if room_of(module) != "foundation.gateways"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if f"{getattr(node, 'module', None) or ''}.{alias.name}".strip(".").startswith(SOCKETS)
    ]

    assert reaching == []


def test_no_room_asks_for_the_rows_of_another():
    asking = []
    for module, path in modules().items():
        if module in ASKS_ANOTHER_ROOM:
            continue
        foreign = {
            name.rsplit(".", 1)[1]
            for name in imports_of(module)
            if floor_of(reached(name)) == "models" and room_of(name) != room_of(module)
        } - JOINED
        asking += [
            f"{module}:{node.lineno}"
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
            if isinstance(node.value, ast.Name) and node.value.id in foreign
        ]

    assert asking == []


PLANTED = {
    "Floors": ("foundation/ui/planted.py", "import weerbaar.public.authorities.apps"),
    "Confidential wing: rooms stand on the case": (
        "confidential/cases/planted.py",
        "import weerbaar.confidential.helpline.apps",
    ),
    "Outreach wing: rooms stand on the campaign": (
        "outreach/campaign/planted.py",
        "import weerbaar.outreach.surveys.apps",
    ),
    "The confidential wing is an island": ("team/network/planted.py", "import weerbaar.confidential.cases.apps"),
    "Foundation": ("foundation/jobs/planted.py", "import weerbaar.foundation.audit.apps"),
    "Rooms have one floor plan": ("foundation/accounts/models.py", "import weerbaar.foundation.accounts.urls"),
    "Only the vault knows ciphers": ("foundation/audit/planted.py", "import nacl"),
    "Only papers set type": ("foundation/vault/planted.py", "import typst"),
    "Only gateways open sockets": ("foundation/ui/planted.py", "import smtplib"),
}


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory) -> Path:
    """A house to break the rules in, all at once: one run of the linter tells which rules it saw broken."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(HOUSE, copy / "weerbaar", ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for place, line in PLANTED.values():
        with (copy / "weerbaar" / place).open("a") as file:
            file.write(f"\n{line}\n")
    return copy


@pytest.fixture(scope="module")
def broken_contracts(copy_of_the_house) -> set[str]:
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    outcome = subprocess.run(
        [sys.executable, "-c", linter], cwd=copy_of_the_house, check=False, capture_output=True, text=True
    )
    # A contract with an excused import says so behind its verdict.
    return {line.partition(" BROKEN")[0] for line in outcome.stdout.splitlines() if " BROKEN" in line}


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(contract, broken_contracts):
    assert contract in broken_contracts


def test_every_contract_was_put_to_the_test(broken_contracts):
    assert broken_contracts == set(PLANTED)
