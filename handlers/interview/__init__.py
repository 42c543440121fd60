"""One question at a time: whose it is, how it looks, what becomes of the answer."""
