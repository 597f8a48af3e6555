"""Numbers and things to look up at the desk, as text, and an organisation's own corrections."""
