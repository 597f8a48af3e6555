"""The list of cases: what is NOT SENT stands out, the one changed last stands first."""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from champion_tui.desk.views import CaseRow, OptionView
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.reference_code import parse_reference, search_key
from champion_tui.domain.cases.summary import CaseQuery, SortBy
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import command
from champion_tui.tui.shell.shell_words import CASES
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, line
from champion_tui.tui.widgets.prose import Prose

WRITE_ALL = "{key} writes all that are ready: {count}"
NONE_SENT = "NOT SENT: {count}"
ALL_SENT = "Everything that was to be sent is sent."
NO_CASES = "There are no cases yet. Begin with: Someone may be homeless."
CASE_LINE = "{reference}  {who}"

ALL = CaseQuery(sort=SortBy.CHANGED, limit=10_000)
STATE = 26
"""Columns for reference and initials."""


class CaseList(Choices):
    """The cases; the state of those that are NOT SENT stands out. A reference is found however it was said or written down."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self.not_sent: frozenset[str] = frozenset()

    def find(self, typed: str) -> Sequence[OptionView]:
        """The case of that reference; else those that hold what is typed, or whose reference does as it is read aloud."""
        named = [option for option in self._options if option.id == parse_reference(typed)]
        spelled = search_key(typed)
        words = super().find(typed)
        return named or [
            option for option in self._options if option in words or (spelled and spelled in search_key(option.id))
        ]

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        rows = super()._option_rows(number, option)
        if option.id not in self.not_sent or number == self._at:
            return rows
        return [(*row[:-1], Cell(row[-1].text, "warning")) for row in rows]


class CasesScreen(VaultScreen[None]):
    """Enter opens a case; a draft opens at its open question."""

    NAME = "cases"
    HEADING = CASES
    PURPOSE = "Find a case again, and see what is NOT SENT."
    SHOWS = (
        "How many referrals are NOT SENT.",
        "Each case by its reference and initials, where it stands, and for which council. The one changed last stands first.",
    )
    AUTO_FOCUS = "#cases"

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CaseRow, ...] = ()
        self._last: str | None = None

    def parts(self) -> Iterator[Widget]:
        """How many wait, what went wrong, the list."""
        yield Prose(id="count")
        yield Prose(id=TROUBLE)
        yield CaseList(id="cases")

    def look(self) -> None:
        """Read the list."""
        self.ask_desk(lambda: self.desk.cases.lists.cases(ALL).rows, self._show)

    def _show(self, rows: tuple[CaseRow, ...]) -> None:
        self._rows = rows
        waiting = [row for row in rows if row.not_sent]
        count = line(NONE_SENT.format(count=len(waiting)), "warning") if waiting else line(ALL_SENT)
        ready = sum(row.status == CaseStatus.READY for row in rows)
        offer = [line(WRITE_ALL.format(key=command("write-all").key_words(), count=ready), "quiet")] if ready else []
        self.query_one("#count", Prose).show([count if rows else line(NO_CASES), *offer, EMPTY])
        cases = self.query_one(CaseList)
        cases.display = bool(rows)
        cases.not_sent = frozenset(row.reference for row in waiting)
        cases.offer([_option(row) for row in rows], self._last, searched=True, hint_column=STATE)

    def action_write_all(self) -> None:
        """The packs of all that are ready."""
        self.go(places.ManyPacks())

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Open the case, or a draft's questions."""
        self._last = reference = str(event.answer)
        # The search is over: the next one starts empty.
        event.choices.search("")
        if next(row.status for row in self._rows if row.reference == reference) == "draft":
            self.ask_desk(
                lambda: self.desk.cases.resume(reference), lambda interview: self.go(places.Triage(interview))
            )
        else:
            self.go(places.Case(reference))


def _option(row: CaseRow) -> OptionView:
    state = "; ".join(part for part in (row.status_words, row.authority) if part)
    return OptionView(row.reference, CASE_LINE.format(reference=row.reference, who=row.initials), state)
