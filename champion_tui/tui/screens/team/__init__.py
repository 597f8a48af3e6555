"""The page about a team's store."""
