"""The stored cases: keeping, changing, sending, following and erasing them."""
