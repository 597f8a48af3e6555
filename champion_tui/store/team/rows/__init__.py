"""A team's rows as its server has them: what the server can read, what is encrypted, and how rows travel."""
