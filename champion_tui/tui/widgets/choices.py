"""A list to choose from: digits and arrows, Enter goes on; Space marks where several may be chosen; long lists narrow."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message

from champion_tui.desk.views import OptionView
from champion_tui.domain.answers import Answer
from champion_tui.tui.layout import CHOSEN, EMPTY, Cell, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.words import NARROWED, NOTHING_FITS

BY_DIGIT = 9
"""The longest list that digits reach; a longer one narrows as letters are typed."""


class Choices(Prose, can_focus=True):
    """Options, one of them marked by ``>`` while the list has the focus. Posts ``Chosen``; then waits, keeping what is typed, until it is shown anew.

    ``hint_column`` puts hints beside the words, that many columns further on; 0 puts them below.
    """

    class Chosen(Message):
        """The person went on with ``answer``: an option id, or ids in the options' order where several may be chosen."""

        def __init__(self, choices: "Choices", answer: Answer) -> None:
            super().__init__()
            self.choices = choices
            self.answer = answer

        @property
        def control(self) -> "Choices":
            """The list it comes from."""
            return self.choices

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._hint_column = 0
        self._options: tuple[OptionView, ...] = ()
        self._many = False
        self._marked: tuple[str, ...] = ()
        self._typed = ""
        self._at = 0
        self._waiting = False
        self._ahead: list[events.Key] = []

    # -- what it shows ----------------------------------------------------------------------------------------------

    @property
    def options(self) -> tuple[OptionView, ...]:
        """The options that are left after narrowing."""
        words = self._typed.casefold().split()
        return tuple(
            option
            for option in self._options
            if all(word in f"{option.words} {option.hint}".casefold() for word in words)
        )

    @property
    def narrows(self) -> bool:
        """Whether letters narrow the list."""
        return len(self._options) > BY_DIGIT

    @property
    def marked(self) -> tuple[str, ...]:
        """The options marked where several may be chosen, in the options' order."""
        return tuple(option.id for option in self._options if option.id in self._marked)

    @property
    def here(self) -> OptionView | None:
        """The option that Enter would take."""
        return self.options[self._at] if self.options else None

    def offer(
        self, options: Sequence[OptionView], given: Answer | None = None, *, many: bool = False, hint_column: int = 0
    ) -> None:
        """Show a list with the answer given before, if there is one, marked; what was typed meanwhile is then done."""
        self._hint_column = hint_column
        self._options, self._many, self._typed = tuple(options), many, ""
        before = () if given is None else (given,) if isinstance(given, str) else given
        self._marked = before if many else ()
        ids = [option.id for option in self._options]
        self._at = next((ids.index(answer) for answer in before if answer in ids), 0)
        self._draw()
        self.resume()

    def resume(self) -> None:
        """Listen again after ``Chosen``: what was typed meanwhile is done now, up to the next choice that must be waited for."""
        self._waiting = False
        while self._ahead and not self._waiting:
            self._press(self._ahead.pop(0))

    def forget_typed(self) -> None:
        """Drop what was typed while waiting."""
        self._ahead = []

    def _draw(self) -> None:
        rows: list[Row] = []
        if self._typed:
            rows = [line(NARROWED.format(typed=self._typed), "accent"), EMPTY]
        rows += [row for number, option in enumerate(self.options) for row in self._option_rows(number, option)]
        if not self.options:
            rows.append(line(NOTHING_FITS))
        self.show(rows)
        self.call_after_refresh(self._keep_in_view)

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        here = number == self._at and self.has_focus
        look = CHOSEN if here else ""
        arrow = Cell(">" if here else "", look, 1)
        digit = Cell(str(number + 1) if number < BY_DIGIT else "", look or "accent", 1)
        box = [Cell("[x]" if option.id in self._marked else "[ ]", look, 3)] if self._many else []
        if self._hint_column:
            words = Cell(option.words, look, self._hint_column)
            return [(arrow, digit, *box, words, Cell(option.hint, look or "quiet"))]
        row: Row = (arrow, digit, *box, Cell(option.words, look))
        blank = [Cell("", look, cell.width) for cell in row[:-1]]
        return [row, (*blank, Cell(option.hint, look or "quiet"))] if option.hint else [row]

    def _keep_in_view(self) -> None:
        if not self.options or not self.is_attached or not self.has_focus:
            return
        before = 2 if self._typed else 0
        rows_each = [len(self._option_rows(number, option)) for number, option in enumerate(self.options)]
        first = before + sum(rows_each[: self._at])
        top, _ = self.row_region(first)
        last_top, last_height = self.row_region(first + rows_each[self._at] - 1)
        region = Region(0, top, self.size.width, last_top + last_height - top)
        self.scroll_visible_region(region)

    def scroll_visible_region(self, region: Region) -> None:
        """Scroll what holds the list so that ``region`` of it can be seen."""
        holder = self.parent
        scroll = getattr(holder, "scroll_to_region", None)
        if scroll is not None:
            scroll(region.translate(self.virtual_region.offset), animate=False, force=True)

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001  Textual's signature
        """Only a list that takes Enter shows which line it would take."""
        super().watch_has_focus(has_focus)
        self._draw()

    # -- what is pressed --------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take the keys of a list; leave all others to the screen."""
        if not self._takes(event):
            return
        event.stop()
        event.prevent_default()
        if self._waiting:
            self._ahead.append(event)
        else:
            self._press(event)

    def _takes(self, event: events.Key) -> bool:
        if event.key in {"up", "down", "home", "end", "enter"} or event.key in set("123456789"):
            return True
        if event.key == "space":
            return self._many or bool(self._typed)
        if event.key == "backspace":
            return bool(self._typed)
        return self.narrows and event.character is not None and event.is_printable

    def _press(self, event: events.Key) -> None:
        key = event.key
        if key == "enter":
            self._go_on()
        elif key in {"up", "down", "home", "end"}:
            self._move({"up": self._at - 1, "down": self._at + 1, "home": 0, "end": len(self.options) - 1}[key])
        elif len(key) == 1 and key.isdigit():
            self._digit(int(key) - 1)
        elif key == "space" and self._many:
            self._mark()
        elif key == "backspace":
            self._narrow(self._typed[:-1])
        elif event.character is not None:
            self._narrow(self._typed + event.character)

    def _digit(self, number: int) -> None:
        if number >= len(self.options):
            return
        self._move(number)
        if self._many:
            self._mark()
        else:
            self._go_on()

    def _move(self, to: int) -> None:
        self._at = min(max(to, 0), max(len(self.options) - 1, 0))
        self._draw()

    def _narrow(self, typed: str) -> None:
        self._typed, self._at = typed, 0
        self._draw()

    def _mark(self) -> None:
        if not self.options:
            return
        option = self.options[self._at]
        if option.id in self._marked:
            self._marked = tuple(marked for marked in self._marked if marked != option.id)
        else:
            alone = {other.id for other in self._options if other.alone}
            kept = () if option.alone else tuple(marked for marked in self._marked if marked not in alone)
            self._marked = (*kept, option.id)
        self._draw()

    def _go_on(self) -> None:
        if not self.options:
            return
        self._waiting = True
        self.post_message(self.Chosen(self, self.marked if self._many else self.options[self._at].id))
