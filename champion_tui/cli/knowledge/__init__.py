"""What commands know: the knowledge, and the area that the person is in. A command loads only the readers that it needs."""
