"""A case and its referral form as values: what it lacks, what was agreed, how it is named and sent."""
