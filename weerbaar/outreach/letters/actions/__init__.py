"""Every write of the post, by noun."""
