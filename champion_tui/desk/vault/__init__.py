"""Who can open the vault, safety copies, and the results of a check."""
