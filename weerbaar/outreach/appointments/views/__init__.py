"""The pages of this room: the personal page, and what the team sees."""
