"""What is missing, weak, old or at odds in a pilot: since when, why, and who can clear it."""
