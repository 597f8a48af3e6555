"""Ids across files: each is defined once, and every reference is resolved."""

from collections.abc import Iterator
from contextlib import contextmanager

from champion_tui.ground.tables import DataError, Table, is_left_out, left_out_ids


class Links:
    """Collects ids and references while files are read; ``check`` refuses the first dangling one.

    ``kind`` is the word used in errors: source, line, authority, service, tree, form, channel.
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._used: list[tuple[str, str, str, str]] = []

    @contextmanager
    def or_nothing(self) -> Iterator[None]:
        """Keeps what is recorded inside the block, or none of it if the block raises ``DataError``."""
        given, used = dict(self._given), len(self._used)
        try:
            yield
        except DataError:
            self._given = given
            del self._used[used:]
            raise

    def give(self, kind: str, table: Table, key: str = "id") -> str:
        """Reads the id at ``key`` as a new one. Raises ``DataError`` if ``kind`` has it already, in any file."""
        given = table.id(key)
        self.add(kind, given, table.file, table.path(key))
        return given

    def add(self, kind: str, given: str, file: str, key: str) -> None:
        """Records that ``given`` is defined at ``key`` of ``file``. Raises ``DataError`` if it is defined already."""
        if (kind, given) in self._given:
            raise DataError(file, key, f"each {kind} once; {given!r} is already given in {self._given[kind, given]}")
        self._given[kind, given] = f"{file}: {key}"

    def use(self, kind: str, table: Table, key: str) -> str:
        """Reads the id at ``key`` as a reference, resolved by ``check``."""
        used = table.id(key)
        self.refer(kind, used, table.file, table.path(key))
        return used

    def use_or_none(self, kind: str, table: Table, key: str) -> str | None:
        """Reads the id at ``key`` as a reference, or returns None if the key is missing."""
        return None if table.id_or_none(key) is None else self.use(kind, table, key)

    def use_all(self, kind: str, table: Table, key: str) -> tuple[str, ...]:
        """Reads a list of references, () if the key is missing."""
        used = table.texts(key)
        for index, value in enumerate(used):
            self.refer(kind, value, table.file, f"{table.path(key)}[{index}]")
        return used

    def refer(self, kind: str, used: str, file: str, key: str) -> None:
        """Records that ``key`` of ``file`` refers to the id ``used``."""
        self._used.append((kind, used, file, key))

    def check(self, *leaving_out: str) -> None:
        """Raises ``DataError`` for the first dangling reference, with the ``others``. ``leaving_out`` are kinds that are not
        complete yet.
        """
        nobody_blamed = left_out_ids()
        dangling = [
            DataError(file, key, f"the id of a known {kind}, not {used!r}")
            for kind, used, file, key in self._used
            if kind not in leaving_out and (kind, used) not in self._given
            if used not in nobody_blamed and not is_left_out(file, key)
        ]
        if dangling:
            dangling[0].others = tuple(dangling[1:])
            raise dangling[0]
