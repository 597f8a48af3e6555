"""What the person takes away, in each form and language."""
