"""The triage and its outcome."""
