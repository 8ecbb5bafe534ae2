"""The pages of what happened: for whoever helps, and for whom it happened to."""
