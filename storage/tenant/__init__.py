"""One workspace: its people, its channels, its choices and its own playbooks."""
