"""Slack: what comes in is checked, translated and asked of the desk; what goes out is shown."""
