"""champion-tui: from a person at the desk to a referral that a housing authority can act on."""

__version__ = "0.1.0"
"""The version, in one place: pyproject.toml reads it from here."""
