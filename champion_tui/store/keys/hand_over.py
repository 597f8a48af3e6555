"""Hand-overs: someone with the previous key vouches for a new database key, or for a safety copy that was restored.

Each is sealed under a key derived from the previous database key, so that only a person who had that key can have
written it, and stays in vault.json. A person who comes back follows them, one after the other, from the key they last
saw to today's. Without the keys a hand-over cannot be read.

The limit: a person who was removed still has the previous key. To people who have not unlocked since, that person can
vouch as well as anybody else of that time.
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
    """The number of a safety copy's list of people, and the end of its history, before anything was added to it.
    ``head`` is in hexadecimal.
    """

    counter: int
    events: int
    head: str


@immutable
class HandOver:
    """``key`` is the mark of the database key valid from then on. ``put_back`` is set if a safety copy replaced the store."""

    key: bytes = field(repr=False)
    put_back: PutBack | None = None


def mark(vault: str, database_key: bytes) -> bytes:
    """Returns a fingerprint of the database key. It identifies that key, and the next key is handed over under it."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=bytes.fromhex(vault), info=MARK).derive(database_key)


def added(vault: VaultFile, before: bytes, hand_over: HandOver) -> VaultFile:
    """Returns ``vault`` (not signed) with one more hand-over, sealed under ``before``, the mark of the key until now."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    back = hand_over.put_back
    payload = canonical([hand_over.key.hex(), None if back is None else [back.counter, back.events, back.head]])
    sealed = nonce + AESGCM(before).encrypt(nonce, payload, _bound(vault.vault, len(vault.hand_overs)))
    return replace(vault, hand_overs=(*vault.hand_overs, sealed))


def followed(vault: VaultFile, seen: LastSeen) -> LastSeen | None:
    """Returns ``seen``, brought up to date by every hand-over since; None if one of them cannot be opened."""
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
