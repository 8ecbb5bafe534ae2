"""What is posted, validated: answers of people outside, and what the team makes."""
