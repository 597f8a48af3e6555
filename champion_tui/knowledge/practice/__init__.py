"""What somebody new is told, and invented cases to practise on."""
