"""The states that people must never miss, each with a word and a look.

They are tags at the right of the header and in lists. The word alone is enough; the look only repeats it.
"""

import re

from champion_tui.domain.cases.training import TRAINING
from champion_tui.tui.widgets.layout import LATE, PRESSING, SETTLED, TRAINED, Cell

NOT_SAVED, NOT_SENT, OVERDUE, SENT, DONE = "NOT SAVED", "NOT SENT", "OVERDUE", "SENT", "DONE"
WITHDRAWN = "WITHDRAWN"

LOOK_OF = {
    TRAINING: TRAINED,
    NOT_SAVED: PRESSING,
    NOT_SENT: PRESSING,
    OVERDUE: LATE,
    SENT: SETTLED,
    DONE: SETTLED,
    WITHDRAWN: PRESSING,
}
"""The look of each state, from ``layout.LOOKS``."""

STATE = re.compile(rf" ?\b({'|'.join(map(re.escape, LOOK_OF))})\b ?")
"""Finds a state within a line, with the spaces next to it."""


def tag(state: str, width: int = 0) -> Cell:
    """Returns a state as a cell of a table, drawn as in the header."""
    return Cell(f" {state} ", LOOK_OF[state], width)
