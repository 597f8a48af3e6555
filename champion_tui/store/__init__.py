"""The vault (who may open it) and the encrypted store of cases. Rows become domain values here and leave as nothing else.

Importing this package, ``vault`` or ``errors`` costs next to nothing: the cipher and SQLModel load when a store opens.
"""
