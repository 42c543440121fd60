"""From answers to readiness: which rules speak, what is met, what blocks, what to ask."""
