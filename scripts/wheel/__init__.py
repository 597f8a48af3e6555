"""What building a wheel does in addition to packing it."""
