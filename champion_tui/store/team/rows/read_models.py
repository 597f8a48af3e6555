"""The encrypted read model of one case, so that a desk that joins need not judge every case again. It serves for lists
only: what a case says is in its own rows, and a desk with different knowledge makes its own summaries.
"""

import json
from collections.abc import Iterable, Sequence

from champion_tui.store.cases.summaries import SEARCH, SUMMARY
from champion_tui.store.database.driver import Connection, add_rows, indexed_at_the_end
from champion_tui.store.database.tables import INDEXED
from champion_tui.store.team.rows.sealing import Seals

NAME = "team_summary"
PARTS = {
    "case_summary": SUMMARY,
    "case_search": SEARCH,
    "case_due": ("kind_rank", "kind", "shows_from", "due"),
    "case_phone": ("phone",),
}


def sealed(connection: Connection, seals: Seals, case_id: int) -> bytes:
    """Returns the case's rows of the read model, encrypted."""
    rows = [
        connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE case_id = ?", (case_id,)).fetchall()  # noqa: S608  names that are constants in the code
        for table, columns in PARTS.items()
    ]
    return seals.seal(NAME, (case_id,), (json.dumps(rows),))


def put(connection: Connection, seals: Seals, models: Iterable[Sequence[tuple[int, bytes]]]) -> None:
    """Writes the read models of a store that has none, piece by piece, and the search index."""
    with indexed_at_the_end(connection, PARTS):
        for piece in models:
            waiting = dict[str, list[tuple[object, ...]]]()
            opened = seals.open(NAME, [(case_id,) for case_id, _ in piece], [model for _, model in piece])
            for (case_id, _), (said,) in zip(piece, opened, strict=True):
                for table, rows in zip(PARTS, json.loads(str(said)), strict=True):
                    waiting.setdefault(table, []).extend((case_id, *row) for row in rows)
            for table, rows in waiting.items():
                add_rows(connection, table, ("case_id", *PARTS[table]), rows)
    for index in INDEXED:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608  the same
