"""A chat in the browser, on this machine only: people to act as, channels, and Gatepost."""
