"""The forms of the network, by noun."""
