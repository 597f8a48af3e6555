"""What one command is: words, help, keys, where it is valid. All of them stand in ``commands.py``."""

from dataclasses import dataclass

EVERYWHERE = "everywhere"
"""In ``Command.where``: valid on every screen, but for those in ``SCREENS_APART``."""

SCREENS_APART = frozenset({"hidden", "over-hidden", "too-small"})
"""Screens on which only the commands that name them are valid."""

DIGITS = tuple("123456789")
"""The keys that choose a line by its number."""

KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    ``words`` is what footer and palette say, ``help`` a whole sentence. ``keys`` in order of preference; ``shown`` replaces
    their names where several keys belong together ("1-9"). ``where`` names screens, or ``EVERYWHERE``. ``action`` is the
    Textual action; without one, the part of the screen that has the focus does it. ``footer`` says whether it is worth a
    place there. ``anyhow`` keys work while text is typed and over every dialog.
    """

    id: str
    words: str
    help: str
    keys: tuple[str, ...]
    where: frozenset[str]
    action: str = ""
    shown: str = ""
    footer: bool = False
    anyhow: bool = False

    def valid_on(self, screen: str) -> bool:
        """Whether the command can be given on the screen of that name."""
        return screen in self.where or (EVERYWHERE in self.where and screen not in SCREENS_APART)

    def key_words(self, *, first_only: bool = False) -> str:
        """The keys as people read them: ``F2 or Ctrl+E``."""
        names = (self.shown,) if self.shown else tuple(key_name(key) for key in self.keys)
        return names[0] if first_only else " or ".join(names)


def key_name(key: str) -> str:
    """A key as it stands on the keyboard: ``ctrl+e`` is ``Ctrl+E``."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    *modifiers, last = key.split("+")
    return "+".join([*(part.title() for part in modifiers), last.upper() if modifiers or last[1:].isdigit() else last])


def on(*screens: str) -> frozenset[str]:
    """The screens on which a command is valid."""
    return frozenset(screens)
