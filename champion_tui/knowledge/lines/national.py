"""Reads data/national.toml: lines for all of England, and which lines fit which emergency and which people (design sections 4, 6)."""

from collections.abc import Iterable

from champion_tui.domain.lines.authority import Service
from champion_tui.ground.tables import DataError, Table, parse_toml, placed, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.reading_lines import read_service
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.trees.conditions import check_condition, read_condition
from champion_tui.triage.tree import Condition, Tree

AUTHORITIES = "authorities"
EMERGENCY_DUTY_TEAM = "emergency-duty-team"
DOMESTIC_ABUSE, ROUGH_SLEEPING = "domestic-abuse", "rough-sleeping"
OF_THE_AREA = frozenset({DOMESTIC_ABUSE, ROUGH_SLEEPING})
"""Words that mean the area's own lines, in emergency rows and among fitting lines. An area's file says which lines they are."""
EMERGENCIES = ("danger", "fire-or-flood", "fleeing-abuse", "nowhere-tonight")


@immutable
class FittingLines:
    """Lines, by id or by a word of ``OF_THE_AREA``, for people who have another problem besides their home. ``when`` says for whom."""

    lines: tuple[str, ...]
    when: Condition


@immutable
class National:
    """The national services, and the entries for each emergency in order: a line id, ``authorities``, ``emergency-duty-team`` or a
    word of ``OF_THE_AREA``.
    """

    services: tuple[Service, ...]
    emergency_rows: dict[str, tuple[str, ...]]
    fitting_lines: tuple[FittingLines, ...]


def read_national(raw: bytes, shown_as: str, links: Links) -> National:
    """Returns the national lines and the table of emergencies. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        services = tuple(read_service(entry, links) for entry in table.tables("service", at_least=1))
        fitting = tuple(_read_fitting(entry, links) for entry in table.tables("fitting_lines"))
        with reading(table.table("emergency_rows")) as rows:
            emergency_rows = {emergency: _read_row(rows, emergency, links) for emergency in EMERGENCIES}
        return National(services, emergency_rows, fitting)


def _read_fitting(entry: Table, links: Links) -> FittingLines:
    with reading(entry) as table:
        lines = table.texts("lines")
        if not lines:
            raise table.error("lines", "one or more line ids")
        for index, line in enumerate(lines):
            if line not in OF_THE_AREA:
                links.refer("line", line, table.file, f"{table.path('lines')}[{index}]")
        return FittingLines(lines, read_condition(table.table("when")))


def _read_row(table: Table, emergency: str, links: Links) -> tuple[str, ...]:
    entries = table.texts(emergency)
    if AUTHORITIES not in entries:
        raise table.error(emergency, f"a list of line ids with {AUTHORITIES!r} among them")
    for index, entry in enumerate(entries):
        if entry not in OF_THE_AREA | {AUTHORITIES, EMERGENCY_DUTY_TEAM}:
            links.refer("line", entry, table.file, f"{table.path(emergency)}[{index}]")
    return entries


def check_fitting_lines(fitting: Iterable[FittingLines], trees: Iterable[Tree], shown_as: str) -> None:
    """Raises ``DataError`` if the ``when`` of fitting lines is valid in none of ``trees``, because it names a question, option,
    outcome or warning that they do not have.
    """
    known = tuple(trees)
    for place, each in placed(f"data/{shown_as}", "fitting_lines", fitting):
        wrong = []
        for tree in known:
            try:
                check_condition(each.when, tree, shown_as, f"{place}.when")
            except DataError as error:
                wrong.append(error)
        if len(wrong) == len(known):
            raise wrong[0]
