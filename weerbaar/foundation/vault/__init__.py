"""Keys, grants and sealed boxes: the only room that knows ciphers."""
