"""The week in a channel: what changed, what is missing, what turns red next."""
