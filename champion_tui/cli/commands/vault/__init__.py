"""The vault, the people who can open it, and its safety copies."""
