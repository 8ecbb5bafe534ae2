"""Whether a text is plain enough: short sentences, no hard words, nothing that belongs elsewhere."""
