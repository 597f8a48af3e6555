"""Ids across files: each is given once, and every reference leads somewhere."""

from champion_tui.ground.tables import DataError, Table


class Links:
    """Collects ids and references while files are read; ``check`` refuses the first reference that leads nowhere.

    ``kind`` is the word an error uses for what an id stands for: source, line, authority, service, tree, form, channel.
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._used: list[tuple[str, str, str, str]] = []

    def give(self, kind: str, table: Table, key: str = "id") -> str:
        """Read the id at ``key`` as a new one. Raises ``DataError`` where ``kind`` already has it, in any file."""
        found = table.id(key)
        self.add(kind, found, table.file, table.path(key))
        return found

    def add(self, kind: str, found: str, file: str, key: str) -> None:
        """Note that ``found`` is given at ``key`` of ``file``. Raises ``DataError`` where it is there already."""
        if (kind, found) in self._given:
            raise DataError(file, key, f"each {kind} once; {found!r} is already given in {self._given[kind, found]}")
        self._given[kind, found] = f"{file}: {key}"

    def use(self, kind: str, table: Table, key: str) -> str:
        """Read the id at ``key`` as a reference, looked up by ``check``."""
        found = table.id(key)
        self.refer(kind, found, table.file, table.path(key))
        return found

    def use_or_none(self, kind: str, table: Table, key: str) -> str | None:
        """The same where the key may be left out: then None."""
        return None if table.id_or_none(key) is None else self.use(kind, table, key)

    def use_all(self, kind: str, table: Table, key: str) -> tuple[str, ...]:
        """Read a list of references; empty where the key is left out."""
        found = table.texts(key)
        for index, value in enumerate(found):
            self.refer(kind, value, table.file, f"{table.path(key)}[{index}]")
        return found

    def refer(self, kind: str, found: str, file: str, key: str) -> None:
        """Note that ``key`` of ``file`` refers to the id ``found``."""
        self._used.append((kind, found, file, key))

    def check(self, leaving_out: str = "") -> None:
        """Raise ``DataError`` for the first reference that leads nowhere; ``leaving_out`` is a kind not looked up yet."""
        for kind, found, file, key in self._used:
            if kind != leaving_out and (kind, found) not in self._given:
                raise DataError(file, key, f"the id of a known {kind}, not {found!r}")
