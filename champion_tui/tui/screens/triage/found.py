"""Keeps what staff found out about a council outside the areas, and where they found it, for the next time."""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from champion_tui.desk.numbers.corrections import FoundHere
from champion_tui.desk.numbers.found_words import (
    FOUND_KEPT,
    FOUND_LABELS,
    FOUND_WHY,
)
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell.shell_words import CANNOT_USE
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

FOUND_AT = "What you found about a council"


class FoundScreen(InBoxes[str], VaultScreen[str]):
    """The form for a council's details. Ends with a sentence that says what was kept, or with None."""

    NAME = "found"
    HEADING = FOUND_AT
    PURPOSE = "Keep a council's number or address that you looked up. It is there the next time someone chooses it."
    SHOWS = (
        "Lines for its number by day, at night, its address for referrals; where you found them, and who you are.",
    )
    AUTO_FOCUS = "#day"
    FOR_ALL = True

    def __init__(self, council: str, name: str) -> None:
        super().__init__()
        self._council = council
        self._council_name = name

    def parts(self) -> Iterator[Widget]:
        """Yields the council's name, the text boxes and the error."""
        yield Prose([line(self._council_name, "title"), line(FOUND_WHY)])
        for field, words in FOUND_LABELS.items():
            yield Caption(words)
            yield TextBox((self.desk.vault.unlocked_as() or "") if field == "who" else "", id=field)
        yield Prose(id=TROUBLE)

    @property
    def boxes(self) -> list[TextBox]:
        """The five text boxes."""
        return [self.query_one(f"#{field}", TextBox) for field in FOUND_LABELS]

    @property
    def _found(self) -> FoundHere:
        given = {str(box.id): box.value.strip() for box in self.boxes}
        return FoundHere(self._council, **given)

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with this box. Whether anything was found at all is checked at the end."""
        problem = self.desk.problem_in_found(self._found) if box.value or box.id in {"why", "who"} else None
        return _wrong(problem) if problem is not None and problem.key == box.id else ()

    def typed_all(self) -> None:
        """Keeps the details."""
        self.ask_desk(lambda: self.desk.keep_found(self._found), self._kept)

    def _kept(self, problem: Problem | None) -> None:
        if problem is None:
            self.leave(FOUND_KEPT.format(name=self._council_name))
            return
        self.say(_wrong(problem))
        box = next((box for box in self.boxes if box.id == problem.key), None)
        if box is not None:
            box.focus()


def _wrong(problem: Problem) -> list[Row]:
    return [EMPTY, line(CANNOT_USE.format(expected=problem.words), "warning")]
