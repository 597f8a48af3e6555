"""What building a wheel does beside packing it."""
