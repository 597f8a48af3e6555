"""Screens that lie over all others: help, commands, hidden, too small."""
