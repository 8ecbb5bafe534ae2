"""Calendar files: writing invitations, reading the answers to them, and reading which times are taken. No models."""
