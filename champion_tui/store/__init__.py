"""The vault, which decides who may open the store, and the encrypted store of cases. Database rows are turned into
domain values here; no row leaves this package.

Importing this package, ``vault`` or ``errors`` is cheap: the cipher and SQLModel are loaded when a store is opened.
"""
