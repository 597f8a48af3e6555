"""The knowledge that commands use, and the person's area. A command loads only the reader it needs."""
