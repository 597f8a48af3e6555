"""A finished case on paper and in files: what leaves the vault, written whole or not at all (design section 7)."""
