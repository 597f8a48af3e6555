"""Reads law, glossary, sources, the grounds of local connection and the bank holidays."""
