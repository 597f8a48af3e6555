"""The recovery code: shown once, and not left before it is written down."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.widget import Widget

from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.commands import Command, bindings_for, footer_of
from champion_tui.tui.shell.shell_words import RECOVERY, RECOVERY_PROOF, RECOVERY_STAY, RECOVERY_WHY, RECOVERY_WRONG
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

PROOF = 4
"""How many of its last letters and digits show that somebody has written the code down."""


def proof_of(code: str) -> str:
    """The letters and digits that end the code, in capitals."""
    return "".join(letter for letter in code if letter.isalnum()).upper()[-PROOF:]


class RecoveryScreen(ChampionScreen[None]):
    """Dismissed once its last letters were typed; back does not leave it."""

    NAME = "recovery-code"
    HEADING = RECOVERY
    PURPOSE = "Make sure that the vault can be opened if the passphrase is forgotten."
    SHOWS = ("The code, this once, and a line to type its end into.",)
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "TextBox"

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def parts(self) -> Iterator[Widget]:
        """The code, why it matters, the proof."""
        yield Prose([line(RECOVERY_WHY), EMPTY, line(self._code, "title"), EMPTY])
        yield Prose([line(RECOVERY_PROOF.format(count=PROOF)), EMPTY])
        yield TextBox()
        yield Prose(id="result")

    def footer_commands(self) -> tuple[Command, ...]:
        """There is no way back from here."""
        return footer_of(self.NAME, without=("back",))

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        if proof_of(event.value) == proof_of(self._code):
            self.leave(None)
        else:
            self.say([EMPTY, line(RECOVERY_WRONG, "warning")])

    def action_back(self) -> None:
        """Stay: the code is shown only here."""
        self.say([EMPTY, line(RECOVERY_STAY, "warning")])
