"""The register as a page in Dutch: docs/avg-register.md."""

from collections.abc import Sequence

from weerbaar.foundation.privacy.register import Record

TITLE = """# Register van verwerkingen

Dit register wordt gemaakt uit de code (`make docs`). Wat hier staat is wat er in de database staat: een veld dat hier
ontbreekt, laat de tests zakken. «Verzegeld» wil zeggen: zonder de sleutel van een bevoegde is het onleesbaar, ook voor
wie de database, de schijf of de back-up heeft.
"""
DAYS_IN_A_YEAR = 365


def register_page(records: Sequence[Record]) -> str:
    """Will return the whole register: first what is about people, then what is not."""
    about_people = [record for record in records if record.names("personal") or record.names("sealed")]
    others = [record for record in records if record not in about_people]
    parts = [TITLE, *(_chapter(record) for record in about_people)]
    if others:
        rows = "\n".join(f"| {record.what} | {record.why} | {_term(record)} |" for record in others)
        parts.append(f"## Wat niet over personen gaat\n\n| wat | waarvoor | hoe lang |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _chapter(record: Record) -> str:
    lines = [
        ("Waarvoor", record.why),
        ("Grondslag", record.ground),
        ("Wie het ziet", record.whom),
        ("Hoe lang", _term(record)),
        ("Persoonsgegevens", _list(record.names("personal"))),
        ("Verzegeld", _list([_sealed(record, name) for name in record.names("sealed")])),
        ("Overige velden", _list(record.names("public"))),
    ]
    rows = "\n".join(f"| {question} | {answer} |" for question, answer in lines)
    return f"## {record.what}\n\n`{record.model}`\n\n| | |\n|---|---|\n{rows}\n"


def _sealed(record: Record, name: str) -> str:
    how = record.fields[name].how
    return f"`{name}` ({how})" if how else f"`{name}`"


def _list(names: Sequence[str]) -> str:
    return ", ".join(name if name.startswith("`") else f"`{name}`" for name in names) or "geen"


def _term(record: Record) -> str:
    days = record.keep.number_of_days
    if days is None:
        return record.keep.why
    years, rest = divmod(days, DAYS_IN_A_YEAR)
    term = f"{years} jaar" if years and not rest else "1 dag" if days == 1 else f"{days} dagen"
    return f"{term} na `{record.keep.after}`, daarna gewist"
