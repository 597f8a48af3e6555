"""Shown before a case is written for the council: other cases that are likely to be the same person's, and the rule for
referring somebody again.
"""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from champion_tui.desk.cases.lists.history_views import SimilarCase
from champion_tui.desk.options import OptionView
from champion_tui.ground.dates.date_words import list_words
from champion_tui.knowledge.forms.after_sending import RepeatRule
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import BY_DIGIT, Choices
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title

TITLE = "Was this person referred before?"
WHY = "Other cases look like theirs. The program decides nothing. Look at them, ask the person, and choose."
NONE = "No other case looks like theirs."
ALIKE, STATE = "Alike", "Status"
NOTHING_NEW = "This program finds nothing new since then."
RULE = "Referring again"
GO_ON = OptionView("go-on", "Go on with this one", "somebody else, or something is new")
OPEN = "Open {reference}"
OPEN_HINT = "a new one can follow it"
LEAVE = OptionView("", "Leave it for now", "nothing is written")
LABEL = 6
WAYS = 30
"""Columns for an option, in front of where it leads."""

MOST = BY_DIGIT - 2
"""Most cases that are shown, so that each has a digit."""


class SimilarScreen(OneCaseScreen[str]):
    """The other cases. Ends with ``go-on``, with the reference of the case to open, or with None."""

    NAME = "similar"
    PURPOSE = "Before a case goes out, see if the same person was referred before, and what is new since."
    SHOWS = (
        "Each case that is likely theirs: why, how far it has got, and what is new since then.",
        "The rule for referring somebody again. You decide: go on, open the other case, or leave it for now.",
    )
    AT = "{reference} > Referred before?"
    AUTO_FOCUS = "#ways"

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the other cases, the error, the options and the rule."""
        yield Prose([line(TITLE, "title"), line(WHY)], id="why")
        yield Prose(id="found")
        yield Prose(id=TROUBLE)
        yield Choices(id="ways")
        yield Side(Title(RULE), Prose(id="rule"))

    def look(self) -> None:
        """Compares the case with the others."""
        self.ask_desk(lambda: self.desk.cases.history.unlinked(self.reference), self._show)

    def _show(self, found: Sequence[SimilarCase]) -> None:
        shown = found[:MOST]
        self.query_one("#found", Prose).show([*similar_rows(shown), EMPTY])
        self.query_one("#rule", Prose).show(rule_rows(self.desk.book.after_sending.repeat))
        opens = (OptionView(one.reference, OPEN.format(reference=one.reference), OPEN_HINT) for one in shown)
        self.query_one(Choices).offer((GO_ON, *opens, LEAVE), hint_column=WAYS)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the decision."""
        self.leave(str(event.answer) or None)


def similar_rows(found: Sequence[SimilarCase]) -> list[Row]:
    """Returns for each case whose it is, why it may be the same person's, its state, and what is new."""
    if not found:
        return [EMPTY, line(NONE)]
    rows: list[Row] = []
    for one in found:
        rows += [
            EMPTY,
            line(f"{one.reference}  {one.who}", "strong"),
            labelled(ALIKE, list_words(one.why_words), width=LABEL),
            labelled(STATE, one.state, width=LABEL),
            labelled("", one.since_words or NOTHING_NEW, "accent", width=LABEL),
        ]
    return rows


def rule_rows(rule: RepeatRule) -> list[Row]:
    """Returns the rule for referring somebody again, and what to do."""
    return [line(rule.words), *(labelled("-", words, width=1) for words in rule.next)]
