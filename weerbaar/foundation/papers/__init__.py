"""Papers: files and letters as PDF that a screen reader reads too (PDF/UA-1), made in memory by a process of its own."""
