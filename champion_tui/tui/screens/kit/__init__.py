"""What screens are built on."""
