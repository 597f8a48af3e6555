"""The chain of events. Each link is a SHA-256 hash of the previous link and a salted commitment to what the event said.

A commitment reveals nothing once its salt and payload are erased, and the chain can still be verified. Its limit:
anyone with the database key can rewrite all of it. Only a chain hash printed on paper earlier shows that.
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
    """The part of an event that is never erased. ``at`` is an ISO time in UTC; ``slot`` is the author's slot id."""

    number: int
    at: str
    slot: str
    case: str
    verb: str
    commitment: bytes


@immutable
class ChainReport:
    """The result of verifying: the number of ``events``, how many of them are ``erased``, the newest hash ``head``
    (hexadecimal), and ``trouble``, "" if there is none.
    """

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
    """The first row of a store of any layout: its vault's id, the number of its list of people, the number of events
    and the newest hash of the chain (hexadecimal).
    """

    vault: str
    counter: int
    events: int
    chain_head: str


def beginning(vault: str) -> bytes:
    """Returns the hash that the first link builds on, bound to the vault's id."""
    return hashlib.sha256(FIRST + vault.encode()).digest()


def new_salt() -> bytes:
    """Returns a random salt of 32 bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Returns the salted commitment to ``payload``. ``salt`` always has 32 bytes, so it is clear where the payload begins."""
    return hashlib.sha256(COMMITMENT + salt + payload).digest()


def following(before: bytes, link: Link) -> bytes:
    """Returns the chain's hash after ``link``; ``before`` is the hash before it."""
    return hashlib.sha256(LINK + before + _spelt(link)).digest()


def _spelt(link: Link) -> bytes:
    """Encodes the link as ``canonical`` does. Every opening of a case encodes all its events, and a general encoder
    takes five times as long.
    """
    at, slot, case, verb = map(encode_basestring_ascii, (link.at, link.slot, link.case, link.verb))
    return f'[{link.number},{at},{slot},{case},{verb},"{link.commitment.hex()}"]'.encode()


def fits(salt: bytes, payload: bytes, committed: bytes) -> bool:
    """Returns True if ``payload`` and ``salt`` give the commitment ``committed``."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commitment(salt, payload), committed)
