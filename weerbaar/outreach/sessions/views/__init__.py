"""The pages of sessions and trainings, by noun."""
