"""The pages of the room: for who answers, and for the team."""
