"""What every command works with: its options, the clock, the home folder.

What only some commands work with is made beside it: the desk in ``passphrase``, the knowledge and the person's area in ``knowledge/``.
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
"""The folder's name among the other programs' (platformdirs)."""

MEMORY = "champion-tui-seen"
"""A separate name, because on Windows and macOS state and data share one folder."""

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Nobody works at a moment outside, and the hours and holidays of then are not known."""

MOMENT_EXPECTED = (
    f"a moment that exists, such as 2026-12-31 or 2026-12-31T09:30, London time unless it ends in Z or an offset such as +01:00, "
    f"from {FIRST_YEAR} to {LAST_YEAR}"
)

NO_HOME = "This system does not know where your own files are kept."


class Context:
    """One run of the program. Each part is made when it is first asked for.

    Closing it (``with``) locks the vault.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.json: bool = getattr(args, "json", False)
        self.opened: Desk | None = None
        """The desk, once ``passphrase.desk_of`` has opened it."""
        self.knowledge: Directory | None = None
        """As much of the knowledge as was read, once one of ``cli.knowledge`` has."""
        self.told = False
        """Whether it was said what is wrong in the organisation's own files (``passphrase.tell_troubles``)."""

    def __enter__(self) -> Self:
        """Raises ``WrongValue`` for a wrong ``--at``, also where the command asks for no time."""
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
        """The clock: aware datetimes; always the moment of ``--at`` where one was given. Raises ``WrongValue``."""
        text: str | None = getattr(self.args, "at", None)

        def machine() -> datetime:
            return datetime.now(UTC)

        if text is None:
            return machine
        return GivenMoment(read_moment("at", text), machine)

    def show(self, values: Mapping[str, Any], lines: Iterable[str]) -> ExitCode:
        """Show a result: ``values`` with ``--json``, else ``lines``. Raises as ``streams.show`` does."""
        if self.json:
            load("json_out").show_json(values)
        else:
            show(*lines)
        return ExitCode.DONE

    @cached_property
    def home(self) -> Path:
        """``--home``, else ``CHAMPION_HOME``, else this person's own data folder. It need not exist.

        Raises ``WrongValue`` for a name that is empty, ``CannotReadOrWrite`` where the system knows no folder.
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
        """Where this machine remembers what was last seen of each vault: this person's own folder for such things, beside the data
        folder and never in it. None where the system knows no folder.
        """
        try:
            return Path(load("own_folders").own_folder("state", MEMORY))
        except RuntimeError:
            return None

    @property
    def area_given(self) -> str | None:
        """The area of ``--area``, or None."""
        area: str | None = getattr(self.args, "area", None)
        return area

    @property
    def store(self) -> str | None:
        """The team's store that is meant: ``--store``, else ``CHAMPION_STORE``, else None."""
        return getattr(self.args, "store", None) or os.environ.get("CHAMPION_STORE") or None

    @property
    def person(self) -> str | None:
        """Who unlocks: ``--as``, else ``CHAMPION_PERSON``, else None."""
        return getattr(self.args, "person", None) or os.environ.get("CHAMPION_PERSON") or None


def read_moment(key: str, text: str) -> datetime:
    """An aware moment: a date is its noon; without an offset the clock is London's; of an hour that comes twice the first
    is meant, and an hour that does not exist is wrong. Raises ``WrongValue``.
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
