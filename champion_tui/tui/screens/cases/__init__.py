"""Screens about stored cases."""
