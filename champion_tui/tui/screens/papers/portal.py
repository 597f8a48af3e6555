"""A referral goes into the council's portal by hand: one line at a time, each with a tick that is kept with the case."""

from collections.abc import Iterator
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.papers.sending_views import CopyLine, CopyView
from champion_tui.desk.views import OptionView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.screens.papers.sending_words import (
    CHANGED_SINCE,
    COPY_ASK,
    COPY_ASK_OPTIONS,
    COPY_ASK_WHY,
    GAP,
    LINE,
    NO_TICK,
    NOTHING_THERE,
    OFFERED_LINE,
    OFFERED_LINE_THROUGH,
    PORTAL_AT,
    PORTAL_NO_ADDRESS,
    PORTAL_WHY,
    TICK,
    TICKED,
    UNTICKED,
)
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import Command, bindings_for, footer_of
from champion_tui.tui.shell.copying import with_multiplexer
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.clock_doubt import ClockDoubt
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.masked_list import MaskedList
from champion_tui.tui.widgets.prose import Prose

LABEL_COLUMN = 34
SHORTEST = 200
"""Characters of a value that are shown in the list; all of it is offered."""


class PortalScreen(VaultScreen[str]):
    """Dismissed with None; what was ticked is kept at once, so that leaving in the middle loses nothing."""

    NAME = "portal"
    PURPOSE = "Copy the referral into the council's portal, line by line, and know what is left."
    SHOWS = (
        "Where the portal is, and how much is ticked.",
        "Every line in the portal's order with its tick, and its value, or that it is a gap and why.",
        "A value that changed after it was ticked loses its tick, and says so.",
        "Personal details show dots until the mark stands on them.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#lines"

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference
        self._view: CopyView | None = None
        self._may_offer = False
        self._at: str | None = None

    def parts(self) -> Iterator[Widget]:
        """Where to, what came of it, the lines."""
        yield ClockDoubt()
        yield Prose(id="where")
        yield Prose(id=TROUBLE)
        yield MaskedList(id="lines")

    def header(self) -> tuple[str, str]:
        """The case, and how much is left."""
        return PORTAL_AT.format(reference=self.reference), self._view.left if self._view else ""

    def footer_commands(self) -> tuple[Command, ...]:
        """What can be done with the marked line."""
        return footer_of(self.NAME, without=self.unused())

    def look(self) -> None:
        """Read the lines."""
        self.ask_desk(
            lambda: self.desk.papers.sending.copying(self.reference),
            lambda view: self._show(view, self._at or next_left(view)),
        )

    def _show(self, view: CopyView, at: str | None) -> None:
        self._view, self._at = view, at
        words = PORTAL_WHY.format(where=view.where) if view.where else PORTAL_NO_ADDRESS
        self.query_one("#where", Prose).show([line(words), EMPTY])
        lines = self.query_one(MaskedList)
        lines.lay_out(headings(view), frozenset(one.id for one in view.lines if one.masked))
        lines.offer([option_of(one) for one in view.lines], at, menu=True, hint_column=LABEL_COLUMN)

    # -- what the person does ---------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Offer the line's value to the clipboard. Whether it arrived only the person sees, so it's they who tick it."""
        found = self._line(str(event.answer))
        if not found.value:
            self.champion.guard.say(NOTHING_THERE.format(gap=found.gap.strip("[ ]")))
            event.choices.listen()
            return
        self._offer(found)
        event.choices.listen()

    def action_tick(self) -> None:
        """Tick the marked line, or take its tick away."""
        marked = self.query_one(MaskedList).here
        if self._view is not None and marked is not None:
            found = self._line(marked.id)
            self._mark(found, TICKED if not found.done else UNTICKED, done=not found.done)

    def _offer(self, found: CopyLine) -> None:
        clip = self.champion.clip
        if not self._may_offer:
            ask = places.Ask(COPY_ASK, with_multiplexer(COPY_ASK_WHY, clip.between), COPY_ASK_OPTIONS)
            self.go(ask, lambda answer: self._allowed(found, answer))
            return
        clip.fill(found.value)
        self._at = found.id
        said = OFFERED_LINE_THROUGH if clip.between else OFFERED_LINE
        # Once the question has gone, where there was one: it is said on this page.
        self.champion.call_later(self.champion.guard.say, said.format(label=found.label, between=clip.between))

    def _allowed(self, found: CopyLine, answer: str | None) -> None:
        self._may_offer = answer == "copy"
        self._at = found.id
        if self._may_offer:
            self._offer(found)

    def _mark(self, found: CopyLine, said: str, *, done: bool) -> None:
        def marked(view: CopyView) -> None:
            self._show(view, next_left(view, after=found.id) if done else found.id)
            self.champion.guard.say(said.format(label=found.label))

        mark = self.desk.papers.sending.mark_copied
        self.ask_desk(lambda: mark(self.reference, found.id, done=done), marked)

    def _line(self, line_id: str) -> CopyLine:
        lines = self._view.lines if self._view else ()
        return next(one for one in lines if one.id == line_id)


def headings(view: CopyView) -> dict[str, str]:
    """The first line of each of the portal's steps, with the step's title."""
    first: dict[str, str] = {}
    for one in view.lines:
        if one.step not in first.values():
            first[one.id] = one.step
    return first


def next_left(view: CopyView, after: str = "") -> str | None:
    """The next line with a value that is not ticked, from ``after`` on and then from the top; None when all are."""
    ids = [one.id for one in view.lines]
    start = ids.index(after) + 1 if after in ids else 0
    around = (*view.lines[start:], *view.lines[:start])
    return next((one.id for one in around if one.value and not one.done), after or None)


def option_of(one: CopyLine) -> OptionView:
    """A line of the list: its tick, number and label; beside it the value, or why there is none."""
    tick = TICK if one.done else NO_TICK if one.value else GAP
    value = " ".join(one.value.split())
    shown = value if len(value) <= SHORTEST else f"{value[:SHORTEST]} ..."
    hint = CHANGED_SINCE.format(value=shown) if one.changed and one.value else shown or one.gap
    return OptionView(one.id, LINE.format(tick=tick, number=one.number, label=one.label), hint)
