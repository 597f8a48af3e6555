"""The pack: its files, how it is put in place, and how it is sent as one file."""
