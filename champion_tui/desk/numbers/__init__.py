"""Numbers and things to look up at the desk, in words; an organisation's own corrections."""
