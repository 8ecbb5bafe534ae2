"""Every read of the post, by noun."""
