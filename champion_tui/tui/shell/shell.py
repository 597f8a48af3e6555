"""What a screen or a widget knows of the app."""

from typing import Protocol

from champion_tui.tui.shell.guard import Guard
from champion_tui.tui.shell.stack import Stack


class Shell(Stack, Protocol):
    """The app as its screens and widgets see it, and as ``Navigation`` does."""

    guard: Guard
