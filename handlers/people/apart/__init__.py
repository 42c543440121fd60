"""The five-answers test: several people are asked the same, each in private."""
