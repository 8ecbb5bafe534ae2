"""The Tour: who is visited in which round, whom we know there, how far each stage is, and what is still promised."""
