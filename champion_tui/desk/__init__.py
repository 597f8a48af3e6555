"""The use-cases that every front end calls. Front ends show what is returned and make no decisions."""
