"""What was done and who looked: append-only, chained and signed."""
