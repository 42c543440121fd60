"""What is said around the name of a person."""
