"""The wing where people are helped. Imported by nobody but config."""
