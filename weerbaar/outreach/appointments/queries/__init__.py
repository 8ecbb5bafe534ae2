"""Every read of this room, by noun."""
