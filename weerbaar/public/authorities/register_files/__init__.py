"""Reading the register's files: bytes to rows, rows to what the register should become. No database in here."""
