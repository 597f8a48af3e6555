"""Chooses how the person takes the information away: whether paper is safe, then the safe forms of the slip, then the languages
available.
"""

from collections.abc import Iterator
from dataclasses import replace

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.slip_views import LANGUAGE_FIELD, SlipView
from champion_tui.desk.views import CaseView, FieldView
from champion_tui.domain.papers.slip_form import FIELD
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell.shell_words import FIELD_WRONG
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

SLIP_FORM = "How do they take it away?"
SLIP_FORM_WHY = "What they can read, and what is safe to have on them. You can read it before it is printed."
SLIP_LANGUAGE = "Which language stands beside English?"
SLIP_LANGUAGE_WHY = "A language is only printed once someone has checked each sentence in it."


class SlipScreen(OneCaseScreen[bool]):
    """The choice of form and language. Ends with True once both are chosen, or at once if there is no choice."""

    NAME = "slip"
    PURPOSE = (
        "Choose how the person takes away what happens next: what they can read, and what is safe to have on them."
    )
    SHOWS = (
        "The forms that are safe for this person, and why others are not offered. The one that fits their needs is suggested.",
        "Then the languages. One that someone has checked can be printed next to English.",
        "The answer is saved at once. Then you can read exactly what would be printed.",
    )
    AT = "{reference} > Slip"
    saved = ""
    AUTO_FOCUS = "#forms"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: SlipView | None = None
        self._field = FIELD

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the error and the choices."""
        yield Prose(id="question")
        yield Prose(id=TROUBLE)
        yield Choices(id="forms")

    def look(self) -> None:
        """Reads the choice."""
        self.ask_desk(lambda: self.desk.papers.slips.view(self.reference), self._show)

    def _show(self, view: SlipView) -> None:
        self._view = view
        if self._field == FIELD and len(view.forms) < 2:  # noqa: PLR2004  one form is no choice
            self._field = LANGUAGE_FIELD
        if self._field == LANGUAGE_FIELD and len(view.languages) < 2:  # noqa: PLR2004  as above
            self.leave(True)
            return
        of_form = self._field == FIELD
        self.query_one("#question", Prose).show(_question(view) if of_form else _language_question(view))
        if of_form:
            self.query_one(Choices).offer(view.forms, view.given_form)
        else:
            self.query_one(Choices).offer(view.languages, view.given_language)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Saves the answer."""
        self.ask_desk(lambda: self.desk.cases.set_field(self.reference, self._field, event.answer), self._took)

    def _took(self, found: CaseView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([line(FIELD_WRONG.format(expected=found.words), "warning")])
        elif self._field == FIELD:
            self.saved, self._field = found.saved, LANGUAGE_FIELD
            self.look()
        else:
            self.leave(True)


def _question(view: SlipView) -> list[Row]:
    rows: list[Row] = [line(SLIP_FORM, "title"), line(SLIP_FORM_WHY)]
    rows += [EMPTY, line(view.note, "warning")] if view.note else []
    rows += [EMPTY, *(line(why, "quiet") for why in view.refused)] if view.refused else []
    return [*rows, EMPTY]


def _language_question(view: SlipView) -> list[Row]:
    rows: list[Row] = [line(SLIP_LANGUAGE, "title"), line(SLIP_LANGUAGE_WHY)]
    rows += [EMPTY, *(line(why, "quiet") for why in view.not_languages)] if view.not_languages else []
    return [*rows, EMPTY]


SUGGESTED_PAPER = "suggested, because there has been abuse"

PAPER, PLAIN_CARD = "paper", "plain-card"


class PaperScreen(OneCaseScreen[bool]):
    """The question whether paper is safe. Ends with True once the answer is saved. The answers have the same order in every case."""

    NAME = "paper"
    PURPOSE = "Make sure that no paper gives a person away."
    SHOWS = (
        "What the person could take away. If there has been abuse, the plain card is suggested, and why. The order never changes.",
        "The answer is saved at once and can be changed at any time.",
    )
    AT = "{reference} > Paper"
    saved = ""
    AUTO_FOCUS = "#papers"

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the error and the answers."""
        yield Prose(id="question")
        yield Prose(id=TROUBLE)
        yield Choices(id="papers")

    def look(self) -> None:
        """Reads the case."""
        self.ask_desk(lambda: self.desk.cases.view(self.reference), self._show)

    def _show(self, view: CaseView) -> None:
        self.saved = view.saved
        field = paper_field(view)
        rows = [line(field.label, "title"), line(field.help)]
        rows += [EMPTY, line(view.paper_why, "warning")] if view.paper_why else []
        self.query_one("#question", Prose).show([*rows, EMPTY])
        self.query_one(Choices).offer(offered(field, view), view.paper if view.paper_asked else None)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Saves the answer."""
        self.ask_desk(lambda: self.desk.cases.set_field(self.reference, PAPER, event.answer), self._took)

    def _took(self, found: CaseView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([line(FIELD_WRONG.format(expected=found.words), "warning")])
        else:
            self.leave(True)


def paper_field(view: CaseView) -> FieldView:
    """Returns the form's field about what the person carries."""
    return next(field for step in view.steps for field in step.fields if field.id == PAPER)


def offered(field: FieldView, view: CaseView) -> list[OptionView]:
    """Returns the answers, in the same order in every case. If there has been abuse, the plain card is suggested."""
    suggested = PLAIN_CARD if view.paper_why else ""
    return [replace(option, hint=SUGGESTED_PAPER) if option.id == suggested else option for option in field.options]
