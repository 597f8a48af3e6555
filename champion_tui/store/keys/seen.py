"""What a person last saw of their vault, as a value that only their own passphrase can seal and open.

That a store opens proves nothing: anybody can seal a key of their own to the public halves in vault.json. So each person keeps, under
a key that follows from the private half of their slot, which database key it was and how far the list of people and the history
went. It lies in their slot in vault.json, and once more outside the folder (``pins.Memory``).
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
    """``keys``: the marks (``hand_over.mark``) of every database key the person has seen, the newest last; ``hand_overs`` how many
    there were; ``counter`` the number of the list of people; ``events`` and ``head`` (hexadecimal) the end of the history.
    """

    keys: tuple[bytes, ...] = field(repr=False)
    hand_overs: int
    counter: int
    events: int
    head: str


def first_seen(vault: VaultFile, mark: bytes, events: int, head: str) -> LastSeen:
    """What the owner of a slot is to know from its first moment on: the list ``vault`` and the history as they stand, and the key
    of ``mark`` alone, since under those from before somebody could vouch who is no longer in the list.
    """
    return LastSeen((mark,), len(vault.hand_overs), vault.counter, events, head)


def seal(seen: LastSeen, vault: str, slot: Slot, own: bytes) -> bytes:
    """``seen`` sealed under ``own`` (of ``slots.Opened``), bound to the vault and the slot."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    keys = [key.hex() for key in seen.keys]
    payload = canonical([keys, seen.hand_overs, seen.counter, seen.events, seen.head])
    return nonce + AESGCM(own).encrypt(nonce, payload, _bound(vault, slot))


def unseal(sealed: bytes, vault: str, slot: Slot, own: bytes) -> LastSeen | None:
    """What was sealed; None where it was not the owner of the slot who sealed it, for this vault and this slot."""
    try:
        opened = AESGCM(own).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(vault, slot))
    except (InvalidTag, ValueError):
        return None
    keys, hand_overs, counter, events, head = json.loads(opened)
    return LastSeen(tuple(map(bytes.fromhex, keys)), hand_overs, counter, events, head)


def _bound(vault: str, slot: Slot) -> bytes:
    return canonical([BOUND, vault, slot.id, slot.public_key.hex()])
