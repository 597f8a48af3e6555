"""Words that more than one screen says. What only one screen says stands in its file; what is said about a case comes from the
desk's views.
"""

TAKEN = "Taken into the referral, under “Why this council”."
NUMBERS, NUMBERS_HINT = "Emergency numbers", "who answers now"
CONNECTION, CONNECTION_HINT = "Local connection", "where does this person belong?"
NOT_YET = "not saved yet"
CASES, CASES_HINT = "My cases", "asks for your passphrase"
FILES_OUTSIDE, EXPORTED_HINT = "Files outside the vault", "not dealt with yet"
GUIDANCE, GUIDANCE_HINT = "Guidance", "look something up"
CONFIRM, CONFIRM_HINT = "Numbers to ring and confirm", "best done before you need them"
FIELD_WRONG = "NOT SAVED. Expected: {expected}."
CANNOT_USE = "Expected: {expected}"
"""The sentence has no full stop: what is expected may be a question."""
COPIES, COPIES_HINT = "Safety copies", "make one, or put one back"
