"""Makes the vault: name, role, a passphrase typed twice. Then shows the recovery code once, until the person has written it down."""

from collections.abc import Iterator, Sequence

from textual import on, work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.screen_commands import Command, footer_of
from champion_tui.ground.dates.date_words import wait_words
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.vault.unlock import PASSPHRASE
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

DIFFER = "The two passphrases are not the same. Type them again."
RECOVERY = "Recovery code"
RECOVERY_WHY = (
    "This code opens the vault if the passphrase is forgotten. It is shown now and never again. Write it on paper and keep the "
    "paper away from this computer. Without passphrase and code nobody can open the vault, and its cases are lost."
)
RECOVERY_PROOF = "When you have written it down, type its last {count} characters and press Enter."
RECOVERY_WRONG = "These are not its last characters. Look at what you wrote down, and type them again."
RECOVERY_STAY = "Write the code down first: it is shown only here."

PROOF = 4
"""How many of its last letters and digits prove that the code was written down."""


def proof_of(code: str) -> str:
    """Returns the last ``PROOF`` letters and digits of the code, in capitals."""
    return "".join(letter for letter in code if letter.isalnum()).upper()[-PROOF:]


class RecoveryScreen(ChampionScreen[None]):
    """Shows the recovery code. Ends once its last characters were typed; going back does not end it."""

    NAME = "recovery-code"
    HEADING = RECOVERY
    PURPOSE = "Make sure that the vault can be opened if the passphrase is forgotten."
    SHOWS = ("The code, this once, and a line to type its end into.",)
    AUTO_FOCUS = "TextBox"

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def parts(self) -> Iterator[Widget]:
        """Yields the code, why it matters, and the box for the proof."""
        yield Prose([line(RECOVERY_WHY), EMPTY, line(self._code, "title"), EMPTY])
        yield Prose([line(RECOVERY_PROOF.format(count=PROOF)), EMPTY])
        yield TextBox()
        yield Prose(id="result")

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands, without the one for going back."""
        return footer_of(self.NAME, without=("back",))

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        if proof_of(event.value) == proof_of(self._code):
            self.leave(None)
        else:
            self.say([EMPTY, line(RECOVERY_WRONG, "warning")])

    def action_back(self) -> None:
        """Stays, because the code is shown only here."""
        self.say([EMPTY, line(RECOVERY_STAY, "warning")])


NEW_VAULT = "Make a vault"
NEW_VAULT_WHY = (
    "There is no vault on this computer yet. Cases are kept in it, encrypted, and nobody can read them without the "
    "passphrase you choose now. Several words that only you put together are better than one hard word."
)
BY_ITSELF = "If nobody presses a key for {hide}, everything is hidden. After {lock} the vault is locked as well. You can change both in Settings."
NAME, ROLE, AGAIN = "Your name", "Your role", "The same again"
MAKING = "Making the vault. This takes a moment on purpose: it keeps guessers out."

FIELDS = (("name", NAME, False), ("role", ROLE, False), ("passphrase", PASSPHRASE, True), ("again", AGAIN, True))


class NewVaultScreen(InBoxes[bool]):
    """The form for a new vault. Ends with True once the vault is made and its recovery code written down."""

    NAME = "new-vault"
    HEADING = NEW_VAULT
    PURPOSE = "Make the vault in which cases are kept on this computer."
    SHOWS = (
        "Your name and role, which appear on what you write. Then the passphrase, typed twice because it is not shown.",
    )
    AUTO_FOCUS = "#name"

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the four boxes, the result, and after how long the screen is hidden and the vault locked."""
        yield Prose([line(NEW_VAULT_WHY)])
        for field, words, secret in FIELDS:
            yield Caption(words)
            yield TextBox(password=secret, id=field)
        yield Prose(id="result")
        settings = self.desk.settings
        waits = BY_ITSELF.format(hide=wait_words(settings.blank_after), lock=wait_words(settings.lock_after))
        yield Prose([EMPTY, line(waits, "quiet")])

    @property
    def boxes(self) -> tuple[TextBox, ...]:
        """The four boxes."""
        return tuple(self.query_one(f"#{field}", TextBox) for field, _, _ in FIELDS)

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with a name, a role or the passphrase. Whether the two passphrases are equal is checked at the
        end.
        """
        if box.id in (None, "again"):
            return ()
        own = [each.value for each in self.boxes[:2]]
        problem = self.desk.vault.people.problem_in(box.id, box.value, own)
        return (EMPTY, line(problem, "warning")) if problem else ()

    def typed_all(self) -> None:
        """Makes the vault."""
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
            code = await self.champion.at_work.do(lambda: self.desk.vault.create(name, role, words))
        except DeskError as error:
            self.say(self.error_rows(error))
            return
        await self.result_of(RecoveryScreen(code))
        self.leave(True)
