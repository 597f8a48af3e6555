"""Numbers to ring and confirm: the list for the first run, and forms to confirm or correct one."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import keyed
from champion_tui.desk.views import FactView
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CONFIRM, OTHER_FACTS
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lines import NUMBER
from champion_tui.tui.widgets.lists.choices import Choices, ExplainedList
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.text_box import TextBox

CONFIRM_WHY = "Ring each of these once, at a quiet time. A number that fails at night is worse than none. %right% notes that the marked one is right, %wrong% corrects it, %take-corrections% takes in what another organisation found. There is no hurry."
ALL_CONFIRMED = "Every number here has been confirmed."
CONFIRM_SINCE = "Source: {source}"
CONFIRM_WHO = "Who rang it?"
CONFIRM_RIGHT = OptionView("right", "Rang it, and it is right", "")
CONFIRM_WRONG = OptionView("wrong", "It is wrong: correct it", "")
CONFIRM_BOTH = "Rang it: its hours are right too"
CONFIRM_LATER = OptionView("later", "Later", "it stays on the list")
CONFIRMED_NOW = "{name}: noted as confirmed today."
CONFIRMED_BY = "{name}: noted as confirmed today by {who}."
CORRECTED_NOW = "{name}: corrected. The shipped number is kept below it."
CORRECT_AT = "Correct a number"
CORRECT_WHY = "Your correction is used on this machine. An upgrade does not replace it. Leave empty what is right."
CORRECT_PHONE = "The right number (now {phone})"
CORRECT_HOURS = "Its hours, if they are wrong, such as Mon-Fri 09:00-17:00"
CORRECT_WHO = "Who found out?"
CORRECT_REASON = "How do you know?"
CORRECT_WRONG = "That cannot be used. Expected: {expected}."

TO_SAY = "What to say"
OTHERS = "others"
"""The id of the line that opens the list of other facts due."""

NAME_COLUMN = 44
"""Columns for a number and its name."""


def _say_rows(fact: FactView) -> list[Row]:
    """Returns what to say on the phone, and the source of the number."""
    said = [row for words in fact.say for row in (line(words), EMPTY)]
    return [*said, line(CONFIRM_SINCE.format(source=fact.source), "quiet")]


class ConfirmScreen(VaultScreen[None]):
    """The list of numbers. Once it has been opened, the start screen does not point to it as new any more."""

    NAME = "confirm"
    HEADING = CONFIRM
    PURPOSE = "Find out at a quiet time if the numbers are right, before someone needs them."
    SHOWS = (
        "Each number that is not confirmed, or was last checked long ago. The worst comes first. From here you can also go to what else is due.",
        "About the marked number: what to say and ask on the phone, and where the number is from.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#facts"

    def __init__(self) -> None:
        super().__init__()
        self._facts: dict[str, FactView] = {}

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the latest result, the list, and what to say about the marked number."""
        yield Prose(id="why")
        yield Prose(id=TROUBLE)
        yield ExplainedList(id="facts")
        yield Side(Title(TO_SAY), Prose(id="say"))

    def look(self) -> None:
        """Asks for the list."""
        self.ask_desk(self.desk.facts_to_confirm, self._show)

    def _show(self, facts: tuple[FactView, ...]) -> None:
        self._facts = {fact.line: fact for fact in facts}
        self.query_one("#why", Prose).show([line(keyed(CONFIRM_WHY) if facts else ALL_CONFIRMED), EMPTY])
        options = [OptionView(fact.line, f"{fact.phone:<{NUMBER}}  {fact.name}", fact.sureness) for fact in facts]
        others = OptionView(OTHERS, OTHER_FACTS, "")
        self.query_one(Choices).offer([*options, others], menu=True, hint_column=NAME_COLUMN, hang=NUMBER + 2)

    @property
    def _marked(self) -> FactView | None:
        here = self.query_one(Choices).here
        return None if here is None else self._facts.get(here.id)

    @on(ExplainedList.Marked)
    def _say_what_to_ask(self) -> None:
        fact = self._marked
        self.query_one("#say", Prose).show(_say_rows(fact) if fact else ())

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Opens the form for the chosen number, or the list of other facts due."""
        if event.answer == OTHERS:
            self.go(places.Stale())
        else:
            self.go(RangScreen(self._facts[str(event.answer)]), self._done)

    def action_right(self) -> None:
        """Notes at once that the marked number is right. The first time, asks who says so."""
        fact, who = self._marked, self._who
        if fact is None:
            return
        if not who:
            self.go(RangScreen(fact), self._done)
        else:
            self.ask_desk(lambda: self.desk.confirm(fact.line, who=who), self._confirmed)

    def action_wrong(self) -> None:
        """Corrects the marked number."""
        fact = self._marked
        if fact is not None:
            self.go(CorrectScreen(fact, self._who), self._done)

    def action_take_in(self) -> None:
        """Takes in another organisation's corrections."""
        self.go(places.TakeCorrections(), self._done)

    @property
    def _who(self) -> str:
        return self.desk.vault.unlocked_as() or self.desk.rang_last

    def _confirmed(self, found: FactView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([line(CORRECT_WRONG.format(expected=found.words), "warning")])
        else:
            self.say([line(CONFIRMED_BY.format(name=found.name, who=self._who), "accent")])
            self.look()

    def _done(self, noted: str | None) -> None:
        self.say([line(noted, "accent")] if noted else ())

    def action_back(self) -> None:
        """Leaves, noting that the list has been looked at."""
        self.ask_desk(self.desk.first_run_done, lambda _: self.leave(), self.leave)


class RangScreen(InBoxes[str], VaultScreen[str]):
    """The form for one number. Ends with a sentence that says what was noted, or with None."""

    NAME = "rang"
    HEADING = CONFIRM
    PURPOSE = "Note what you found when you rang a number."
    SHOWS = ("The number, what is unsure about it and where it is from. Then who rang, and what they found.",)
    AUTO_FOCUS = "#found"

    def __init__(self, fact: FactView) -> None:
        super().__init__()
        self._fact = fact

    def parts(self) -> Iterator[Widget]:
        """Yields the number, who rang it, and the results to choose from."""
        fact = self._fact
        yield Prose([line(f"{fact.phone}  {fact.name}", "title"), line(fact.sureness, "warning")])
        yield Caption(CONFIRM_WHO)
        yield TextBox(self.desk.vault.unlocked_as() or self.desk.rang_last, id="who")
        yield Prose([EMPTY])
        yield Prose(id=TROUBLE)
        yield Choices(id="found")
        yield Side(Title(TO_SAY), Prose(_say_rows(fact)))

    def refresh_view(self) -> None:
        """Offers the possible results."""
        both = (OptionView("both", CONFIRM_BOTH, self._fact.hours),) if self._fact.hours else ()
        self.query_one(Choices).offer((CONFIRM_RIGHT, CONFIRM_WRONG, CONFIRM_LATER, *both), hint_column=34)
        if not self.query_one("#who", TextBox).value:
            self.query_one("#who", TextBox).focus()

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with the name: one is needed, on one line."""
        return _wrong(
            self.desk.correction_problem(self._fact.line, phone=None, hours=None, who=box.value, why="-"), box
        )

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Notes what was found when the number was rung."""
        who = self.query_one("#who", TextBox).value.strip()
        if event.answer == "later":
            self.leave()
        elif event.answer == "wrong":
            self.go(CorrectScreen(self._fact, who), self._corrected)
        else:
            both = event.answer == "both"
            self.ask_desk(lambda: self.desk.confirm(self._fact.line, who=who, hours=both), self._confirmed)

    def _confirmed(self, found: FactView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([line(CORRECT_WRONG.format(expected=found.words), "warning")])
            self.boxes[0].focus()
        else:
            self.leave(CONFIRMED_NOW.format(name=found.name))

    def _corrected(self, said: str | None) -> None:
        if said:
            self.leave(said)


FIELDS = (("phone", CORRECT_PHONE), ("hours", CORRECT_HOURS), ("who", CORRECT_WHO), ("why", CORRECT_REASON))


class CorrectScreen(InBoxes[str], VaultScreen[str]):
    """The form for the right number or hours, who found out and how. Ends with a sentence that says what was noted, or with None."""

    NAME = "correct"
    HEADING = CORRECT_AT
    PURPOSE = "Put your own number or hours in place of wrong ones."
    SHOWS = ("The number as it is now, and lines for what is right, who found out and how they know.",)
    AUTO_FOCUS = "#phone"

    def __init__(self, fact: FactView, who: str) -> None:
        super().__init__()
        self._fact = fact
        self._who = who

    def parts(self) -> Iterator[Widget]:
        """Yields the number, the four boxes and the error."""
        yield Prose([line(f"{self._fact.phone}  {self._fact.name}", "title"), line(CORRECT_WHY)])
        for field, words in FIELDS:
            yield Caption(words.format(phone=self._fact.phone))
            yield TextBox(self._who if field == "who" else "", id=field)
        yield Prose(id=TROUBLE)

    @property
    def boxes(self) -> list[TextBox]:
        """The four boxes."""
        return [self.query_one(f"#{field}", TextBox) for field, _ in FIELDS]

    @property
    def _given(self) -> list[str]:
        return [box.value.strip() for box in self.boxes]

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with this box, if the boxes before it are right."""
        phone, hours, who, why = self._given
        problem = self.desk.correction_problem(
            self._fact.line, phone=phone or None, hours=hours or None, who=who, why=why
        )
        return _wrong(problem, box)

    def typed_all(self) -> None:
        """Saves the correction."""
        phone, hours, who, why = self._given
        self.ask_desk(
            lambda: self.desk.correct(self._fact.line, phone=phone or None, hours=hours or None, who=who, why=why),
            self._corrected,
        )

    def _corrected(self, found: FactView | Problem) -> None:
        if isinstance(found, Problem):
            self.say([EMPTY, line(CORRECT_WRONG.format(expected=found.words), "warning")])
            box = next((box for box in self.boxes if box.id == found.key), None)
            if box is not None:
                box.focus()
        else:
            self.leave(CORRECTED_NOW.format(name=found.name))


def _wrong(problem: Problem | None, box: TextBox) -> Sequence[Row]:
    """Returns what is wrong, if it is about ``box``; else ()."""
    if problem is None or problem.key != box.id:
        return ()
    return EMPTY, line(CORRECT_WRONG.format(expected=problem.words), "warning")
