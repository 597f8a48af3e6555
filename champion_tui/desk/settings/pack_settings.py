"""What goes into which pack, as an organisation writes it in ``settings.toml``::

    [packs.alert]                # councils that take referrals through the ALERT portal; [packs.email] for the others
    folder = ["referral", "portal-sheet", "consent-record", "slip"]
    sent = ["referral"]          # what an e-mail draft or a sealed file holds

    [packs.authority.cherwell]   # overrides the kind
    form = "cherwell-own"        # the id of a form in <home>/local/forms

A list that is left out stays the standard one.
"""

from collections.abc import Iterator

from champion_tui.domain.papers.sending import PackLists, PackSettings, Part
from champion_tui.ground.tables import ID, Table, reading
from champion_tui.knowledge.lines.areas import ChannelKind

PACKS, AUTHORITY, FOLDER, SENT, FORM = "packs", "authority", "folder", "sent", "form"


def read_pack_settings(table: Table) -> PackSettings:
    """Returns the ``[packs]`` of the settings, or an empty choice if there is none. Raises ``DataError``."""
    packs = table.table_or_none(PACKS)
    if packs is None:
        return PackSettings()
    with reading(packs):
        kinds = {
            str(kind): _lists(lists) for kind in ChannelKind if (lists := packs.table_or_none(str(kind))) is not None
        }
        return PackSettings(kinds, dict(_authorities(packs.table_or_none(AUTHORITY))))


def _authorities(table: Table | None) -> Iterator[tuple[str, PackLists]]:
    if table is None:
        return
    with reading(table):
        for key in table.keys():  # noqa: SIM118  a Table lists its keys but is not a mapping
            if not ID.match(key):
                raise table.error(key, f"the id of an authority, such as cherwell, not {key!r}")
            yield key, _lists(table.table(key))


def _lists(table: Table) -> PackLists:
    with reading(table):
        return PackLists(_parts(table, FOLDER), _parts(table, SENT), table.id_or_none(FORM))


def _parts(table: Table, key: str) -> frozenset[Part] | None:
    """Returns the list under ``key``; None if it is left out. An empty list is a mistake, since an empty pack is of no
    use.
    """
    given = table.texts(key)
    if not table.has(key):
        return None
    if not given:
        raise table.error(key, "one part or more")
    unknown = next((index for index, name in enumerate(given) if name not in list(Part)), None)
    if unknown is not None:
        raise table.error(f"{key}[{unknown}]", f"one of {', '.join(Part)}, not {given[unknown]!r}")
    return frozenset(map(Part, given))
