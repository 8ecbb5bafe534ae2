"""What happened, and the proof of it: evidence read, kept and handed on so that every change shows."""
