"""What a person last saw of their vault, as a value that only their own passphrase can seal and open.

That a store opens proves nothing: anybody can seal a key of their own to the public keys in vault.json. So for each
person, under a key derived from the private key of their slot, the database key and the positions of the list of people
and of the history are kept: in their slot in vault.json, and once more outside the folder (``pins.Memory``).
"""

import json
import secrets
from dataclasses import field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from champion_tui.ground.values import immutable
from champion_tui.store.keys.vaultfile import NONCE_BYTES, Slot, VaultFile, canonical

BOUND = "champion-tui last seen 1"


@immutable
class LastSeen:
    """``keys``: the marks (``hand_over.mark``) of every database key the person has seen, newest last. ``hand_overs``: how many
    there were. ``counter``: the number of the list of people. ``events`` and ``head`` (hexadecimal): the end of the history.
    """

    keys: tuple[bytes, ...] = field(repr=False)
    hand_overs: int
    counter: int
    events: int
    head: str


def first_seen(vault: VaultFile, mark: bytes, events: int, head: str) -> LastSeen:
    """Returns what the owner of a new slot has seen: the current list ``vault`` and history, and only the key of
    ``mark``. Under earlier keys a person who is no longer in the list could vouch.
    """
    return LastSeen((mark,), len(vault.hand_overs), vault.counter, events, head)


def seal(seen: LastSeen, vault: str, slot: Slot, own: bytes) -> bytes:
    """Seals ``seen`` under ``own`` (of ``slots.OpenedSlot``), bound to the vault and the slot."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    keys = [key.hex() for key in seen.keys]
    payload = canonical([keys, seen.hand_overs, seen.counter, seen.events, seen.head])
    return nonce + AESGCM(own).encrypt(nonce, payload, _bound(vault, slot))


def unseal(sealed: bytes, vault: str, slot: Slot, own: bytes) -> LastSeen | None:
    """Returns what was sealed, None unless the slot's owner sealed it for this vault and this slot."""
    try:
        opened = AESGCM(own).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(vault, slot))
    except (InvalidTag, ValueError):
        return None
    keys, hand_overs, counter, events, head = json.loads(opened)
    return LastSeen(tuple(map(bytes.fromhex, keys)), hand_overs, counter, events, head)


def _bound(vault: str, slot: Slot) -> bytes:
    return canonical([BOUND, vault, slot.id, slot.public_key.hex()])
