"""A list to choose from. A digit or an arrow marks a line, and Enter goes on with it; no key does both.

There are two kinds. In a list of **answers** nothing is marked until the person marks it, except an answer given earlier. A
**menu** only leads to another page, so its first line is marked from the start. If several answers are allowed, digits and
Space mark and Enter goes on. A searched list has a box on top; digits are then text like any other key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message

from champion_tui.desk.options import Finder, OptionView
from champion_tui.ground.answers import Answer
from champion_tui.tui.widgets.layout import CHOSEN, EMPTY, Cell, Row, line
from champion_tui.tui.widgets.lists.answering import DOUBLE, Answering
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import searched_for, searched_with

SEARCH = "Search"
NOTHING_FITS = "Nothing here matches “{typed}”. Backspace deletes letters."
EMPTY_LIST = "There is nothing in this list."
ENTER_MARKS = "Enter marks the line"
MARK_FIRST = "Mark an answer first: its number or an arrow, then Enter."
MARK_FOUND_FIRST = "Mark a line first: type until one is left, or use the arrows; then Enter."
MARK_ONE = "Mark at least one, then press Enter."
MARK_ONE_OR_NONE = "Mark at least one, or 0: {none}. Then press Enter."
HIDDEN = "*"

BY_DIGIT = 9
"""Lines that digits can reach. A longer list gets a search box."""

ALONE = "0"
"""The key of the answer that excludes all others, such as "none of these"."""

DIGITS = frozenset("123456789") | {ALONE}

BOX = 30
"""Columns of the search box."""

MOVES = frozenset({"up", "down", "home", "end"})

APOSTROPHES_AND_DASHES = str.maketrans("\u2018\u2019\u2010\u2011\u2012\u2013\u2014\u2212", "''------")


class NoneOfThese(Prose):
    """The answer that excludes all others, shown between the page and the keys so that it is always visible."""

    def on_click(self, event: events.Click) -> None:
        """Marks it in the list that has the focus."""
        event.stop()
        for choices in self.screen.walk_children(Choices):
            if choices.has_focus and self.row_at(event.y) is not None:
                choices.click_alone()


class Choices(Answering):
    """Options to choose from. The marked one has a ``>`` in front while the list has the focus.

    Posts ``Chosen`` and then drops keys until new options are offered or ``listen`` is called, so that no key can answer the
    next page before it is seen. Posts ``Unmarked`` if Enter is pressed while nothing is marked.
    """

    class Chosen(Message):
        """The person went on with ``answer``: an option's id, or ids in the order of the options if several may be chosen."""

        def __init__(self, choices: "Choices", answer: Answer) -> None:
            super().__init__()
            self.choices = choices
            self.answer = answer

        @property
        def control(self) -> "Choices":
            """The list that posted it."""
            return self.choices

    class Unmarked(Message):
        """Enter did nothing because nothing is marked; ``words`` say what to do."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    LOOKS = ("", "quiet")
    """The looks of an option's words and of its hint."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._searched: bool | None = None
        self._finder: Finder | None = None
        self._hint_column = self._hang = 0
        self._options: tuple[OptionView, ...] = ()
        self._alone: OptionView | None = None
        self._many = self._menu = self._was_offered = False
        self._ticked: tuple[str, ...] = ()
        self._typed = ""
        self._found: tuple[OptionView, ...] = ()
        self._start: str | None = None
        self._at: int | None = None
        self._taken: list[int] = []
        """The number of rows of each option shown."""

    # -- drawing ----------------------------------------------------------------------------------------------------

    @property
    def options(self) -> tuple[OptionView, ...]:
        """The options that can be marked now: those found, followed by the one that excludes all others."""
        return self._found if self._alone is None else (*self._found, self._alone)

    @property
    def searched(self) -> bool:
        """Whether there is a search box."""
        return len(self._options) > BY_DIGIT if self._searched is None else self._searched

    @property
    def takes_digits(self) -> bool:
        """Whether digits mark a line. They do not while text is typed into a search box."""
        return not self.searched or (self._many and not self._typed)

    @property
    def several(self) -> bool:
        """Whether several answers can be given."""
        return self._many

    @property
    def digits(self) -> str:
        """The digits that mark a line, for the line of keys: ``1-6``."""
        return digits(len(self._found))

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the options marked if several may be chosen, in the order of the options."""
        return tuple(option.id for option in self._all if option.id in self._ticked)

    @property
    def here(self) -> OptionView | None:
        """The option that Enter would choose, or Space if several may be chosen; None if none is marked."""
        return None if self._at is None else self.options[self._at]

    @property
    def _all(self) -> tuple[OptionView, ...]:
        return self._options if self._alone is None else (*self._options, self._alone)

    @property
    def needs_one(self) -> bool:
        """Whether a list of several answers needs at least one."""
        return True

    def offer(
        self,
        options: Sequence[OptionView],
        given: Answer | None = None,
        *,
        many: bool = False,
        menu: bool = False,
        searched: bool | None = None,
        hint_column: int = 0,
        hang: int = 0,
        finder: Finder | None = None,
    ) -> None:
        """Shows a list, with the answers in ``given`` marked.

        ``menu``: choosing only leads to another page, so the first line is marked from the start. ``searched``: whether there
        is a search box; None to decide by the list's length. ``hint_column``: the column at which hints are put next to the
        words, less if all words are shorter; 0 puts hints below. ``hang``: the indent of further lines of the words, in
        columns. ``finder`` returns the options for a typed text, for lists that are longer than ``options``. If the same list
        is shown again, its mark and search text are kept.
        """
        before = () if given is None else (given,) if isinstance(given, str) else given
        again = not self.is_shut and [option.id for option in options] == [option.id for option in self._all]
        here = self.here.id if again and self.here else None
        longest = hint_column if finder else max((len(option.words) for option in options), default=hint_column)
        self._hint_column, self._many, self._menu, self._searched = min(hint_column, longest), many, menu, searched
        self._hang, self._finder, self._was_offered = hang, finder, True
        self._alone = next((option for option in options if option.alone), None) if many else None
        self._options = tuple(option for option in options if option is not self._alone)
        self._ticked = before if many else ()
        self._start = next((answer for answer in before if any(answer == option.id for option in options)), here)
        self.reopen()
        self.search(self._typed if again else "")

    def find(self, typed: str) -> Sequence[OptionView]:
        """Returns the options that contain every word of ``typed`` in their words, hint or other names. If the list has a
        finder, returns what it finds.
        """
        if self._finder is not None:
            return self._finder(typed)
        words = folded(typed).split()
        return [
            option
            for option in self._options
            if all(word in folded(" ".join((option.words, option.hint, *option.also))) for word in words)
        ]

    def search(self, typed: str) -> None:
        """Shows what matches ``typed``. In a list of answers, a line is marked automatically only if it is the last one left."""
        self._typed = searched_for(typed)
        self._found = tuple(self.find(self._typed) if self._typed else self._options)
        ids = [option.id for option in self.options]
        by_itself = self._menu or self._many or (bool(self._typed) and len(self._found) == 1)
        first = 0 if by_itself and self._found else None
        self._at = ids.index(self._start) if self._start in ids and not self._typed else first
        self._draw()

    def _draw(self) -> None:
        marks = ENTER_MARKS if self._many and self._typed else ""
        rows: list[Row] = [search_row(self._typed, marks), EMPTY] if self.searched else []
        options = [self._option_rows(number, option) for number, option in enumerate(self._found)]
        self._taken = list(map(len, options))
        rows += chain.from_iterable(options)
        if self._was_offered and not self._found and not (self._menu and not self._typed):
            # Nothing is said before anything has been offered. The page itself explains why a menu is empty.
            rows.append(line(NOTHING_FITS.format(typed=self._typed) if self._typed else EMPTY_LIST))
        self.show(rows)
        self._show_alone()
        self.call_after_refresh(self._keep_in_view)

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        here = number == self._at and self.has_focus
        look = CHOSEN if here else ""
        of_words, of_hint = (CHOSEN, CHOSEN) if here else self.LOOKS
        arrow = Cell(">" if here else "", look, 1)
        digit = Cell(str(number + 1) if number < BY_DIGIT and self.takes_digits else "", look or "accent", 1)
        box = [Cell(self._box(option), look, 3)] if self._many else []
        if self._hint_column:
            words = Cell(option.words, of_words, self._hint_column, hang=self._hang)
            return [(arrow, digit, *box, words, Cell(option.hint, of_hint))]
        row: Row = (arrow, digit, *box, Cell(option.words, of_words))
        blank = [Cell("", look, cell.width) for cell in row[:-1]]
        return [row, (*blank, Cell(option.hint, of_hint))] if option.hint else [row]

    def _box(self, option: OptionView) -> str:
        return "[x]" if option.id in self._ticked else "[ ]"

    def _show_alone(self) -> None:
        """Shows the answer that excludes all others below the page, where a long list cannot push it out of sight."""
        if not self.is_attached:
            return
        rows: list[Row] = []
        if self._alone is not None and self.has_focus:
            here = self._at == len(self._found)
            look = CHOSEN if here else ""
            cells = (
                Cell(">" if here else "", look, 1),
                Cell(ALONE, look or "accent", 1),
                Cell(self._box(self._alone), look, 3),
            )
            rows = [
                line(MARK_ONE_OR_NONE.format(none=self._alone.words), "strong"),
                (*cells, Cell(self._alone.words, look)),
            ]
        for standing in self.screen.walk_children(NoneOfThese):
            standing.show(rows)

    def on_resize(self) -> None:
        """Keeps the marked line visible after a change of size, which may come before the call that waits for the next painting."""
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        if not self.is_attached or not self.has_focus or not self._rows:
            return
        before = 2 if self.searched else 0
        if self._at is None or self._at >= len(self._found):
            if self._typed:
                self._show_rows(0, 0)
            return
        first = before + sum(self._taken[: self._at])
        self._show_rows(first, first + self._taken[self._at] - 1)
        if before:
            self._show_rows(0, first + self._taken[self._at] - 1)

    def _show_rows(self, first: int, last: int) -> None:
        """Scrolls the list's container so that these rows are visible; several rows only if they fit."""
        holder = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if holder is None:
            return
        top, _ = self.row_region(first)
        last_top, last_height = self.row_region(last)
        region = Region(0, top, self.size.width, last_top + last_height - top)
        if first == last or region.height <= holder.size.height:
            where = self.region.offset - holder.region.offset + holder.scroll_offset
            region = region.translate(where)
            if region.bottom <= holder.size.height:
                # The top of the page fits too then, and the text above the list says what it is for.
                region = Region(0, 0, region.width, region.bottom)
            holder.scroll_to_region(region, animate=False, force=True)

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001  Textual's signature
        """Draws the mark, which is shown only while the list takes Enter."""
        super().watch_has_focus(has_focus)
        self._draw()

    # -- keys and clicks --------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Handles the keys of a list; leaves all others to the screen."""
        if not self._takes(event):
            return
        event.stop()
        event.prevent_default()
        if self.deaf_to(event):
            return
        key = event.key
        if key == "enter":
            self._go_on()
        elif key in MOVES:
            self._move(key)
        elif key == "backspace":
            self.search(self._typed[:-1])
        elif self._is_text(event):
            self.search(self._typed + str(event.character))
        elif key == "space":
            self._tick()
        else:
            self._digit(key)

    def on_paste(self, event: events.Paste) -> None:
        """Adds pasted text to the search. It never marks or goes on."""
        if self.searched and not self.deaf_to(event):
            event.stop()
            self.search(searched_with(self, self._typed, event.text))

    def on_click(self, event: events.Click) -> None:
        """Marks the option that was clicked; a double click goes on. If several may be chosen a click does what Space does, and
        only Enter goes on.
        """
        place = self._place_at(event.y)
        clicks = self.clicks(event, place)
        if place is None or not clicks:
            return
        self._at = place
        if self._many:
            # The second click of a double click undoes what the first did.
            self._tick()
        elif clicks == DOUBLE:
            self._go_on()
            return
        self._draw()

    def _place_at(self, y: int) -> int | None:
        """Returns the index of the option drawn on line ``y``, None if there is none."""
        row = self.row_at(y)
        row = -1 if row is None else row - (2 if self.searched else 0)
        for number, height in enumerate(self._taken if row >= 0 else ()):
            if row < height:
                return number
            row -= height
        return None

    def click_alone(self) -> None:
        """Marks or unmarks the answer that excludes all others, after a click on it."""
        if not self._shut and self._alone is not None:
            self._at = len(self._found)
            self._tick()

    def _takes(self, event: events.Key) -> bool:
        if event.key in MOVES or event.key == "enter" or (self.takes_digits and event.key in DIGITS):
            return True
        if event.key == "backspace":
            return self.searched
        return (self._many and event.key == "space") or self._is_text(event)

    def _is_text(self, event: events.Key) -> bool:
        """Returns whether a key goes into the search box. If several may be marked, digits and Space mark until a letter is typed."""
        if not self.searched or event.character is None or not event.is_printable:
            return False
        return not self._many or bool(self._typed) or not (event.key == "space" or event.key in DIGITS)

    def _digit(self, key: str) -> None:
        number, last = (len(self._found), len(self.options)) if key == ALONE else (int(key) - 1, len(self._found))
        if number < last:
            self._at = number
            if self._many:
                self._tick()
            self._draw()

    def _move(self, key: str) -> None:
        last = len(self.options) - 1
        if last < 0:
            return
        if self._at is None:
            self._at = last if key in {"up", "end"} else 0
        else:
            to = {"up": self._at - 1, "down": self._at + 1, "home": 0, "end": last}[key]
            self._at = min(max(to, 0), last)
        self._draw()

    def _tick(self) -> None:
        """Marks one of several answers, or unmarks it."""
        option = self.here
        if option is None:
            return
        if option.id in self._ticked:
            self._ticked = tuple(ticked for ticked in self._ticked if ticked != option.id)
        elif option is self._alone:
            self._ticked = (option.id,)
        else:
            alone = self._alone.id if self._alone else None
            self._ticked = (*(ticked for ticked in self._ticked if ticked != alone), option.id)
        self._draw()

    def _go_on(self) -> None:
        if self._many and self._typed:
            self._take_found()
            return
        unmarked = self._unmarked()
        if unmarked:
            self.post_message(self.Unmarked(unmarked))
        elif self._many or self.here is not None:
            self.shut()
            self.post_message(self.Chosen(self, self.marked if self.here is None or self._many else self.here.id))

    def _take_found(self) -> None:
        """Marks the option that was searched for among several, and shows all of them again."""
        if self.here is not None:
            self._start = self.here.id
            if self.here.id not in self._ticked:
                self._tick()
            self.search("")

    def _unmarked(self) -> str:
        """Returns what to do before Enter can go on; "" if it can, or if there is nothing to mark."""
        if self._many:
            words = MARK_ONE if self._alone is None else MARK_ONE_OR_NONE.format(none=self._alone.words)
            return words if self.needs_one and not self.marked else ""
        if self.here is not None or not self.options:
            return ""
        return MARK_FOUND_FIRST if self.searched else MARK_FIRST


def search_row(typed: str, then: str = "") -> Row:
    """Returns the row of a search box, followed by ``then``, which says what Enter does if it does not go on."""
    box = Cell(f"{typed}{'_' * max(BOX - len(typed), 1)}", "", BOX + 2)
    return (Cell(SEARCH, "accent", len(SEARCH)), box, Cell(then, "quiet"))


def digits(lines: int) -> str:
    """Returns the digits that reach ``lines`` lines, for the line of keys."""
    return "1" if lines <= 1 else f"1-{min(lines, BY_DIGIT)}"


def folded(text: str) -> str:
    """Returns ``text`` as a search compares it, ignoring capitals, curly apostrophes and kinds of dashes."""
    return text.casefold().translate(APOSTROPHES_AND_DASHES)


class ExplainedList(Choices):
    """A list that posts ``Marked`` when the mark moves, so that the page can explain the marked line."""

    class Marked(Message):
        """The mark is on ``option`` now; None if nothing is marked."""

        def __init__(self, option: OptionView | None) -> None:
            super().__init__()
            self.option = option

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._told: OptionView | None = None

    def _draw(self) -> None:
        super()._draw()
        if self.here != self._told:
            self._told = self.here
            self.post_message(self.Marked(self.here))


class MaskedList(Choices):
    """A list of labels and answers with headings, the answers drawn brighter than the labels. Masked answers are drawn as
    asterisks unless their line is marked.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._headings: Mapping[str, str] = {}
        self._masked: frozenset[str] = frozenset()
        self._looks: Mapping[str, str] = {}
        self.revealed = False
        """Whether masked lines are shown in full, until the page is left or hidden."""

    def reveal(self, *, shown: bool) -> None:
        """Shows masked answers, or masks them again."""
        self.revealed = shown
        self._draw()

    def lay_out(
        self,
        headings: Mapping[str, str],
        masked: frozenset[str],
        looks: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Sets the headings by the id of the option below each, the ids of masked lines, and the looks of lines without an answer."""
        self._headings, self._masked, self._looks = headings, masked, looks

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        if option.id in self._masked and number != self._at and not self.revealed:
            option = OptionView(option.id, option.words, HIDDEN * len(option.hint))
        rows = super()._option_rows(number, option)
        if rows[0][-1].look != CHOSEN:
            *marks, label, answer = rows[0]
            answer = replace(answer, look=self._looks.get(option.id, ""))
            rows = [(*marks, replace(label, look="quiet"), answer)]
        heading = self._headings.get(option.id)
        if heading is None:
            return rows
        return [*([EMPTY] if number else []), (Cell(heading, "title"),), *rows]
