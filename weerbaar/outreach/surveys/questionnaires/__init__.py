"""What a questionnaire is, without database or pages: its parts, reading and checking them, and what answers count."""
