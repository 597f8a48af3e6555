"""The fixtures for journeys in a real terminal: ``open_terminal`` and ``open_tmux``."""

from multiplexer import open_tmux
from terminal import open_terminal

__all__ = ["open_terminal", "open_tmux"]
