"""The pages of the network, by noun."""
