"""How the house asks its database, below all that is asked: statements that are compiled once."""
