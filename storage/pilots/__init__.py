"""Each pilot's journal, and what is kept beside it so that lists need not read it."""
