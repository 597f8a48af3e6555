"""Hints for new users, and invented cases to practise on."""
