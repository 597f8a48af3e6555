"""The program to compare with: a Textual form with header, words, input, list and footer that does nothing."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer, Header, Input, OptionList, Static

MARKER, OPENED = "bare-form-marker", "another-bare-form"
OPEN, BACK = "\x0f", "\x02"
"""Ctrl+O opens a form over the first, Ctrl+B leaves it."""


def form(words: str) -> ComposeResult:
    """Header, words, input, list and footer."""
    yield Header()
    yield Static(words)
    yield Input()
    yield OptionList("one", "two")
    yield Footer()


class AnotherForm(Screen[None]):
    """The same over the first."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+b", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """The form."""
        return form(OPENED)


class BareForm(App[None]):
    """A form as bare as can be."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+o", "open", "Open")]

    def compose(self) -> ComposeResult:
        """The form."""
        return form(MARKER)

    async def action_open(self) -> None:
        """Open another over it."""
        await self.push_screen(AnotherForm())


if __name__ == "__main__":
    BareForm().run()
