"""Reads an organisation's own files: corrections, one-off bank holidays, closures, and whole areas, which
``knowledge/directory.py`` parses.

Entries that are wrong become a ``LocalTrouble`` and are left out; the rest is used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from champion_tui.domain.lines.hours import OpenPeriod, WrongHours, read_hours
from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.ground.tables import DataError, Table, file_bytes_or_none, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.areas import read_closure
from champion_tui.knowledge.lines.reading_lines import FOUND_PREFIX, LOCAL_PREFIX, read_email, read_phone

CORRECTIONS = "corrections.toml"
BANK_HOLIDAYS = "bank-holidays.toml"
CLOSURES = "closures.toml"
AREAS = "areas"
"""The subfolder for areas: a TOML file for each, in the same form as the shipped ones."""
CLOSURE_SOURCE = "local-closures"

Read = TypeVar("Read")


@immutable
class LocalTrouble:
    """A local file, or an entry in one, that could not be used. It is shown on screen and is never fatal."""

    file: str
    key: str
    expected: str

    @property
    def place(self) -> str:
        """The file, with the key in it if the trouble is about one."""
        return f"{self.file}: {self.key}" if self.key else self.file


@immutable
class Correction:
    """A correction of a line: by whom, when and why. ``file`` and ``key`` say where it was read.

    A ``phone`` equal to the shipped one confirms it. ``hours`` of None leave the hours as they are. ``email`` is a council's
    address for referrals; ``line`` is then its id and "-email". ``found`` means that it is about a council outside the areas, of
    which nothing certain was known before. ``shipped_phone`` and ``shipped_hours`` (as text) are the shipped values when it was
    made, "" if not recorded. ``taken_from`` names the signer of the file it came in, "" if it was made here.
    """

    line: str
    phone: str | None
    hours: tuple[OpenPeriod, ...] | None
    who: str
    why: str
    on: date
    shipped_phone: str = ""
    shipped_hours: str = ""
    taken_from: str = ""
    file: str = ""
    key: str = ""
    email: str | None = None
    found: bool = False

    @property
    def source(self) -> str:
        """The id of the source made from this correction."""
        return f"{FOUND_PREFIX if self.found else LOCAL_PREFIX}{self.line}"


@immutable
class LocalClosure:
    """An organisation's own note that an authority is closed on certain days."""

    authority: str
    closure: Closure
    file: str
    key: str


@dataclass(slots=True)
class Local:
    """Everything that was read from the folder, and what could not be used. ``raw`` holds each file's name and bytes. ``areas``
    maps the name of each area file, as in errors, to its bytes.
    """

    corrections: list[Correction] = field(default_factory=list)
    holidays: list[date] = field(default_factory=list)
    closures: list[LocalClosure] = field(default_factory=list)
    troubles: list[LocalTrouble] = field(default_factory=list)
    raw: list[tuple[str, bytes]] = field(default_factory=list)
    areas: dict[str, bytes] = field(default_factory=dict)


def read_local(folder: Path | None) -> Local:
    """Returns the organisation's files in ``folder``, or an empty ``Local`` if ``folder`` is None. Never raises."""
    local = Local()
    if folder is not None:
        local.corrections = _read(local, folder / CORRECTIONS, "correction", read_correction)
        local.holidays = _read(local, folder / BANK_HOLIDAYS, "holiday", _read_holiday)
        local.closures = _read(local, folder / CLOSURES, "closure", _read_local_closure)
        _find_areas(local, folder / AREAS)
    return local


def _find_areas(local: Local, folder: Path) -> None:
    try:
        found = sorted(folder.glob("*.toml"))
    except OSError as error:
        # A folder that cannot be read must not stop anybody from seeing the numbers.
        local.troubles.append(LocalTrouble(str(folder), "", f"a readable folder ({error.strerror})"))
        return
    for file in found:
        with troubles_go_to(local):
            raw = file_bytes_or_none(file, str(file))
            if raw is not None:
                local.raw.append((f"{AREAS}/{file.name}", raw))
                local.areas[str(file)] = raw


def _read(local: Local, file: Path, key: str, read_entry: Callable[[Table], Read]) -> list[Read]:
    """Returns every usable entry of ``file``."""
    entries: list[Read] = []
    with troubles_go_to(local):
        raw = file_bytes_or_none(file, str(file))
        if raw is None:
            return entries
        local.raw.append((file.name, raw))
        with reading(parse_toml(raw, str(file))) as table:
            for entry in table.tables(key):
                with troubles_go_to(local):
                    entries.append(_read_whole(entry, read_entry))
    return entries


def _read_whole(entry: Table, read_entry: Callable[[Table], Read]) -> Read:
    """Reads one entry. Unknown keys are refused."""
    with reading(entry):
        return read_entry(entry)


@contextmanager
def troubles_go_to(local: Local) -> Iterator[None]:
    """Records any ``DataError`` from the block in ``local``; what was being read is left out."""
    try:
        yield
    except DataError as error:
        local.troubles += [LocalTrouble(each.file, each.key, each.expected) for each in (error, *error.others)]


def read_correction(table: Table) -> Correction:
    """Reads one ``[[correction]]`` from an organisation's own file or from a file passed on by another. Raises ``DataError``."""
    hours = table.text("hours", "")
    return Correction(
        line=table.id("line"),
        phone=read_phone(table, "phone") if table.text("phone", "") else None,
        hours=_read_periods(table, hours) if hours else None,
        who=table.text("who"),
        why=table.text("why"),
        on=table.day("on"),
        shipped_phone=read_phone(table, "shipped_phone") if table.text("shipped_phone", "") else "",
        shipped_hours=table.text("shipped_hours", ""),
        taken_from=table.text("taken_from", ""),
        file=table.file,
        key=table.key,
        email=read_email(table, "email", "") or None,
    )


def _read_periods(table: Table, hours: str) -> tuple[OpenPeriod, ...]:
    try:
        return read_hours(hours)
    except WrongHours as error:
        raise table.error("hours", str(error)) from error


def _read_holiday(table: Table) -> date:
    table.text("why", "")
    return table.day("date")


def _read_local_closure(table: Table) -> LocalClosure:
    authority = table.id("authority")
    return LocalClosure(authority, Closure(*read_closure(table), CLOSURE_SOURCE), table.file, table.key)
