"""Appointments of the Tour: which times can be offered, who picked which, who comes, and what calendars are told."""
