"""Is it safe for them to carry paper? Asked before any slip is made."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.views import CaseView, FieldView, OptionView
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.shell.shell_words import FIELD_WRONG
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose

SUGGESTED_PAPER = "suggested, because there has been abuse"

PAPER, PLAIN_CARD = "paper", "plain-card"


class PaperScreen(OneCaseScreen[bool]):
    """Dismissed with True once the answer is saved. Each answer has the same place in every case."""

    NAME = "paper"
    PURPOSE = "Make sure that no paper gives anybody away."
    SHOWS = (
        "What the person could take away. Where there has been abuse the plain card is suggested, and why; the order never changes.",
        "The answer is saved at once and can be changed at any time.",
    )
    BINDINGS = bindings_for(NAME)
    AT = "{reference} > Paper"
    saved = ""
    AUTO_FOCUS: ClassVar[str] = "#papers"

    def parts(self) -> Iterator[Widget]:
        """The question, its answers."""
        yield Prose(id="question")
        yield Prose(id=TROUBLE)
        yield Choices(id="papers")

    def look(self) -> None:
        """Read the case."""
        self.ask_desk(lambda: self.desk.cases.view(self.reference), self._show)

    def _show(self, view: CaseView) -> None:
        self.saved = view.saved
        field = paper_field(view)
        rows = [line(field.label, "title"), line(field.help)]
        rows += [EMPTY, line(view.paper_why, "warning")] if view.paper_why else []
        self.query_one("#question", Prose).show([*rows, EMPTY])
        self.query_one(Choices).offer(offered(field, view), view.paper if view.paper_asked else None)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Save the answer."""
        self.ask_desk(lambda: self.desk.cases.set_field(self.reference, PAPER, event.answer), self._took)

    def _took(self, found: CaseView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([line(FIELD_WRONG.format(expected=found.words), "warning")])
        else:
            self.leave(True)


def paper_field(view: CaseView) -> FieldView:
    """The form's field that says what the person carries."""
    return next(field for step in view.steps for field in step.fields if field.id == PAPER)


def offered(field: FieldView, view: CaseView) -> list[OptionView]:
    """The answers, in the same order in every case; where there has been abuse the plain card is suggested."""
    suggested = PLAIN_CARD if view.paper_why else ""
    return [replace(option, hint=SUGGESTED_PAPER) if option.id == suggested else option for option in field.options]
