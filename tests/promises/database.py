"""What an intruder with the database can do: ask anything of it, and change anything in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests.support.environment import POSTGRESQL, kind_of_database
from tests.support.house import SQLITE_FILE, House


def connect(house: House):
    """Will open a connection of our own to the database of this house."""
    if kind_of_database() == POSTGRESQL:
        return psycopg.connect(host=str(house.cluster.folder), user="weerbaar", dbname=house.database, autocommit=True)
    return sqlite3.connect(house.var / SQLITE_FILE, timeout=20, isolation_level=None)


def ask(house: House, statement):
    """Will return the rows."""
    with closing(connect(house)) as connection:
        return connection.execute(statement).fetchall()


def change(house: House, *statements):
    """Will run these, each by itself."""
    with closing(connect(house)) as connection:
        for statement in statements:
            connection.execute(statement)


def tables(house: House):
    """Will return the names of all tables of ours."""
    listing = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if kind_of_database() == POSTGRESQL
        else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return sorted(name for (name,) in ask(house, listing))


def stored(house: House):
    """Will count what a message leaves behind: rows per table and sealed files. Nothing half-stored: the same as before."""
    kept = [
        "cases_",
        "incidents_",
        "vault_compartment",
        "vault_grant",
        "vault_holder",
        "helpline_receipt",
        "audit_event",
    ]
    counts = {
        table: ask(house, f"SELECT count(*) FROM {table}")[0][0]
        for table in tables(house)
        if any(table.startswith(start) for start in kept)
    }
    return counts | {"files": len(sealed_files(house))}


def sealed_files(house: House) -> list[Path]:
    """Will return every sealed file on the disk, those that wait included."""
    return sorted(path for path in (house.var / "files").rglob("*") if path.is_file())


def cells(house: House):
    """Will give every value in every row of every table, with where it stands."""
    with closing(connect(house)) as connection:
        for table in tables(house):
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", bytes(value) if isinstance(value, memoryview) else value
