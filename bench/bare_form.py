"""The program to compare with: a Textual form with header, words, input, list and footer that does nothing."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, OptionList, Static

MARKER = "bare-form-marker"


class BareForm(App[None]):
    """A form as bare as can be."""

    def compose(self) -> ComposeResult:
        """Header, words, input, list and footer."""
        yield Header()
        yield Static(MARKER)
        yield Input()
        yield OptionList("one", "two")
        yield Footer()


if __name__ == "__main__":
    BareForm().run()
