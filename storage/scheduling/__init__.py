"""What comes by itself: digests and reminders, and what was worked out for them."""
