"""Reading a list of contacts that a stranger made: cells, columns, people. Pure: no database, nothing stored."""
