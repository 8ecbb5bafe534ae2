"""Weerbaar: the system that a support team for politicians under threat runs on."""
