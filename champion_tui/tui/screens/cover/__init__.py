"""Screens above all others: help, commands, hidden, too small."""
