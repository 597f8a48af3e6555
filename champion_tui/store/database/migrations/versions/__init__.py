"""Alembic scripts: ``v0001_first.py`` makes layout 1 from nothing, ``v0002_...`` makes layout 2 from 1, and so on."""
