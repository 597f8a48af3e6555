"""champion-tui: from a person asking for help to a referral that a housing authority can act on."""

__version__ = "0.1.0"
"""The version. ``pyproject.toml`` reads it from here."""
