"""Who can open the vault, safety copies, and what a check found."""
