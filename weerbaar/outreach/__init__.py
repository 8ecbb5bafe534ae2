"""The wing that prepares municipalities and provinces before anything happens."""
