"""What leaves the vault stands on the list before its first byte, and until it is surely gone or in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import DeskError
from champion_tui.desk.store_access import store_errors
from champion_tui.domain.cases.case import Case

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore

UNFINISHED = "unfinished"
"""The kind of what is still being written, or was when the program was cut short. No pack: the case does not count as exported."""


class Listed:
    """The list of one case's files, for whoever writes one of them (``packs.placing.Listing``). ``kind`` is what it will be;
    ``contents`` gives the digest of what a pack of the case holds.
    """

    def __init__(self, store: "CaseStore", case: Case, kind: str, contents: Callable[[], str]) -> None:
        self._store = store
        self._case = case
        self._kind = kind
        self._contents = contents

    def begun(self, unfinished: Path) -> None:
        """List the hidden file or folder that is about to be written."""
        with store_errors():
            self._store.record_export(self._case.reference, [(str(unfinished.absolute()), UNFINISHED)])

    @contextmanager
    def placing(self, path: Path) -> Iterator[None]:
        """List a plain file before it stands where it will stand; take it back where it could not be put there."""
        # Whoever looks for it later may stand in another folder.
        with self.named(str(path.absolute())):
            yield

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """The same for what went to a printer: ``name`` says which, and is no path."""
        with store_errors():
            self._store.record_export(self._case.reference, [(name, self._kind)], self._contents())
        try:
            yield
        except BaseException:
            with store_errors():
                self._take_back(name)
            raise

    def gone(self, unfinished: Path) -> None:
        """Take it off the list. Where that cannot be saved, a line stays that names what is no longer there: no harm is done."""
        with suppress(DeskError), store_errors():
            self._take_back(str(unfinished.absolute()))

    def _take_back(self, name: str) -> None:
        case = self._case
        self._store.take_back_export(case.reference, name, case.exported_at, case.pack_contents)
