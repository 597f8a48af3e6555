"""The program to compare with: a Textual form with a header, text, input, list and footer that does nothing."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer, Header, Input, OptionList, Static

MARKER, OPENED = "bare-form-marker", "another-bare-form"
OPEN, BACK = "\x0f", "\x02"
"""Ctrl+O opens a form over the first one, Ctrl+B closes it."""


def form(words: str) -> ComposeResult:
    """Yields a header, text, an input, a list and a footer."""
    yield Header()
    yield Static(words)
    yield Input()
    yield OptionList("one", "two")
    yield Footer()


class AnotherForm(Screen[None]):
    """The same form, over the first one."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+b", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """Returns the form."""
        return form(OPENED)


class BareForm(App[None]):
    """An app with one form and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+o", "open", "Open")]

    def compose(self) -> ComposeResult:
        """Returns the form."""
        return form(MARKER)

    async def action_open(self) -> None:
        """Opens another form over it."""
        await self.push_screen(AnotherForm())


if __name__ == "__main__":
    BareForm().run()
