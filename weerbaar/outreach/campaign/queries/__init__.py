"""Every read of the Tour, by noun. Nothing in it is sealed; who may see it is decided at the door."""
