"""The pages of the Tour, by noun."""
