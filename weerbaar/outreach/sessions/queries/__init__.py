"""Every read of sessions and trainings, by noun. Who may see it is decided at the door, or by the link."""
