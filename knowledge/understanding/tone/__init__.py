"""How sure an answer sounds."""
