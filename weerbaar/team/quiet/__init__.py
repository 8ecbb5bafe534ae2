"""Whom nobody asks anything for a while, and never why."""
