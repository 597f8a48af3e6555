"""What every command needs: its options, the clock and the home folder.

What only some commands need is made elsewhere: the desk in ``passphrase``, the knowledge and the person's area in
``knowledge/``.
"""

import argparse
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from champion_tui.cli import load
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import show
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import LONDON, iso_date

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk
    from champion_tui.knowledge.directory import Directory

FOLDER = "champion-tui"
"""The name of the program's data folder (see platformdirs)."""

MEMORY = "champion-tui-seen"
"""The name of the state folder. It differs from ``FOLDER`` because state and data share one folder on Windows and macOS."""

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that ``--at`` accepts: nobody works outside them, and their opening hours and holidays are not known."""

MOMENT_EXPECTED = (
    f"a moment that exists, such as 2026-12-31 or 2026-12-31T09:30, London time unless it ends in Z or an offset such as +01:00, "
    f"from {FIRST_YEAR} to {LAST_YEAR}"
)

NO_HOME = "This system does not know where your own files are kept."


class Context:
    """One run of the program. Each part is made when it is first needed.

    Leaving the ``with`` block locks the vault.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.json: bool = getattr(args, "json", False)
        self.opened: Desk | None = None
        """The desk, once ``passphrase.desk_of`` has opened it."""
        self.knowledge: Directory | None = None
        """The part of the knowledge that a function of ``cli.knowledge`` has read so far; None before the first one."""
        self.told = False
        """Whether the mistakes in the organisation's own files have been reported (``passphrase.tell_troubles``)."""

    def __enter__(self) -> Self:
        """Raises ``WrongValue`` for an invalid ``--at``, even if the command does not need the time."""
        if getattr(self.args, "at", None) is not None:
            self.now()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.opened is not None:
            self.opened.vault.lock()

    @cached_property
    def now(self) -> Callable[[], datetime]:
        """Returns the clock, a function that returns aware datetimes. With ``--at`` it always returns that moment.
        Raises ``WrongValue``.
        """
        text: str | None = getattr(self.args, "at", None)

        def machine() -> datetime:
            return datetime.now(UTC)

        if text is None:
            return machine
        return GivenMoment(read_moment("at", text), machine)

    def show(self, values: Mapping[str, Any], lines: Iterable[str]) -> ExitCode:
        """Shows a result: ``values`` with ``--json``, otherwise ``lines``. Returns ``DONE``. Raises as ``streams.show`` does."""
        if self.json:
            load("json_out").show_json(values)
        else:
            show(*lines)
        return ExitCode.DONE

    @cached_property
    def home(self) -> Path:
        """The folder that holds the vault: ``--home``, else ``CHAMPION_HOME``, else this user's data folder. It need not exist.

        Raises ``WrongValue`` if the name is empty, ``CannotReadOrWrite`` if the system does not know a data folder.
        """
        named: str | None = getattr(self.args, "home", None)
        if named is None:
            named = os.environ.get("CHAMPION_HOME") or None
        if named == "":
            raise WrongValue(Problem("home", named, "a folder"))
        if named is not None:
            return Path(named)
        try:
            return Path(load("own_folders").own_folder("data", FOLDER))
        except RuntimeError as error:
            raise CannotReadOrWrite(NO_HOME, "Name a folder with --home or CHAMPION_HOME.") from error

    def memory(self) -> Path | None:
        """Returns the folder in which this machine remembers the last state that it saw of each vault.

        It is the user's state folder, next to the data folder and never inside it. None if the system does not know
        one.
        """
        try:
            return Path(load("own_folders").own_folder("state", MEMORY))
        except RuntimeError:
            return None

    @property
    def area_given(self) -> str | None:
        """The value of ``--area``, or None."""
        area: str | None = getattr(self.args, "area", None)
        return area

    @property
    def store(self) -> str | None:
        """The address of the team's store: ``--store``, else ``CHAMPION_STORE``, else None."""
        return getattr(self.args, "store", None) or os.environ.get("CHAMPION_STORE") or None

    @property
    def person(self) -> str | None:
        """The name of the person who unlocks: ``--as``, else ``CHAMPION_PERSON``, else None."""
        return getattr(self.args, "person", None) or os.environ.get("CHAMPION_PERSON") or None


def read_moment(key: str, text: str) -> datetime:
    """Returns ``text``, the value of option ``key``, as an aware datetime.

    A date means noon. Without an offset, the time is London time. If the clocks go back and an hour occurs twice, the
    first is used. Raises ``WrongValue`` if the text is not a moment, if its hour does not exist, or if its year is out
    of range.
    """
    moment = _moment(text)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise WrongValue(Problem(key, text, MOMENT_EXPECTED))
    return moment


def _moment(text: str) -> datetime | None:
    day = iso_date(text)
    if day is not None:
        return datetime.combine(day, time(12), LONDON)
    if not MOMENT.match(text):
        return None
    try:
        typed = datetime.fromisoformat(text)
        aware = typed if typed.tzinfo else typed.replace(tzinfo=LONDON, fold=0)
        exists = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) == aware.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return aware if exists else None
