"""Phone lines as values: whose they are, when they answer, how sure they are."""
