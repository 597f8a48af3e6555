"""The two scripts of a team's server: for its administrator, and for the owner of its tables. Loads no driver."""

from pathlib import Path

FOLDER = Path(__file__).parent


def roles() -> str:
    """Returns the script for ``psql`` that an administrator of the server runs once: the roles and the database."""
    return (FOLDER / "roles.sql").read_text(encoding="utf-8")


def rights() -> str:
    """Returns the script that the owner of the tables runs after making them: the access rights of desks."""
    return (FOLDER / "rights.sql").read_text(encoding="utf-8")
