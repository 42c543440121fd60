"""What we ask, and what counts as ready."""
