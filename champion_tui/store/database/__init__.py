"""The encrypted database: its driver, layout, migrations, locks, and the one thread that owns it."""
