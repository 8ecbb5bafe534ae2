"""The forms of the Tour, by noun."""
