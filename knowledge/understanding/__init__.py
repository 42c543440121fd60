"""From what somebody typed to a value of the kind that was asked for."""
