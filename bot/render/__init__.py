"""How a card looks in each place: one pure renderer per platform."""
