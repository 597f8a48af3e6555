"""What the journeys in a real terminal stand on: ``open_terminal`` and ``open_tmux``."""

from multiplexer import open_tmux
from terminal import open_terminal

__all__ = ["open_terminal", "open_tmux"]
