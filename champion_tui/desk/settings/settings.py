"""The organisation's settings on this machine: ``<home>/settings.toml``. Nothing about any applicant is kept here.

It is read value by value: a mistake is reported with its key and what is allowed, and only that value falls back to the
standard. It is changed value by value too: everything else in the file, comments and mistakes included, stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from champion_tui.desk.settings.pack_settings import read_pack_settings
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.papers.sending import PackSettings
from champion_tui.ground.tables import LARGEST_CHOSEN, DataError, Table, file_bytes_or_none, parse_toml, shown
from champion_tui.ground.values import immutable

Kind = TypeVar("Kind")

FILE = "settings.toml"
KEEP, KEYS = "keep", "keys"
LONGEST_KEPT = 36_525
"""Days: a hundred years."""

BLANK_AFTER = (20, 3600)
"""The fewest and the most seconds until an unattended screen is hidden. The last fifteen are counted down. "Never" is
not offered, because people do not know in advance that they will forget a screen.
"""

LOCK_AFTER = (60, 14400)
"""The fewest and the most seconds until the vault is locked."""

STANDARD_HOLDS = "{mistake}. The standard one is used until you correct it."
NOTHING_READ = "{mistake}. The standard settings are used until you correct it."
AND_MORE = "settings.toml: {count:,} more mistakes."
MOST_NAMED = 10


class Colours(StrEnum):
    """The themes of the full screen."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


class Density(StrEnum):
    """How much room there is between the parts of a page."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Digits(StrEnum):
    """How the line-by-line interview gives phone numbers."""

    TOGETHER = "together"
    APART = "apart"


class Borders(StrEnum):
    """What edges and marks are drawn with."""

    LINES = "lines"
    ASCII = "ascii"


@immutable
class Settings:
    """The settings, each with its standard value.

    - ``area``: area id, "" if none was chosen.
    - ``champion``: the organisation's own homelessness champion and how to reach them, as text.
    - ``theme`` and ``printer``: used on a machine on which no other was chosen, "" if not set.
    - ``plain``: the interview line by line instead of the full screen; ``digits``: how it gives phone numbers.
    - ``blank_after`` and ``lock_after``: seconds without a key until everything is hidden, and until the vault is
      locked.
    - ``packs``: which files go into which pack.
    - ``keep``: for how many days to keep what, by the organisation's own rule.
    - ``keys``: other keys, by command.
    - ``troubles``: every mistake, as sentences.
    """

    area: str = ""
    champion: str = ""
    first_run_done: bool = False
    theme: str = ""
    density: str = Density.COMFORTABLE
    borders: str = Borders.LINES
    mouse: bool = True
    plain: bool = False
    digits: str = Digits.TOGETHER
    hints: bool = True
    blank_after: int = 60
    lock_after: int = 600
    printer: str = ""
    packs: PackSettings = field(default_factory=PackSettings)
    keep: Periods = field(default_factory=Periods)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()

    @property
    def compact(self) -> bool:
        """Whether there is little room between the parts of a page."""
        return self.density == Density.COMPACT

    @property
    def only_ascii(self) -> bool:
        """Whether edges and marks are drawn with characters of the keyboard (ASCII)."""
        return self.borders == Borders.ASCII

    @property
    def digits_apart(self) -> bool:
        """Whether phone numbers are given digit by digit."""
        return self.digits == Digits.APART

    @property
    def trouble(self) -> str:
        """Every mistake as a sentence, one after another; "" if there is none."""
        return " ".join(self.troubles)


class Leniently:
    """Reads values one by one. If one is wrong, the mistake is kept and the standard value is used."""

    def __init__(self) -> None:
        self.mistakes: list[DataError] = []

    def take(self, read: Callable[[], Kind], standard: Kind) -> Kind:
        """Returns what ``read`` returns, or ``standard`` if it raises ``DataError``."""
        try:
            return read()
        except DataError as error:
            self.mistakes.append(error)
            return standard


def read_settings(home: Path, areas: Iterable[str] | None = None) -> Settings:
    """Returns the settings; the standard ones if there is no file.

    For a wrong value the standard one is used; wrong values and unknown keys are in ``troubles``. If the file cannot be
    read at all, or is not TOML, all values are the standard ones. ``areas`` are the ids that ``area`` may be, None if
    they are not known.
    """
    try:
        raw = file_bytes_or_none(home / FILE, FILE, LARGEST_CHOSEN)
        if raw is None:
            return Settings()
        table = parse_toml(raw, FILE)
    except DataError as error:
        return replace(Settings(), first_run_done=True, troubles=(NOTHING_READ.format(mistake=error),))
    standard, take = Settings(), Leniently()
    found = Settings(
        area=take.take(lambda: _area(table, areas), standard.area),
        champion=take.take(lambda: table.text("champion", ""), standard.champion),
        first_run_done=take.take(lambda: table.flag("first_run_done"), standard.first_run_done),
        theme=take.take(lambda: table.choice_or_none("theme", Colours) or "", standard.theme),
        density=take.take(lambda: table.choice_or_none("density", Density) or standard.density, standard.density),
        borders=take.take(lambda: table.choice_or_none("borders", Borders) or standard.borders, standard.borders),
        mouse=take.take(lambda: table.flag("mouse", default=standard.mouse), standard.mouse),
        plain=take.take(lambda: table.flag("plain", default=standard.plain), standard.plain),
        digits=take.take(lambda: table.choice_or_none("digits", Digits) or standard.digits, standard.digits),
        hints=take.take(lambda: table.flag("hints", default=standard.hints), standard.hints),
        blank_after=take.take(
            lambda: table.integer("blank_after", *BLANK_AFTER, standard.blank_after), standard.blank_after
        ),
        lock_after=take.take(
            lambda: table.integer("lock_after", *LOCK_AFTER, standard.lock_after), standard.lock_after
        ),
        printer=take.take(lambda: table.text("printer", ""), standard.printer),
        packs=take.take(lambda: read_pack_settings(table), standard.packs),
        keep=_periods(table, take),
        keys=_keys(table, take),
    )
    mistakes = [STANDARD_HOLDS.format(mistake=each) for each in take.mistakes]
    mistakes += [str(each) for each in table.unknown()]
    more = len(mistakes) - MOST_NAMED
    return replace(found, troubles=(*mistakes[:MOST_NAMED], *([AND_MORE.format(count=more)] if more > 0 else [])))


def _area(table: Table, areas: Iterable[str] | None) -> str:
    given = table.text("area", "")
    if given and areas is not None and given not in (known := tuple(areas)):
        raise table.error("area", f"one of {', '.join(known)}, not {shown(given)}")
    return given


def _periods(table: Table, take: Leniently) -> Periods:
    """Returns ``[keep]``: days by kind. Nothing is ever due to be erased if there is none."""
    inside = take.take(lambda: table.table_or_none(KEEP), None)
    if inside is None:
        return Periods()
    found = {
        period.name: take.take(partial(inside.integer_or_none, _key(period.name), 1, LONGEST_KEPT), None)
        for period in fields(Periods)
    }
    take.mistakes += inside.unknown()
    return Periods(**found)


def _keys(table: Table, take: Leniently) -> Mapping[str, tuple[str, ...]]:
    """Returns ``[keys]``: the other keys that are allowed, by command."""
    inside = take.take(lambda: table.table_or_none(KEYS), None)
    if inside is None:
        return {}
    from champion_tui.desk.settings.remapped_keys import read_keys  # noqa: PLC0415  the registry is needed only if keys were chosen

    return read_keys(inside, take.mistakes)


def _key(name: str) -> str:
    return name.replace("_", "-")
