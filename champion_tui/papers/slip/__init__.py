"""What the person takes away, in each of its forms and languages."""
