"""The register of every field that is kept: why, for how long, and how it goes."""
