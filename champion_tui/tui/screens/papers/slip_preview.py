"""What the person would take away, exactly as it would be printed, before anything is written."""

from typing import ClassVar

from champion_tui.tui.screens.papers.preview import PreviewScreen
from champion_tui.tui.screens.papers.sending_words import SLIP_PREVIEW_AT
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import bindings_for


class SlipPreviewScreen(PreviewScreen, inherit_bindings=False):
    """Dismissed as ``PreviewScreen``. What the council still needs does not stop it: it is the person's; for the same reason the
    keys for ways to the council are not inherited.
    """

    NAME = "slip-preview"
    PURPOSE = "Read what the person takes away, before it is written or printed."
    SHOWS = ("The text of each file of the slip, in the form and the language that were chosen.",)
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = ""

    def header(self) -> tuple[str, str]:
        """The case, and when it was saved."""
        return SLIP_PREVIEW_AT.format(reference=self.reference), self._view.saved if self._view else ""

    def look(self) -> None:
        """Make the slip's text."""
        self.ask_desk(
            lambda: (self.desk.cases.view(self.reference), self.desk.papers.slips.preview(self.reference), ()),
            self._took,
        )

    def _write(self) -> None:
        """Ask where to."""
        if self._view is not None:
            self.go(places.Write(self.reference, "slip"), self._written)
