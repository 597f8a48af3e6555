"""What goes to the team's server and comes from it, as values: whoever makes or reads them needs no line."""

from collections.abc import Sequence
from dataclasses import field

from champion_tui.ground.values import immutable
from champion_tui.store.team.rows.shared_rows import Key, Row, SharedTable

WHOLE = "whole"
"""What a change says of its rows where it is the whole store that was put there."""


@immutable
class Change:
    """One change as the server keeps it. ``rows`` is JSON: which rows it wrote, each with a digest of what it wrote; or ``WHOLE``.
    ``events``, ``chain_head`` and ``slots_counter`` are those after it; ``code`` proves it, and follows from the code before.
    """

    number: int
    rows: str
    events: int
    chain_head: bytes
    slots_counter: int
    code: bytes


@immutable
class Delivery:
    """What one change brings to the server: sealed ``written`` rows by table, keys of ``deleted`` ones, sealed read models by case, and
    the list of people where it is another now; with a new key of the vault the one ``before``, sealed under it.
    """

    change: Change
    written: Sequence[tuple[SharedTable, Sequence[Row]]] = field(repr=False)
    deleted: Sequence[tuple[SharedTable, Sequence[Key]]] = field(repr=False)
    summaries: Sequence[tuple[int, bytes]] = field(repr=False)
    vault: bytes | None = field(default=None, repr=False)
    before: bytes | None = field(default=None, repr=False)


class OtherCameFirst(Exception):
    """Somebody else's change came first: take it, then do yours again."""


class InDoubt(Exception):
    """The line was cut after the change was sent: whether it was done shows when the server answers again."""
