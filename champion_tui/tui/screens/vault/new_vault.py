"""Make the vault: name, role, a passphrase typed twice; then the recovery code, shown once."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.vault.recovery import RecoveryScreen
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.shell.shell_words import AGAIN, DIFFER, MAKING, NAME, NEW_VAULT, NEW_VAULT_WHY, PASSPHRASE, ROLE
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

FIELDS = (("name", NAME, False), ("role", ROLE, False), ("passphrase", PASSPHRASE, True), ("again", AGAIN, True))


class NewVaultScreen(InBoxes[bool]):
    """Dismissed with True once the vault is made and its recovery code written down."""

    NAME = "new-vault"
    HEADING = NEW_VAULT
    PURPOSE = "Make the vault in which cases are kept on this computer."
    SHOWS = ("Your name and role, which stand on what you write; the passphrase, typed twice because it is not shown.",)
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#name"

    def parts(self) -> Iterator[Widget]:
        """Why, the four fields, and what came of it."""
        yield Prose([line(NEW_VAULT_WHY)])
        for field, words, secret in FIELDS:
            yield Caption(words)
            yield TextBox(password=secret, id=field)
        yield Prose(id="result")

    @property
    def boxes(self) -> tuple[TextBox, ...]:
        """The four fields."""
        return tuple(self.query_one(f"#{field}", TextBox) for field, _, _ in FIELDS)

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """What is wrong with a name, a role or the passphrase; whether it is the same again shows at the end."""
        if box.id in (None, "again"):
            return ()
        own = [each.value for each in self.boxes[:2]]
        problem = self.desk.vault.people.problem_in(box.id, box.value, own)
        return (EMPTY, line(problem, "warning")) if problem else ()

    def typed_all(self) -> None:
        """Make the vault."""
        name, role, first, again = (box.value for box in self.boxes)
        if first == again:
            self._make(name, role, first)
            return
        self.say([EMPTY, line(DIFFER, "warning")])
        for box in self.boxes[2:]:
            box.value = ""
        self.boxes[2].focus()

    @work(exclusive=True)
    async def _make(self, name: str, role: str, words: str) -> None:
        self.say([EMPTY, line(MAKING)])
        try:
            code = await self.slow(lambda: self.desk.vault.create(name, role, words))
        except DeskError as error:
            self.say(self.error_rows(error))
            return
        await self.result_of(RecoveryScreen(code))
        self.leave(True)
