"""The yardstick: the least that Django can do for a page, a stored message, a list, a row and a file."""
