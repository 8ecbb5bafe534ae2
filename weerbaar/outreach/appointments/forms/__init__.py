"""What is asked, by who asks it."""
