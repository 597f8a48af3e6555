"""The line on top (where am I, is it saved, what time is it) and the line of keys at the bottom."""

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
"""Between two keys, and where there is little room."""

BETWEEN_ENDS = "  "
"""Between the ends of the line on top, at least."""


Shorter: TypeAlias = Sequence[tuple[str, str]]
"""Words of the line on top, and what stands in their place where there is no room for them: what goes first comes first."""


class HeaderLine(Looking):
    """Where the person is on the left; date, progress and whether it is saved on the right. ``tag`` stands before all of it,
    whatever the screen says and however narrow it is. States among the words are tags.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tag = ""
        self.left = ""
        self.right = ""
        self.shorter: Shorter = ()

    def show(self, left: str, right: str, shorter: Shorter = ()) -> None:
        """Show other words, on one line; of those on the right the ``shorter`` ones where both ends do not fit."""
        words = (_on_one_line(left), _on_one_line(right), shorter)
        if words != (self.left, self.right, self.shorter):
            self.left, self.right, self.shorter = words
            self.refresh()

    def render(self) -> Content:
        """The tag and both ends; where there is no room the right one in fewer words, then the left one cut, with a sign that it is."""
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
    """One entry of the line of keys: its first key, all its keys, what it does, and whether it may be left out."""

    first: str
    both: str
    words: str
    must: bool
    press: str = ""
    """What a click on it presses, as Textual names it; "" where no one key does it."""
    brief: str | None = None
    """Its words where there is too little room for it as it is: then the keys stand closer before it is left out."""


class KeysLine(Widget, inherit_bindings=False):
    """The keys that matter now, in words: each with its second key where all of that fits. Where they do not fit with one key each, the last
    of those that may be left out go first. Posts ``Pressed``.
    """

    class Pressed(Message):
        """Somebody clicked on ``key``."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[KeyEntry, ...] = ()
        self.said = ""

    def show(self, keys: Sequence[KeyEntry]) -> None:
        """Show other keys."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.refresh()

    def say(self, sentence: str) -> None:
        """Show a sentence in the place of the keys; "" shows them again."""
        words = _on_one_line(sentence)
        if words != self.said:
            self.said = words
            self.refresh()

    @property
    def text(self) -> str:
        """The words as they are drawn at the present width."""
        return self.render().plain

    def render(self) -> Content:
        """As many keys as fit."""
        if self.said:
            return Content.styled(self.said, "bold").truncate(self.size.width, ellipsis=True)
        between, drawn = self._drawn()
        return Content(between).join(part for _, part in drawn)

    def _drawn(self) -> tuple[str, "Drawn"]:
        """The keys for which there is room, with their words, and what stands between two of them."""
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
        """A click on a key presses it."""
        event.stop()
        left = event.x - self.styles.padding.left
        between, drawn = self._drawn()
        for key, part in () if self.said else drawn:
            if 0 <= left < part.cell_length and key.press:
                self.post_message(self.Pressed(key.press))
            left -= part.cell_length + len(between)


Drawn: TypeAlias = list[tuple[KeyEntry, Content]]
"""Keys as they are drawn."""


def _entry(keys: str, words: str) -> Content:
    return Content.assemble((keys, "bold"), " ", words) if words else Content.styled(keys, "bold")


def _length(drawn: Drawn, between: str) -> int:
    return sum(part.cell_length + len(between) for _, part in drawn) - len(between)


def tagged(text: str, styles: Mapping[str, Style], base: str | Style = "") -> Content:
    """A line, made harmless before, with each state in it as a tag, which has a column more on either side or on none. ``styles`` holds the
    style of each look.
    """
    content = Content.styled(text, base)
    for found in STATE.finditer(text):
        alike = found[0].startswith(" ") and found[0].endswith(" ")
        content = content.stylize(styles[LOOK_OF[found[1]]], *found.span(0 if alike else 1))
    return content


def _on_one_line(words: str) -> str:
    return harmless(" ".join(words.splitlines()).replace("\t", " "))
