"""A finished case on paper and in files: what leaves the vault, written completely or not at all (design section 7)."""
