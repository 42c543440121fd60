"""The judgements: each is silent when what it needs is missing, and silent in doubt."""
