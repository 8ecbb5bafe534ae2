"""The front door: write, call, come back with a receipt; the duty desk."""
