"""Encrypts rows before they leave the desk, under a key derived from the vault's, so that the server holds no readable text.

There is one seal (AES-256-GCM) for each row. It is bound to the vault, the table and the row's clear columns, so that a
row that was changed, or moved to another key or table, cannot be opened. A text that is a row's key is sealed so that
it always gives the same result (AES-SIV, RFC 5297): the server can find the row again, and cannot read it.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from champion_tui.store.errors import TeamDiffers
from champion_tui.store.keys.vaultfile import KEY_BYTES, NONCE_BYTES

ROWS = b"champion-tui team rows 1"
NAMES = b"champion-tui team names 1"
CHANGES = b"champion-tui team changes 1"
KEYS = "team_key"
MARK_BYTES = 4
"""How many bytes of a key's digest precede each seal, to show which key was used."""

CHANGED = "a row on the team's server is not as one of its desks wrote it"


class Seals:
    """Seals and opens rows under one database key of one vault. ``earlier`` keys open what was sealed before a change of the key."""

    def __init__(self, vault: str, key: bytes, earlier: Iterable[bytes] = ()) -> None:
        ring = (*earlier, key)
        self.vault, self.key, self.earlier = vault, key, ring[:-1]
        self._mark, self._sealing = _keyed(vault, key)
        self._opening = {mark: cipher.decrypt for mark, cipher in (_keyed(vault, each) for each in ring)}
        # Keys of rows stay the same when the vault's key changes: rows are found by them.
        self._names = AESSIV(_following(vault, ring[0], NAMES, 2 * KEY_BYTES))
        self._changes = tuple(_following(vault, each, CHANGES) for each in ring)

    def seal(self, table: str, clear: Sequence[object], sealed: Sequence[object]) -> bytes:
        """Returns the seal over the columns ``sealed`` (texts, bytes, numbers or None) of a row whose other columns are ``clear``."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = self._binding(table, len(clear)) % tuple(clear)
        return self._mark + nonce + self._sealing.encrypt(nonce, _to_bytes(sealed), bound)

    def open(self, table: str, clear: Sequence[tuple[object, ...]], sealed: Iterable[bytes]) -> list[list[object]]:
        """Returns the opened columns of rows of one table with those ``clear`` columns. Bytes are returned as texts of
        as many characters (see ``as_bytes``). Raises ``TeamDiffers``.

        A copied store has millions of rows, so work that can be done for many at once is not done for each.
        """
        binding, begin = self._binding(table, len(clear[0]) if clear else 0), MARK_BYTES + NONCE_BYTES
        ciphers, opened = self._opening, list[bytes]()
        try:
            for row, seal in zip(clear, sealed, strict=True):
                decrypt = ciphers[seal[:MARK_BYTES]]
                opened.append(decrypt(seal[MARK_BYTES:begin], seal[begin:], binding % row))
            values: list[list[object]] = json.loads(b"[%b]" % b",".join(opened))
        except (InvalidTag, KeyError, ValueError):
            raise TeamDiffers(CHANGED) from None
        if len(values) != len(clear):
            raise TeamDiffers(CHANGED)
        return values

    def name(self, table: str, text: str) -> str:
        """Returns ``text``, the key of a row of ``table``, as the server has it: always the same."""
        return base64.b64encode(self._names.encrypt(text.encode(), [self.vault.encode(), table.encode()])).decode()

    def named(self, table: str, sealed: str) -> str:
        """Returns the text that ``name`` sealed. Raises ``TeamDiffers``."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return self._names.decrypt(raw, [self.vault.encode(), table.encode()]).decode()
        except (InvalidTag, ValueError):
            raise TeamDiffers(CHANGED) from None

    def code(self, *said: object) -> bytes:
        """Returns a code that proves that a desk of this vault wrote a change with this content (texts, numbers, bytes or None)."""
        return hmac.digest(self._changes[-1], ascii(said).encode(), "sha256")

    def proved_by(self, code: bytes, *said: object) -> int:
        """Returns the number of the vault's key under which ``code`` was made, 0 for the oldest; -1 if there is none."""
        made = [hmac.digest(key, ascii(said).encode(), "sha256") for key in self._changes]
        return next((number for number, each in enumerate(made) if hmac.compare_digest(each, code)), -1)

    def handed_on(self, before: bytes) -> bytes:
        """Returns the previous database key ``before``, sealed under this one."""
        return self.seal(KEYS, (), (before,))

    def handed(self, sealed: bytes) -> bytes:
        """Returns the key that ``handed_on`` sealed. Raises ``TeamDiffers``."""
        ((before,),) = self.open(KEYS, ((),), (sealed,))
        return as_bytes(before)

    def _binding(self, table: str, columns: int) -> bytes:
        """Returns a template for ``ascii((vault, table, *clear))`` with the given number of clear ``columns``, which is
        the same in every version of Python. The texts among them are ids, references and days.
        """
        return f"({self.vault!a}, {table!a}{', %a' * columns})".encode()


def as_bytes(text: object) -> bytes:
    """Returns the bytes that were sealed, from the text that opening gives."""
    return str(text).encode("latin-1")


def _to_bytes(values: Sequence[object]) -> bytes:
    ready = [value.decode("latin-1") if isinstance(value, bytes) else value for value in values]
    return json.dumps(ready, separators=(",", ":")).encode()


def _keyed(vault: str, key: bytes) -> tuple[bytes, AESGCM]:
    following = _following(vault, key, ROWS)
    return hashlib.sha256(following).digest()[:MARK_BYTES], AESGCM(following)


def _following(vault: str, key: bytes, purpose: bytes, length: int = KEY_BYTES) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=bytes.fromhex(vault), info=purpose).derive(key)


def with_earlier(vault: str, key: bytes, handed: Iterable[bytes]) -> Seals:
    """Returns ``Seals`` for ``key`` that also open what was sealed under earlier keys. ``handed`` are those, oldest
    first, each sealed under its successor. Raises ``TeamDiffers``.
    """
    earlier, newer = list[bytes](), key
    for sealed in reversed(tuple(handed)):
        newer = Seals(vault, newer).handed(sealed)
        earlier.append(newer)
    return Seals(vault, key, reversed(earlier))
