"""Wiring: settings, urls, navigation, schedule, servers. No business and no plumbing."""
