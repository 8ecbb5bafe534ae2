"""Every word that the database holds in the open, to search for what should be gone."""

from django.db import connection


def open_words() -> str:
    """Will return all rows of all tables as one text. What is sealed is in it as nobody can read it."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database itself
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)
