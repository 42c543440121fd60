"""What teams have told us."""
