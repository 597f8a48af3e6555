"""What should be checked in the knowledge: old facts, and every mistake in its files."""
