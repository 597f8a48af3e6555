"""Practising on invented cases."""
