"""Decrypts every page of a store's files without SQLite, for tests that must see what no statement shows: free pages, gaps.

SQLCipher 4 with a raw key: AES-256-CBC, pages of 4096 bytes. The last 80 bytes of a page are the IV (16) and the authentication
code (64); the first 16 bytes of page 1 are the salt. A WAL has a header of 32 bytes, and each frame one of 24
(zetetic.net/sqlcipher/design).
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def _decrypted(page, key, *, first):
    sealed = page[SALT if first else 0 : PAGE - RESERVE]
    start = PAGE - RESERVE
    opening = Cipher(algorithms.AES(key), modes.CBC(page[start : start + IV])).decryptor()
    return opening.update(sealed) + opening.finalize()


def pages_of_database(content, key):
    """Yields every page of a database file, decrypted; the first without its salt."""
    for at in range(0, len(content) - PAGE + 1, PAGE):
        yield _decrypted(content[at : at + PAGE], key, first=at == 0)


def pages_of_wal(content, key):
    """Yields the decrypted page in every frame of a WAL, including frames that are out of date."""
    for at in range(WAL_HEADER, len(content) - FRAME_HEADER - PAGE + 1, FRAME_HEADER + PAGE):
        number = int.from_bytes(content[at : at + 4], "big")
        start = at + FRAME_HEADER
        yield _decrypted(content[start : start + PAGE], key, first=number == 1)
