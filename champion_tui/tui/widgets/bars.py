"""The header (where the person is, whether it is saved, date and time) and the line of keys at the bottom."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from champion_tui.ground.values import immutable
from champion_tui.ground.visible import harmless
from champion_tui.tui.widgets.prose import Looking
from champion_tui.tui.widgets.states import LOOK_OF, STATE

BETWEEN, CLOSER = "   ", "  "
"""What separates two keys, normally and if there is little room."""

BETWEEN_ENDS = "  "
"""Least gap between the two ends of the header."""


Shorter: TypeAlias = Sequence[tuple[str, str]]
"""Pairs of words in the header and shorter words to replace them if there is no room, in the order in which they are replaced."""


class HeaderLine(Looking):
    """The header: where the person is on the left; date, progress and whether it is saved on the right. ``tag`` is always shown
    in front of both, however narrow the screen. States among the words are drawn as tags.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tag = ""
        self.left = ""
        self.right = ""
        self.shorter: Shorter = ()

    def show(self, left: str, right: str, shorter: Shorter = ()) -> None:
        """Shows new words, each end on one line. ``shorter`` says how to shorten the right end if both do not fit."""
        words = (_on_one_line(left), _on_one_line(right), shorter)
        if words != (self.left, self.right, self.shorter):
            self.left, self.right, self.shorter = words
            self.refresh()

    def render(self) -> Content:
        """Returns the tag and both ends. If there is no room, the right end is shortened first, then the left one is cut with
        an ellipsis.
        """
        tag = f"{self.tag}{BETWEEN_ENDS}" if self.tag else ""
        width = self.size.width - len(tag)
        left, right = Content(self.left), self.right
        for long, short in self.shorter:
            if left.cell_length + len(BETWEEN_ENDS) + len(right) <= width:
                break
            right = right.replace(long, short)
        left = left.truncate(max(width - len(right) - len(BETWEEN_ENDS), 0), ellipsis=True)
        styles = {look: self.get_visual_style(f"look--{look}") for look in set(LOOK_OF.values())}
        return Content.assemble(
            tagged(tag, styles, "bold"),
            left.stylize("bold"),
            tagged(" " * (width - left.cell_length - len(right)) + right, styles),
        )


@immutable
class KeyEntry:
    """An entry of the line of keys: its first key, all its keys, what it does, and whether it must always be shown."""

    first: str
    both: str
    words: str
    must: bool
    press: str = ""
    """The key that a click on it presses, as Textual names it; "" if no single key does it."""
    brief: str | None = None
    """Shorter words for a narrow line, None if there are none. They are used, with less space between keys, before the entry is
    left out.
    """


class KeysLine(Widget, inherit_bindings=False):
    """The keys that matter now, with words. Second keys are shown if all of them fit. If the keys do not fit with one key each,
    those that may be left out are dropped from the end. Posts ``Pressed``.
    """

    class Pressed(Message):
        """The person clicked on ``key``."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[KeyEntry, ...] = ()
        self.said = ""

    def show(self, keys: Sequence[KeyEntry]) -> None:
        """Shows other keys."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.refresh()

    def say(self, sentence: str) -> None:
        """Shows a sentence in place of the keys; "" shows the keys again."""
        words = _on_one_line(sentence)
        if words != self.said:
            self.said = words
            self.refresh()

    @property
    def text(self) -> str:
        """The words as drawn at the current width."""
        return self.render().plain

    def render(self) -> Content:
        """Returns the sentence, or as many keys as fit."""
        if self.said:
            return Content.styled(self.said, "bold").truncate(self.size.width, ellipsis=True)
        between, drawn = self._drawn()
        return Content(between).join(part for _, part in drawn)

    def _drawn(self) -> tuple[str, "Drawn"]:
        """Returns the separator, and the keys that fit with their words."""
        width, keys = self.size.width, list(self.keys)
        drawn: Drawn = [(key, _entry(key.both, key.words)) for key in keys]
        while _length(drawn, BETWEEN) > width:
            drawn = [(key, _entry(key.first, key.words)) for key in keys]
            if _length(drawn, BETWEEN) <= width:
                break
            spare = [key for key in keys if not key.must and key.brief is None]
            if not spare:
                closer: Drawn = [
                    (key, _entry(key.first, key.words if key.brief is None else key.brief)) for key in keys
                ]
                if _length(closer, CLOSER) <= width:
                    return CLOSER, closer
            keys.remove((spare or [key for key in keys if not key.must] or keys)[-1])
        return BETWEEN, drawn

    def on_click(self, event: Click) -> None:
        """Presses the key that was clicked."""
        event.stop()
        left = event.x - self.styles.padding.left
        between, drawn = self._drawn()
        for key, part in () if self.said else drawn:
            if 0 <= left < part.cell_length and key.press:
                self.post_message(self.Pressed(key.press))
            left -= part.cell_length + len(between)


Drawn: TypeAlias = list[tuple[KeyEntry, Content]]
"""Keys with their words as drawn."""


def _entry(keys: str, words: str) -> Content:
    return Content.assemble((keys, "bold"), " ", words) if words else Content.styled(keys, "bold")


def _length(drawn: Drawn, between: str) -> int:
    return sum(part.cell_length + len(between) for _, part in drawn) - len(between)


def tagged(text: str, styles: Mapping[str, Style], base: str | Style = "") -> Content:
    """Returns one line, already made harmless, with each state in it drawn as a tag. A tag includes the space on both sides, or
    on neither. ``styles`` maps each look to its style.
    """
    content = Content.styled(text, base)
    for found in STATE.finditer(text):
        alike = found[0].startswith(" ") and found[0].endswith(" ")
        content = content.stylize(styles[LOOK_OF[found[1]]], *found.span(0 if alike else 1))
    return content


def _on_one_line(words: str) -> str:
    return harmless(" ".join(words.splitlines()).replace("\t", " "))
