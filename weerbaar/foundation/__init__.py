"""The plumbing: no domain word in here."""
