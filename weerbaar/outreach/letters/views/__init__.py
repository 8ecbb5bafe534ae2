"""The pages of the post, by noun."""
