"""Every path through a tree: walked, counted, drawn, and as a table to sign off."""
