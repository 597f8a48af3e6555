"""A case and its referral form as values: what is missing, what was agreed, and its reference and status."""
