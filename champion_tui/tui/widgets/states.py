"""The states that people must never miss, each a word and a look: one place says which words these are and how they stand out.

They are tags at the right of the line on top and in lists. The word alone says it; the look only repeats it.
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
"""The look of each state, as those of ``layout.LOOKS``."""

STATE = re.compile(rf" ?\b({'|'.join(map(re.escape, LOOK_OF))})\b ?")
"""A state within a line, and the spaces that stand beside it."""


def tag(state: str, width: int = 0) -> Cell:
    """A state in a table, as it stands in the line on top."""
    return Cell(f" {state} ", LOOK_OF[state], width)
