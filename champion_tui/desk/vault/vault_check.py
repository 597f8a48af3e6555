"""What to do where ``vault check`` finds something wrong: nobody puts an old copy over a store that is whole."""

from collections.abc import Iterable

from champion_tui.desk.views import CheckView

NOT_THE_STORE = frozenset({"permissions", "disk", "seen", "copies", "unfinished", "erased", "moments"})
"""Checks that say nothing against the cases in the store."""

PUT_BACK = (
    "The store is not whole. Put back the newest safety copy, which shows first what differs: champion-tui vault restore FILE. "
    "champion-tui vault backups lists those on this machine."
)
HISTORY = (
    "What is stored is not what the history says, and the newest safety copy may be no better. Write down what is named here. Look "
    "through the copies, the youngest first, and put back the first that agrees: champion-tui vault backups, vault restore FILE."
)
MEND = "The cases are whole and can be read: put no copy back. Mend what stands beside WRONG, or ask whoever looks after this machine."


def advice(results: Iterable[CheckView]) -> str:
    """What to do, in words; "" where all is well."""
    wrong = {result.name for result in results if not result.ok}
    if wrong - NOT_THE_STORE == {"history"}:
        return HISTORY
    return PUT_BACK if wrong - NOT_THE_STORE else MEND if wrong else ""
