"""How a database is opened, written and read, and how its schema grows."""
