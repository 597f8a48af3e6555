"""The list of what leaves the vault. A file is listed before its first byte is written, and until it is in place or
known to be gone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import DeskError
from champion_tui.desk.store_access import store_errors
from champion_tui.domain.cases.case import BY_NAME, Case

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore

UNFINISHED = "unfinished"
"""The kind of a file that is being written, or was left by a crash. It is not a pack: the case does not count as
exported.
"""


class ListingOfCase:
    """Lists a file of one case while it is written (``papers.pack.placing.Listing``). ``kind`` is what it will be;
    ``contents`` returns the digest of what a pack of the case contains.
    """

    def __init__(self, store: "CaseStore", case: Case, kind: str, contents: Callable[[], str]) -> None:
        self._store = store
        self._case = case
        self._kind = kind
        self._contents = contents

    def begun(self, unfinished: Path) -> None:
        """Lists the hidden file or folder that is about to be written."""
        with store_errors():
            self._store.record_export(self._case.reference, [(str(unfinished.absolute()), UNFINISHED)])

    @contextmanager
    def placing(self, path: Path) -> Iterator[None]:
        """Lists a plain file before it is put in place, and takes it off the list if that fails."""
        # Absolute, because the program that looks for it later may run in another folder.
        with self.named(str(path.absolute())):
            yield

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Does the same under any name: a print without a file is listed by its paper and printer."""
        with store_errors():
            self._put_on(name)
        try:
            yield
        except BaseException:
            with store_errors():
                self._take_off(name)
            raise

    def _put_on(self, name: str) -> None:
        self._store.record_export(self._case.reference, [(name, self._kind)], self._contents())

    def _take_off(self, name: str) -> None:
        self._take_back(name)

    def gone(self, unfinished: Path) -> None:
        """Takes it off the list. If that cannot be saved, the list names a file that no longer exists, which does no
        harm.
        """
        with suppress(DeskError), store_errors():
            self._take_back(str(unfinished.absolute()))

    def _take_back(self, name: str) -> None:
        case = self._case
        self._store.take_back_export(case.reference, name, case.exported_at, case.pack_contents)


class ListingOfMany(ListingOfCase):
    """Lists one file about several people, whose cases are ``references``. While it is written it is listed with the
    first case, then with each of them, because each person may ask what about them left the vault.
    """

    def __init__(self, store: "CaseStore", first: Case, references: Sequence[str]) -> None:
        super().__init__(store, first, BY_NAME, lambda: "")
        self._references = tuple(references)

    def _put_on(self, name: str) -> None:
        self._store.record_list(self._references, name)

    def _take_off(self, name: str) -> None:
        self._store.take_back_list(self._references, name)
