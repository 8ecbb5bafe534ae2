"""Every write of the Tour, by noun."""
