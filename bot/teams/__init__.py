"""Gatepost in Microsoft Teams."""
