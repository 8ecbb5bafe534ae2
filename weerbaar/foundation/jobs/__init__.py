"""Background work and schedules, on SQLite and on PostgreSQL alike."""
