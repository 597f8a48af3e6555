"""The two scripts of a team's server: for its administrator, and for the owner of its tables. Loads no driver."""

from pathlib import Path

FOLDER = Path(__file__).parent


def roles() -> str:
    """For ``psql``, run once by an administrator of the server: the roles, and the database."""
    return (FOLDER / "roles.sql").read_text(encoding="utf-8")


def rights() -> str:
    """Run by the owner of the tables whenever they were made: what desks may do with them."""
    return (FOLDER / "rights.sql").read_text(encoding="utf-8")
