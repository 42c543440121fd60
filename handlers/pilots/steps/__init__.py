"""What each kind of journal entry changes in a pilot."""
