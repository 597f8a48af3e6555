"""The chain of events: each link is a SHA-256 over the one before and a salted commitment to what was said.

A commitment gives nothing away once its salt and payload are erased, and the chain still verifies. What it cannot show:
somebody who holds the database key can rewrite all of it; a head printed on paper earlier is what tells.
"""

import hashlib
import hmac
import secrets
from json.encoder import encode_basestring_ascii

from champion_tui.ground.values import immutable

SALT_BYTES = 32
FIRST = b"champion-tui chain 1"
LINK = b"champion-tui link 1"
COMMITMENT = b"champion-tui commitment 1"


@immutable
class Link:
    """The part of an event that is never erased. ``at`` is ISO text in UTC; ``slot`` is the author's slot id."""

    number: int
    at: str
    slot: str
    case: str
    verb: str
    commitment: bytes


@immutable
class ChainReport:
    """What verifying found: how many ``events``, how many of them ``erased``, the ``head``, and ``trouble`` or ""."""

    events: int
    erased: int
    head: str
    trouble: str

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return not self.trouble


@immutable
class State:
    """The first row of a store, whatever its layout: which vault it is, the number of its list of people, the end of its chain."""

    vault: str
    counter: int
    events: int
    chain_head: str


def beginning(vault: str) -> bytes:
    """The value that the first link builds on: bound to the vault's id."""
    return hashlib.sha256(FIRST + vault.encode()).digest()


def new_salt() -> bytes:
    """A random salt of 32 bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, payload: bytes) -> bytes:
    """The salted commitment to ``payload``; ``salt`` always has 32 bytes, so the two cannot run into each other."""
    return hashlib.sha256(COMMITMENT + salt + payload).digest()


def following(before: bytes, link: Link) -> bytes:
    """The chain's value after ``link``."""
    return hashlib.sha256(LINK + before + _spelt(link)).digest()


def _spelt(link: Link) -> bytes:
    """The link as ``canonical`` spells it. Every opening of a case spells each of its events, and a general encoder takes five times as long."""
    at, slot, case, verb = map(encode_basestring_ascii, (link.at, link.slot, link.case, link.verb))
    return f'[{link.number},{at},{slot},{case},{verb},"{link.commitment.hex()}"]'.encode()


def fits(salt: bytes, payload: bytes, committed: bytes) -> bool:
    """Whether ``payload`` is the one that was committed to."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commitment(salt, payload), committed)
