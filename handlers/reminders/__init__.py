"""Reminders with manners: one ranked message, seldom, in somebody's own working hours."""
