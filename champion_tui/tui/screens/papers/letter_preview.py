"""A letter exactly as it would be printed, before anything is written."""

from typing import ClassVar

from champion_tui.domain.cases.letter import LetterWanted
from champion_tui.tui.screens.papers.preview import PreviewScreen
from champion_tui.tui.screens.papers.sending_words import LETTER_PREVIEW_AT
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import bindings_for


class LetterPreviewScreen(PreviewScreen, inherit_bindings=False):
    """Dismissed as ``PreviewScreen``. What the referral still needs does not stop a letter."""

    NAME = "letter-preview"
    PURPOSE = "Read a letter to the council, out loud to the person, before it is written or printed."
    SHOWS = ("The text of the letter: only what was agreed stands in it.",)
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, reference: str, wanted: LetterWanted) -> None:
        super().__init__(reference)
        self._wanted = wanted

    def header(self) -> tuple[str, str]:
        """The case, and when it was saved."""
        return LETTER_PREVIEW_AT.format(reference=self.reference), self._view.saved if self._view else ""

    def look(self) -> None:
        """Make the letter's text."""
        self.ask_desk(
            lambda: (
                self.desk.cases.view(self.reference),
                self.desk.papers.letters.preview(self.reference, self._wanted),
                (),
            ),
            self._took,
        )

    def _write(self) -> None:
        """Ask where to."""
        if self._view is not None:
            self.go(places.Write(self.reference, "letter", self._wanted), self._written)
