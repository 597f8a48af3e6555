"""One change of the vault: what it means, one's own passphrase once more, what else it needs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

DIFFER = "The two passphrases are not the same. Type them again."
OWN = "Your own passphrase once more: somebody else may have sat down here"
DOING = "This takes a moment on purpose: it keeps guessers out."


@dataclass(frozen=True, slots=True)
class Field:
    """A line to type into. The one called ``new`` is judged as soon as it was typed; ``again`` must be the same."""

    id: str
    words: str
    secret: bool = False


class VaultTaskScreen(InBoxes[str]):
    """``do`` gets what was typed and gives what was done, with which this is dismissed. Only one's own passphrase lets it
    begin: an open desk that nobody watches must not let anybody in. ``shown`` says that it was shown a moment ago.
    """

    NAME = "vault-task"
    PURPOSE = "Change something about the vault, once you have shown that it is you."
    SHOWS = (
        "What it means, a line for your own passphrase, and lines for whatever else it needs.",
        "A new passphrase is judged in words: how long it would hold, what makes it weak, and what to do.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "Input"

    def __init__(
        self,
        heading: str,
        means: str,
        fields: tuple[Field, ...],
        do: Callable[[Mapping[str, str]], str],
        *,
        shown: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._means, self._do = heading, means, do
        self._fields = fields if shown else (Field("own", OWN, secret=True), *fields)

    def parts(self) -> Iterator[Widget]:
        """What it means, the lines, what came of it."""
        yield Prose([line(self._means)])
        for field in self._fields:
            yield Caption(field.words)
            yield TextBox(password=field.secret, id=field.id)
        yield Prose(id="result")

    def header(self) -> tuple[str, str]:
        """What is being done."""
        return self._heading, super().header()[1]

    @property
    def boxes(self) -> list[TextBox]:
        """The lines."""
        return [self.query_one(f"#{field.id}", TextBox) for field in self._fields]

    @property
    def _given(self) -> dict[str, str]:
        return {field.id: box.value for field, box in zip(self._fields, self.boxes, strict=True)}

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """What is wrong with a name, a role or a new passphrase. Of a good one is said how long it holds."""
        given = self._given
        if box.id in ("name", "role"):
            problem = self.desk.vault.people.problem_in(box.id, box.value)
            return (EMPTY, line(problem, "warning")) if problem else ()
        if box.id != "new":
            return ()
        try:
            found = self.desk.vault.people.judged(given["new"], (given.get("name", ""), given.get("role", "")))
        except DeskError as error:
            return self.error_rows(error)
        if not found.taken:
            return EMPTY, line(found.words, "warning")
        self.say([EMPTY, line(found.words, "quiet")])
        return ()

    def typed_all(self) -> None:
        """Do it, where a new passphrase is the same again."""
        given = self._given
        if given.get("new") != given.get("again"):
            self._again([EMPTY, line(DIFFER, "warning")], "new", "again")
        else:
            self._try(given)

    @work(exclusive=True)
    async def _try(self, given: Mapping[str, str]) -> None:
        self.say([EMPTY, line(DOING)])

        def confirmed() -> str:
            if "own" in given:
                self.desk.vault.people.confirm(given["own"])
            return self._do(given)

        try:
            done = await self.champion.at_work.do(confirmed)
        except DeskError as error:
            self._again(self.error_rows(error), self._fields[0].id)
            return
        self.leave(done)

    def _again(self, rows: list[Row], *fields: str) -> None:
        """Say what is wrong, and have those lines typed again."""
        self.say(rows)
        boxes = [self.query_one(f"#{field}", TextBox) for field in fields]
        for box in boxes:
            box.value = ""
        boxes[0].focus()
