"""Helps to copy a referral into the council's portal by hand: one line at a time, each with a tick that is stored with the case."""

from collections.abc import Iterator
from dataclasses import replace

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.sending.sending_views import CopyLine, CopyView
from champion_tui.desk.screen_commands import keyed
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.copying import with_multiplexer
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices, MaskedList
from champion_tui.tui.widgets.prose import Prose

PORTAL_WHY = "Open {where} in a browser. Enter offers the marked line to the clipboard. When it is in the portal, %tick% ticks it."
PORTAL_NO_ADDRESS = "Open the council's portal in a browser. Enter offers the marked line to the clipboard. When it is in the portal, %tick% ticks it."
TICK, NO_TICK, GAP = "[x]", "[ ]", "   "
CHANGED_SINCE = "changed since it was ticked: {value}"
LINE = "{tick} {number:<4} {label}"
HANG = 9
"""Columns of a tick and a number, in front of a label."""

NOTHING_THERE = "There is nothing here to copy: {gap}"
TICKED, UNTICKED = "{label}: ticked.", "{label}: no longer ticked."
OFFERED_LINE = "Offered to the clipboard: {label}. %tick% ticks it once it is in the portal."
OFFERED_LINE_THROUGH = "{between} may have dropped it; %tick% once it is in the portal. Offered: {label}"
COPY_ASK = "May these values go to the clipboard?"
COPY_ASK_WHY = (
    "Every program on this computer, and all who use it, can read the clipboard. A clipboard history may keep it."
    " Some terminals ignore the request: look before you paste. Asked once each time you open this page. Without "
    "the clipboard, type each value into the portal from here, and tick it with %tick%."
)
COPY_ASK_OPTIONS = (
    OptionView("copy", "Yes", "one at a time, as you go through them"),
    OptionView("leave", "No", "tick each line by hand with %tick%"),
)

LABEL_COLUMN = 40
SHORTEST = 200
"""Characters of a value that are shown in the list. All of it is offered to the clipboard."""


class PortalScreen(OneCaseScreen[str]):
    """The lines of a referral. Ends with None. Each tick is stored at once, so that leaving halfway loses nothing."""

    NAME = "portal"
    PURPOSE = "Copy the referral into the council's portal, line by line, and know what is left."
    SHOWS = (
        "Where the portal is, and how much is ticked.",
        "Every line in the portal's order, with its tick and its value. If there is a gap, it says why.",
        "If a value changes after it was ticked, it loses its tick and says so.",
        "Personal details show as dots until you mark them.",
    )
    AT = "{reference} > Into the portal"
    saved = ""
    AUTO_FOCUS = "#lines"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: CopyView | None = None
        self._may_offer = False
        self._at: str | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields where the portal is, the error, and the lines."""
        yield ClockDoubt()
        yield Prose(id="where")
        yield Prose(id=TROUBLE)
        yield MaskedList(id="lines")

    def look(self) -> None:
        """Reads the lines."""
        self.ask_desk(
            lambda: self.desk.papers.sending.copying(self.reference),
            lambda view: self._show(view, self._at or next_left(view)),
        )

    def _show(self, view: CopyView, at: str | None) -> None:
        self._view, self._at, self.saved = view, at, view.left
        words = keyed(PORTAL_WHY).format(where=view.where) if view.where else keyed(PORTAL_NO_ADDRESS)
        self.query_one("#where", Prose).show([line(words), EMPTY])
        lines = self.query_one(MaskedList)
        lines.lay_out(headings(view), frozenset(one.id for one in view.lines if one.masked))
        lines.offer([option_of(one) for one in view.lines], at, menu=True, hint_column=LABEL_COLUMN, hang=HANG)

    # -- input ------------------------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Offers the line's value to the clipboard. The person ticks it, because only they can see whether it arrived."""
        copied = self._line(str(event.answer))
        if not copied.value:
            self.champion.guard.say(NOTHING_THERE.format(gap=copied.gap.strip("[ ]")))
            event.choices.listen()
            return
        self._offer(copied)
        event.choices.listen()

    def action_tick(self) -> None:
        """Ticks the marked line, or removes its tick."""
        marked = self.query_one(MaskedList).here
        if self._view is not None and marked is not None:
            copied = self._line(marked.id)
            self._mark(copied, TICKED if not copied.done else UNTICKED, done=not copied.done)

    def _offer(self, copied: CopyLine) -> None:
        clip = self.champion.clip
        if not self._may_offer:
            options = [replace(option, hint=keyed(option.hint)) for option in COPY_ASK_OPTIONS]
            ask = places.Ask(COPY_ASK, with_multiplexer(keyed(COPY_ASK_WHY), clip.between), tuple(options))
            self.go(ask, lambda answer: self._allowed(copied, answer))
            return
        clip.fill(copied.value)
        self._at = copied.id
        sentence = keyed(OFFERED_LINE_THROUGH if clip.between else OFFERED_LINE)
        # Called later, so that the question, if there was one, has closed and this page shows the sentence.
        self.champion.call_later(self.champion.guard.say, sentence.format(label=copied.label, between=clip.between))

    def _allowed(self, copied: CopyLine, answer: str | None) -> None:
        self._may_offer = answer == "copy"
        self._at = copied.id
        if self._may_offer:
            self._offer(copied)

    def _mark(self, copied: CopyLine, sentence: str, *, done: bool) -> None:
        def marked(view: CopyView) -> None:
            self._show(view, next_left(view, after=copied.id) if done else copied.id)
            self.champion.guard.say(sentence.format(label=copied.label))

        self.ask_desk(lambda: self.desk.papers.sending.mark_copied(self.reference, copied.id, done=done), marked)

    def _line(self, line_id: str) -> CopyLine:
        lines = self._view.lines if self._view else ()
        return next(one for one in lines if one.id == line_id)


def headings(view: CopyView) -> dict[str, str]:
    """Returns the headings of the portal's steps, by the id of the first line of each."""
    first: dict[str, str] = {}
    for one in view.lines:
        if one.step not in first.values():
            first[one.id] = one.step
    return first


def next_left(view: CopyView, after: str = "") -> str | None:
    """Returns the id of the next line with a value and no tick, from after ``after`` to the end and then from the top. If there
    is none, returns ``after``, or None if that is "".
    """
    ids = [one.id for one in view.lines]
    start = ids.index(after) + 1 if after in ids else 0
    around = (*view.lines[start:], *view.lines[:start])
    return next((one.id for one in around if one.value and not one.done), after or None)


def option_of(one: CopyLine) -> OptionView:
    """Returns a line of the list: its tick, number and label, and its value or why there is none."""
    tick = TICK if one.done else NO_TICK if one.value else GAP
    value = " ".join(one.value.split())
    shown = value if len(value) <= SHORTEST else f"{value[:SHORTEST]} ..."
    hint = CHANGED_SINCE.format(value=shown) if one.changed and one.value else shown or one.gap
    return OptionView(one.id, LINE.format(tick=tick, number=one.number, label=one.label), hint)
