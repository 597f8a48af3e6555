"""The encrypted database: its driver, layout, migrations and locks, and the one thread that owns it."""
