"""Who was there vouches for a change: a new database key, or a safety copy put back, handed over under the key from before.

Each is sealed under a key that follows from the database key that held until then, so that only who had that one can have written
it, and stays in vault.json. Whoever comes back follows them, one after the other, from the key that they saw last to today's.
A hand-over says nothing to anybody without the keys.

What it cannot show: somebody who was taken out still has the key from before. To those who have not unlocked since, they are as good a
witness as anybody of that time.
"""

import json
import secrets
from dataclasses import field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from champion_tui.ground.values import immutable
from champion_tui.store.keys.seen import LastSeen
from champion_tui.store.keys.vaultfile import KEY_BYTES, NONCE_BYTES, VaultFile, canonical

MARK = b"champion-tui hand-over key 1"
BOUND = "champion-tui hand-over 1"


@immutable
class PutBack:
    """The end of a safety copy's history and the number of its list, before anything was added to it."""

    counter: int
    events: int
    head: str


@immutable
class HandOver:
    """``key``: the mark of the database key that holds from then on; ``put_back`` where a safety copy took the store's place."""

    key: bytes = field(repr=False)
    put_back: PutBack | None = None


def mark(vault: str, database_key: bytes) -> bytes:
    """A fingerprint derived from the database key: it identifies that key, and the next key is handed over under it."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=bytes.fromhex(vault), info=MARK).derive(database_key)


def added(vault: VaultFile, before: bytes, hand_over: HandOver) -> VaultFile:
    """``vault`` (not signed) with one more hand-over, sealed under ``before``: the mark of the key that held until now."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    back = hand_over.put_back
    payload = canonical([hand_over.key.hex(), None if back is None else [back.counter, back.events, back.head]])
    sealed = nonce + AESGCM(before).encrypt(nonce, payload, _bound(vault.vault, len(vault.hand_overs)))
    return replace(vault, hand_overs=(*vault.hand_overs, sealed))


def followed(vault: VaultFile, seen: LastSeen) -> LastSeen | None:
    """What ``seen`` comes to by everything that was handed over since; None where the hand-overs do not hold together."""
    if len(vault.hand_overs) < seen.hand_overs:
        return None
    for number in range(seen.hand_overs, len(vault.hand_overs)):
        hand_over = _opened(vault, number, seen.keys[-1])
        if hand_over is None:
            return None
        keys = seen.keys if hand_over.key == seen.keys[-1] else (*seen.keys, hand_over.key)
        seen = replace(seen, keys=keys, hand_overs=number + 1)
        if hand_over.put_back is not None:
            back = hand_over.put_back
            seen = replace(seen, counter=back.counter, events=back.events, head=back.head)
    return seen


def _opened(vault: VaultFile, number: int, before: bytes) -> HandOver | None:
    sealed = vault.hand_overs[number]
    try:
        payload = AESGCM(before).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(vault.vault, number))
    except (InvalidTag, ValueError):
        return None
    key, back = json.loads(payload)
    return HandOver(bytes.fromhex(key), None if back is None else PutBack(*back))


def _bound(vault: str, number: int) -> bytes:
    return canonical([BOUND, vault, number])
