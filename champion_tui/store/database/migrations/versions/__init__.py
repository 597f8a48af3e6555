"""Alembic scripts: ``v0001_first.py`` makes layout 1 out of nothing, ``v0002_...`` makes layout 2 out of 1, and so on."""
