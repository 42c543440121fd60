"""From YAML to a library: read, checked, and refused with file, line and key."""
