"""What came in, and what is to go out: each acted on or sent once."""
