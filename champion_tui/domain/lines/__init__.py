"""Phone lines as values: whose they are, when they answer, and how reliable each fact is."""
