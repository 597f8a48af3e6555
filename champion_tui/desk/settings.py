"""The organisation's settings on this machine: ``<home>/settings.toml``. Nothing about any applicant is kept here."""

import json
from collections.abc import Iterator
from dataclasses import field, fields, replace
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.pack_settings import pack_settings_lines, read_pack_settings
from champion_tui.domain.cases.periods import Periods
from champion_tui.domain.cases.sending import PackSettings
from champion_tui.ground.durable_files import replace_file
from champion_tui.ground.tables import LARGEST_CHOSEN, DataError, Table, file_bytes_or_none, parse_toml, reading
from champion_tui.ground.values import immutable

FILE = "settings.toml"
APART = frozenset({"packs", "keep", "trouble"})
"""Fields not written as a single value: tables of their own, and what is only reported."""

KEEP = "keep"
LONGEST_KEPT = 36_525
"""Days: a hundred years."""

BLANK_AFTER = (20, 3600)
"""The fewest and the most seconds until an unattended screen is hidden. The last fifteen are counted down. "Never" is not offered:
nobody knows that they are about to forget a screen."""

LOCK_AFTER = (60, 14400)
"""The same until the vault is locked."""


@immutable
class Settings:
    """``area``: area id, "" if none was chosen. ``champion``: the organisation's own homelessness champion and how to
    reach them, in words. ``blank_after`` and ``lock_after``: seconds without a key until everything is hidden, until the vault is
    locked. ``packs``: which files go into which pack. ``keep``: for how many days what is kept, by the organisation's own rule.
    """

    area: str = ""
    champion: str = ""
    first_run_done: bool = False
    blank_after: int = 60
    lock_after: int = 600
    packs: PackSettings = field(default_factory=PackSettings)
    keep: Periods = field(default_factory=Periods)
    trouble: str = ""


def read_settings(home: Path) -> Settings:
    """The settings; defaults if there is no file. A broken file, or one that cannot be read, gives defaults and a
    ``trouble`` in words.
    """
    default = Settings()
    try:
        raw = file_bytes_or_none(home / FILE, FILE, LARGEST_CHOSEN)
        if raw is None:
            return default
        with reading(parse_toml(raw, FILE)) as table:
            return Settings(
                area=table.text("area", default.area),
                champion=table.text("champion", default.champion),
                first_run_done=table.flag("first_run_done"),
                blank_after=table.integer("blank_after", *BLANK_AFTER, default.blank_after),
                lock_after=table.integer("lock_after", *LOCK_AFTER, default.lock_after),
                packs=read_pack_settings(table),
                keep=_read_periods(table.table_or_none(KEEP)),
            )
    except DataError as error:
        return replace(
            default, first_run_done=True, trouble=f"{error}. The standard settings are used until it is mended."
        )


def _read_periods(table: Table | None) -> Periods:
    """``[keep]``: days by kind; nothing is ever due where there is none. Raises ``DataError``."""
    if table is None:
        return Periods()
    with reading(table):
        return Periods(
            **{
                period.name: table.integer(_key(period.name), 1, LONGEST_KEPT)
                for period in fields(Periods)
                if table.has(_key(period.name))
            }
        )


def _key(name: str) -> str:
    return name.replace("_", "-")


def _period_lines(keep: Periods) -> Iterator[str]:
    """``keep`` as lines of TOML."""
    chosen = {period.name: getattr(keep, period.name) for period in fields(keep)}
    for number, (name, days) in enumerate((name, days) for name, days in chosen.items() if days is not None):
        if number == 0:
            yield ""
            yield f"[{KEEP}]"
        yield f"{_key(name)} = {days}"


def save_settings(home: Path, changed: Settings) -> Settings:
    """Write the ``changed`` settings, whole or not at all, and return them. Raises ``CannotReadOrWrite``.

    A broken file is never overwritten: what is in it may be wanted.
    """
    if changed.trouble:
        raise CannotReadOrWrite(changed.trouble)
    try:
        _write(home, changed)
    except OSError as error:
        raise CannotReadOrWrite(f"The settings could not be saved: {os_error_words(error)}") from error
    return changed


def _write(home: Path, settings: Settings) -> None:
    standard = Settings()
    values = {
        setting.name: getattr(settings, setting.name) for setting in fields(settings) if setting.name not in APART
    }
    # JSON texts, numbers and booleans are valid TOML. Defaults are left out, so that a later version may change them.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in values.items()
        if value != getattr(standard, name)
    ]
    lines += pack_settings_lines(settings.packs)
    lines += _period_lines(settings.keep)
    replace_file(home / FILE, "\n".join(lines).encode() + b"\n")
