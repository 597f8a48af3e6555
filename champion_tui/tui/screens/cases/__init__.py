"""Screens on stored cases."""
