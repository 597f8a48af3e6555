"""What to do where ``vault check`` finds something wrong: nobody puts an old copy over a store that is whole."""

from collections.abc import Iterable

from champion_tui.desk.views import CheckView

NOT_THE_STORE = frozenset({"permissions", "disk", "seen", "copies", "unfinished", "erased"})
"""Checks that say nothing against the cases in the store."""

PUT_BACK = (
    "The store is not whole. Put back the newest safety copy, which shows first what differs: champion-tui vault restore FILE. "
    "champion-tui vault backups lists those on this machine."
)
MEND = "The cases are whole and can be read: put no copy back. Mend what stands beside WRONG, or ask whoever looks after this machine."


def advice(results: Iterable[CheckView]) -> str:
    """What to do, in words; "" where all is well."""
    wrong = {result.name for result in results if not result.ok}
    return PUT_BACK if wrong - NOT_THE_STORE else MEND if wrong else ""
