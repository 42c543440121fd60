"""Whose money it is, and whether it is approved."""
