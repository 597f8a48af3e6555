"""Whose passphrase somebody typed at a desk that another person has left."""

from pathlib import Path

from champion_tui.desk.store_access import store_errors


def whose(home: Path, passphrase: str, *, but: str | None) -> str | None:
    """The person, other than ``but``, whose passphrase this is; None where it is nobody's. Opens nothing. *Slow.*

    Raises ``Locked`` where there is no vault, ``CannotReadOrWrite`` where it cannot be read.
    """
    from champion_tui.store import vault  # noqa: PLC0415  the store is loaded only when it is used
    from champion_tui.store.errors import NoSuchPerson, WrongPassphrase  # noqa: PLC0415  as above

    with store_errors():
        for person in vault.people(home):
            if person == but:
                continue
            try:
                vault.check_passphrase(home, passphrase, person=person)
            except (WrongPassphrase, NoSuchPerson):
                continue
            return person
    return None
