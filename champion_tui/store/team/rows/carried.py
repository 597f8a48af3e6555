"""What is sent to and received from the team's server, as values that can be made and read without a connection."""

from collections.abc import Sequence
from dataclasses import field

from champion_tui.ground.values import immutable
from champion_tui.store.team.rows.shared_rows import Key, Row, SharedTable

WHOLE = "whole"
"""The ``rows`` of a change in which the whole store was put on the server."""


@immutable
class Change:
    """One change as the server keeps it. ``rows`` is JSON: the rows it wrote, each with a digest, or ``WHOLE``. ``events``,
    ``chain_head`` and ``slots_counter`` are those after it. ``code`` proves it and depends on the code of its predecessor.
    """

    number: int
    rows: str
    events: int
    chain_head: bytes
    slots_counter: int
    code: bytes


@immutable
class Delivery:
    """What one change brings to the server: encrypted ``written`` rows by table, keys of ``deleted`` ones, encrypted read models
    by case, and the list of people if it changed; with a new key of the vault also the key ``before``, sealed under the new one.
    """

    change: Change
    written: Sequence[tuple[SharedTable, Sequence[Row]]] = field(repr=False)
    deleted: Sequence[tuple[SharedTable, Sequence[Key]]] = field(repr=False)
    summaries: Sequence[tuple[int, bytes]] = field(repr=False)
    vault: bytes | None = field(default=None, repr=False)
    before: bytes | None = field(default=None, repr=False)


class OtherCameFirst(Exception):
    """Another desk's change came first: take it, then repeat this one."""


class InDoubt(Exception):
    """The connection broke after the change was sent. Whether it was made is known when the server answers again."""
