"""What every command works with: its options, the clock, the home folder, the knowledge and the desk."""

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from champion_tui.cli.moment import read_moment
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.ground.answers import Problem, WrongValue

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk
    from champion_tui.desk.settings import Settings
    from champion_tui.knowledge.book import Book
    from champion_tui.knowledge.routing import Routing

FOLDER = "champion-tui"
"""The folder's name among the other programs' (platformdirs)."""

MEMORY = "champion-tui-seen"
"""A name of its own: on Windows and macOS the folder for such things is that of the data."""

NO_HOME = "This system does not know where your own files are kept."


class Context:
    """One run of the program. Each part is made when it is first asked for, so that a command pays only for its own.

    Closing it (``with``) locks the vault.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.json: bool = getattr(args, "json", False)

    def __enter__(self) -> Self:
        """Raises ``WrongValue`` for a wrong ``--at``, also where the command asks for no time."""
        if getattr(self.args, "at", None) is not None:
            self.now()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "desk" in self.__dict__:
            self.desk.vault.lock()

    @cached_property
    def now(self) -> Callable[[], datetime]:
        """The clock: aware datetimes; always the moment of ``--at`` where one was given. Raises ``WrongValue``."""
        text: str | None = getattr(self.args, "at", None)

        def machine() -> datetime:
            return datetime.now(UTC)

        if text is None:
            return machine
        return GivenMoment(read_moment("at", text), machine)

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
        import platformdirs  # noqa: PLC0415  most test and script runs name a folder

        try:
            return Path(platformdirs.user_data_dir(FOLDER, appauthor=False))
        except RuntimeError as error:
            raise CannotReadOrWrite(NO_HOME, "Name a folder with --home or CHAMPION_HOME.") from error

    def memory(self) -> Path | None:
        """Where this machine remembers what was last seen of each vault: this person's own folder for such things, beside the data
        folder and never in it. None where the system knows no folder.
        """
        import platformdirs  # noqa: PLC0415  needed when a vault is opened

        try:
            return Path(platformdirs.user_state_dir(MEMORY, appauthor=False))
        except RuntimeError:
            return None

    @property
    def training(self) -> bool:
        """Whether the home folder is one for training, where everything is invented and thrown away. Raises as ``home`` does."""
        from champion_tui.desk.training import is_training  # noqa: PLC0415  scripts do without

        return is_training(self.home)

    @cached_property
    def book(self) -> "Book":
        """The loaded knowledge. Raises ``BrokenData``; ``WrongValue`` for an ``--area`` that is not loaded."""
        from champion_tui.desk.opening import load_book  # noqa: PLC0415  --help and the like need no knowledge

        book = load_book(self.home)
        self._check_area(book)
        return book

    @cached_property
    def routing(self) -> "Routing":
        """What a triage and the numbers need, in half the time of the whole book. Raises as ``book`` does."""
        if "book" in self.__dict__:
            return self.book
        from champion_tui.desk.opening import load_routing  # noqa: PLC0415  as above

        routing = load_routing(self.home)
        self._check_area(routing)
        return routing

    @cached_property
    def settings(self) -> "Settings":
        """The organisation's settings on this machine."""
        from champion_tui.desk.settings import read_settings  # noqa: PLC0415  as above

        return read_settings(self.home)

    @cached_property
    def desk(self) -> "Desk":
        """The desk, in the area of ``--area`` where one was given. Raises as ``book`` does.

        From here on there may be something to hide, so memory dumps are forbidden first.
        """
        from champion_tui.ground import core_dumps  # noqa: PLC0415  scripts that need only the knowledge start faster

        core_dumps.forbid()
        from champion_tui.desk.desk import Desk  # noqa: PLC0415  as above

        return Desk(self.book, self.home, self.now, self.area_given, memory=self.memory)

    def area(self, authority: str | None = None) -> str:
        """Where the person is now: ``--area``, else the settings', else the authority's, else the first (section 6)."""
        from champion_tui.desk.triage.judging import area_of_person  # noqa: PLC0415  as above

        found = self.routing.area_of(authority) if authority is not None else None
        stated = self.settings.area if self.settings.area in self.routing.areas else None
        return area_of_person(self.routing, self.area_given or stated or (found.id if found else None)).id

    def _check_area(self, routing: "Routing") -> None:
        if self.area_given is not None and self.area_given not in routing.areas:
            raise WrongValue(Problem("area", self.area_given, f"one of {', '.join(routing.areas)}"))

    @property
    def area_given(self) -> str | None:
        """The area of ``--area``, or None."""
        area: str | None = getattr(self.args, "area", None)
        return area

    @property
    def person(self) -> str | None:
        """Who unlocks: ``--as``, else ``CHAMPION_PERSON``, else None."""
        return getattr(self.args, "person", None) or os.environ.get("CHAMPION_PERSON") or None
