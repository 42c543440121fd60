"""Where pilots stand and why, for the eyes of the one who asks."""
