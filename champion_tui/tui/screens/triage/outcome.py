"""The outcome: what to do now, whom to call, what to say, record and hand over, and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from champion_tui.desk.screen_commands import Command, command, footer_of, keyed
from champion_tui.desk.views import OutcomeView
from champion_tui.tui.screens.triage.of_interview import InterviewScreen
from champion_tui.tui.screens.triage.page_rows import note_rows
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.layout import ABOVE, EMPTY, LABEL, Cell, Row, labelled, line
from champion_tui.tui.widgets.lines import line_rows
from champion_tui.tui.widgets.lists.trail import SoFar, Trail
from champion_tui.tui.widgets.panes import Body, Left, Side
from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.desk.triage.interview import Interview

KEEPS = "%keep% keeps"
OUTCOME = "New case > Outcome"
DO_NOW, CALL, ALSO, RECORD, SAY, TELL, REASONS = "Do now", "Call", "Also", "Record", "Say", "They hear", "Why"


Section = tuple[str, str, list[Row]]
"""The id, the label and the rows of a part."""

NARROW = 8
"""Columns for the kind of a note, narrower because the label of its part is in front."""

NARROW_KEYS = 14
"""Columns for the keys of the way out."""

WAY_OUT = "way-out"
"""The screen's result if the person leaves for the start with nothing kept."""

ANEW = "anew"
"""The screen's result if it must be shown again because more is known now."""

FOUND = "found"
KEEP_FOUND = "Keep what you find out about {name}, for the next time."

GO_ON = "go-on"
"""The screen's result if the person goes on to the case."""


def sections(view: OutcomeView) -> list[Section]:
    """Returns the parts of an outcome that are not empty, in the order in which they are needed."""
    steps = [labelled(f"{number}", step, width=2) for number, step in enumerate(view.do_now, 1)]
    parts: list[Section] = [
        ("do-now", DO_NOW, steps),
        ("call", CALL, line_rows(view.numbers)),
        ("also", ALSO, note_rows(view.notes, NARROW)),
        ("say", SAY, [line(f'"{text}"') for text in view.say]),
        ("tell", TELL, [line(text) for text in view.tell]),
        ("record", RECORD, [labelled("-", text, width=2) for text in view.record]),
        ("why", REASONS, [row for reason in view.reasons for row in (line(reason.text), line(reason.source, "quiet"))]),
    ]
    return [section for section in parts if section[2]]


def beside(label: str, rows: Sequence[Row]) -> list[Row]:
    """Returns ``rows`` with a label in front of the first."""
    return [(Cell(label if place == 0 else "", "accent", LABEL, ABOVE), *row) for place, row in enumerate(rows)]


class OutcomeScreen(InterviewScreen[str]):
    """The outcome of a triage. Ends with None to go back, ``GO_ON`` to go on to the case, ``WAY_OUT`` to leave with nothing
    kept, ``ANEW`` to be shown again, or the id of the trail's question to go back to.
    """

    NAME = "outcome"
    HEADING = OUTCOME
    PURPOSE = "Say what to do now, and what to note to show that the duty was met."
    SHOWS = (
        "What the answers come to.",
        "The parts by number: what to do, whom to call. Warnings and local arrangements. What to say, what to record, why.",
        "Enter goes on to the case: it asks for your passphrase, and then everything is saved.",
        "If help is coming and you stop here: one key takes you back to the start. Nothing is kept and nothing is asked.",
    )

    def __init__(self, interview: "Interview", view: OutcomeView) -> None:
        super().__init__(interview)
        self.view = view
        self._sections = sections(view)

    def parts(self) -> Iterator[Widget]:
        """Yields the trail, the title and the numbered parts. The numbers to call are at the side if there is room."""
        view = self.view
        yield Left(SoFar())
        yield Trail(id="trail", classes="one-column")
        sent = [line(view.frozen, "warning")] if view.frozen else []
        yield Prose([line(view.title, "title"), *sent, *(line(text) for text in view.summary), EMPTY])
        if self._may_leave:
            yield Prose([labelled(command(WAY_OUT).key_words(), f"{view.way_out}.", "accent", NARROW_KEYS), EMPTY])
        if view.outside is not None:
            keep = KEEP_FOUND.format(name=view.outside[1])
            yield Prose([labelled(command(FOUND).key_words(), keep, "accent", NARROW_KEYS), EMPTY])
        for number, (section, label, rows) in enumerate(self._sections, 1):
            part = Prose(beside(f"{number} {label}", rows), id=section, classes="part")
            yield Side(part, SoFar()) if section == "call" else part
        if not any(section == "call" for section, _, _ in self._sections):
            yield Side(SoFar())

    def refresh_view(self) -> None:
        """Shows the answers that led here."""
        for trail in self.walk_children(Trail):
            trail.walk(self.view.trail)

    def header(self) -> tuple[str, str]:
        """Returns the header, with whether the answers are saved."""
        if self.interview.reference is None:
            return self.HEADING, f"{self.view.saved}  {keyed(KEEPS)}"
        return self.interview.reference, self.view.saved

    @property
    def _may_leave(self) -> bool:
        """Whether there is a way out that keeps nothing. There is none if the answers are in the vault already."""
        return bool(self.view.way_out) and self.interview.reference is None

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands, first the key that goes on, which new users need most; the way out only if there is one."""
        absent = ((WAY_OUT, not self._may_leave), (FOUND, self.view.outside is None))
        commands = footer_of(self.NAME, without=tuple(name for name, is_absent in absent if is_absent))
        return tuple(sorted(commands, key=lambda command: command.id != "go-on"))

    def action_way_out(self) -> None:
        """Leaves for the start, with nothing kept."""
        if self._may_leave:
            self.leave(WAY_OUT)

    def action_found(self) -> None:
        """Opens the form for what was found about a council outside the areas."""
        if self.view.outside is not None:
            self.go(places.Found(*self.view.outside), self._kept)

    def _kept(self, said: str | None) -> None:
        if said:
            self.leave(ANEW)

    def footer_keys(self) -> dict[str, str]:
        """Returns as many digits as there are parts."""
        return {"section": f"1-{len(self._sections)}"}

    def on_key(self, event: events.Key) -> None:
        """Goes to a part on a digit, scrolls on Up and Down, goes on with Enter."""
        if event.key == "enter":
            self.leave(GO_ON)
        elif event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
        elif event.key.isdigit() and 0 < int(event.key) <= len(self._sections):
            part = self.query_one(f"#{self._sections[int(event.key) - 1][0]}")
            self.query_one(Body).scroll_to_widget(part, animate=False, top=True, force=True)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_trail_chosen(self, event: Trail.Chosen) -> None:
        """Goes back to an earlier question."""
        self.leave(event.question)

    def action_keep(self) -> None:
        """Keeps the answers, as going on does."""
        self.leave(GO_ON)
