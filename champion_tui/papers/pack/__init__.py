"""The pack: which files are in it, how it is put in place, and how it goes out in one file."""
