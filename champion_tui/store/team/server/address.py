"""Checks the address of a team's server without the driver, before anybody is asked for a password."""

from urllib.parse import urlsplit

from champion_tui.store.errors import TeamRefused

NO_ADDRESS = (
    "That is not the address of a team's store.",
    "It looks like this: postgresql://maria@cases.example.org/champion",
)


def check_url(url: str) -> None:
    """Raises ``TeamRefused`` if this is not the address of a PostgreSQL database, or has a password in it."""
    parts = urlsplit(url)
    try:
        is_address = parts.port != 0 and parts.scheme in {"postgresql", "postgres"} and parts.hostname
    except ValueError:
        is_address = False
    if not is_address or not parts.path.strip("/"):
        raise TeamRefused(*NO_ADDRESS)
    if parts.password:
        raise TeamRefused(
            "There is a password in that address, where others on this computer can read it.",
            "Leave it out: the program asks for it, and keeps it in the vault.",
        )
