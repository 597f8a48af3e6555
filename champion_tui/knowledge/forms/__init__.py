"""Reads forms, code lists, letters and councils' own forms."""
