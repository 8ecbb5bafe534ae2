"""`manage.py deadlines`, as a program and a person use it."""

import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command


def told(capsys, *arguments):
    call_command("deadlines", *arguments)
    return capsys.readouterr().out


def test_a_program_gets_a_list_of_kind_due_and_ground(capsys):
    told_to_a_program = told(capsys, "--known", "2026-11-30", "--occurred", "2026-11-27T22:15", "--json")

    rows = json.loads(told_to_a_program)
    assert [sorted(row) for row in rows] == [["due", "ground", "kind"]] * 4
    assert {row["kind"]: row["due"] for row in rows} == {
        "offender_response": "2026-11-29T22:15:00+01:00",
        "criminal_report": "2026-12-01T23:59:59+01:00",
        "prosecution_request": "2027-02-28T23:59:59+01:00",
        "damages_fund": "2036-11-27T23:59:59+01:00",
    }


def test_fractions_of_a_second_are_not_shown(capsys):
    rows = json.loads(told(capsys, "--known", "2026-11-30", "--occurred", "2026-11-27T22:15:01.5", "--json"))

    assert datetime.fromisoformat(rows[0]["due"]).microsecond == 0


def test_a_person_gets_a_table_in_dutch(capsys):
    lines = told(capsys, "--known", "2026-11-30", "--occurred", "2026-11-27T22:15").splitlines()

    assert len(lines) == 4
    assert lines[0].startswith("Reactie aan de dader           zo 29 november 2026 22:15")
    assert lines[2].startswith("Klacht indienen                zo 28 februari 2027 23:59")
    assert "Artikel 66 lid 1 Wetboek van Strafrecht" in lines[2]


@pytest.mark.parametrize(
    ("known", "occurred", "why"),
    [
        ("gisteren", "2026-11-27T22:15", "Deze dag kan ik niet lezen"),
        ("2026-11-30", "27-11-2026", "Dit tijdstip kan ik niet lezen"),
        ("2026-11-26", "2026-11-27T22:15", "ligt voor de dag"),
        ("2026-03-30", "2026-03-29T02:30", "bestaat niet"),
        ("9999-12-31", "2026-03-29T12:30", "Ik reken alleen met jaren"),
        ("9999-12-31", "9999-12-31T23:59:59-12:00", "Ik reken alleen met jaren"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_dutch_with_exit_code_2(known, occurred, why):
    with pytest.raises(CommandError, match=why) as refusal:
        call_command("deadlines", "--known", known, "--occurred", occurred)

    assert refusal.value.returncode == 2
