"""The forms of sessions and trainings, by noun."""
