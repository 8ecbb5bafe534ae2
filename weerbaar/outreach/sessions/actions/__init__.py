"""Every write of sessions and trainings, by noun."""
