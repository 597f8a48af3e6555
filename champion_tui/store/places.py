"""Where in the home folder each thing lies, and whether a creation was cut short there."""

from pathlib import Path

VAULT = "vault.json"
DATABASE = "cases.db"
SQLITE_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may put beside a database, by the end of its name."""

NEXT_VAULT = "vault.json.next"
"""A changed list of people that the database may already count on: ``slot_list``."""

STAGING = ".new-store"
"""A store is made in here and moved out when it is complete: vault.json first, cases.db last."""

NEW_PAIR = ".new-pair"
"""A new vault.json and cases.db that are to take the place of the old ones together: ``swap``."""

BACKUPS = "backups"


def creation_was_cut_short(home: Path) -> bool:
    """Whether somebody began to create a store here and the machine died before it was complete.

    The database still lies where it was made, so nobody has ever kept anything in it. Raises OSError.
    """
    return (home / STAGING / DATABASE).exists() and not (home / DATABASE).exists()
