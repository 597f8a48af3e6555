"""What should be checked about the knowledge: old facts, and every mistake in its files."""
