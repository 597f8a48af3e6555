"""Words that more than one screen says. What only one screen says stands in its file; what is said about a case comes from the
desk's views.
"""

TAKEN = "Taken into the referral, under “Why this council”."
NUMBERS = "Emergency numbers"
CONNECTION = "Local connection"
NOT_YET = "not saved yet"
CASES = "My cases"
EARLY_LIST = "Early list"
FIGURES = "Figures and lists"
RETENTION = "Due to be erased"
FILES_OUTSIDE = "Files outside the vault"
GUIDANCE = "Guidance"
CONFIRM, CONFIRM_HINT = "Numbers to ring and confirm", "best done before you need them"
FIELD_WRONG = "NOT SAVED. Expected: {expected}."
CANNOT_USE = "Expected: {expected}"
"""The sentence has no full stop: what is expected may be a question."""
COPIES = "Safety copies"
