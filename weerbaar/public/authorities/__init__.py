"""Public bodies through time: municipalities, provinces, water boards."""
