"""How a file is written, kept from others meanwhile, and read where it comes from outside."""
