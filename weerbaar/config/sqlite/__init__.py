"""Django's SQLite, with a line in which writers wait their turn."""
