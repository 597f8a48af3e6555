"""Adds somebody to the early list, one step at a time: own reference, day, what happens then, who works with them."""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from champion_tui.desk.early.early import EarlyView
from champion_tui.desk.early.early_words import WHY
from champion_tui.desk.options import OptionView
from champion_tui.domain.dates.purposes import EARLY
from champion_tui.domain.early.reading import KIND_WORDS, EarlyKind, reference_fault
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell.shell_words import CANNOT_USE, EARLY_LIST, NOT_YET
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import EMPTY, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

AT = f"{EARLY_LIST} > Add somebody"
OWN, DAY, KIND, WORKER = "own", "day", "kind", "worker"
STEPS = (OWN, DAY, KIND, WORKER)
LABELS = {OWN: "Own reference", DAY: "The day", KIND: "What"}
ASKED = {
    OWN: "Your own reference for them (never a name)",
    DAY: "The day on which they may lose a home",
    KIND: "What happens on that day?",
    WORKER: "Who works with them (may be left empty)",
}
ASK_WHY = {
    OWN: "A prison number, a ward's number, or whatever you find them by. Nobody has asked for their consent, so give no name.",
    DAY: "The list says when the 56 days before it begin. From then on you can refer them as threatened with homelessness.",
    KIND: "When you begin their case, this is already answered. Look through it with them.",
    WORKER: "Whom to ask about them when the day comes near.",
}
KINDS = (
    OptionView(EarlyKind.RELEASE, "Release", "from prison or other custody"),
    OptionView(EarlyKind.DISCHARGE, "Discharge", "from hospital or another place of care"),
    OptionView(EarlyKind.OTHER, "Another last day", "a tenancy, a notice, somebody's goodwill"),
)
KINDS_COLUMN = 22
ADDED = "{own} is on the list: {words}."
NOT_ADDED = "Somebody is not on the early list yet."
LABEL = 16


class AddEarlyScreen(VaultScreen[str]):
    """The steps of an entry. Ends with a sentence that says what was done. Back goes one step back and keeps what was typed."""

    NAME = "early-add"
    PURPOSE = "Put somebody on the early list, one thing at a time."
    SHOWS = (
        "What you have said so far, then the next thing to say. It is your own reference, the day, what happens then, or who works with them.",
        "If something cannot be used, you are told at once. You are not asked for a name, so give none.",
    )
    AUTO_FOCUS = "#own"

    def __init__(self) -> None:
        super().__init__()
        self._step = OWN
        self._busy = False

    def parts(self) -> Iterator[Widget]:
        """Yields what was said so far, the question, and the fields."""
        yield Prose(id="so-far")
        yield Caption(id="asked")
        yield TextBox(id=OWN)
        yield DateField(lambda text: self.desk.read_day(EARLY, text), id=DAY)
        yield Choices(id=KIND)
        yield TextBox(id=WORKER)
        yield Prose(id=TROUBLE)
        yield Prose(id="why")

    def refresh_view(self) -> None:
        """Shows the first step."""
        self.query_one(Choices).offer(KINDS, hint_column=KINDS_COLUMN)
        self._show()

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and "not saved yet" once something is typed."""
        return AT, NOT_YET if self.unsaved_words() else self.desk.date_words

    def unsaved_words(self) -> str:
        """Returns that the person being typed in is not on the list yet; "" if nothing is typed."""
        typed = self.is_mounted and any((self._own, self.query_one(DateField).typed))
        return NOT_ADDED if typed else ""

    @property
    def _own(self) -> str:
        return self.query_one(f"#{OWN}", TextBox).value.strip()

    @property
    def listed(self) -> Choices | None:
        """The list, if this step is a choice."""
        return super().listed if self._step == KIND else None

    def unused(self) -> frozenset[str]:
        """Returns the unused commands; digits are used only where there is a choice."""
        return super().unused() if self._step == KIND else frozenset({"choose"})

    # -- the steps --------------------------------------------------------------------------------------------------

    def _go_to(self, step: str) -> None:
        self.say(())
        self._step = step
        self._show()
        self.turn_page()

    def _show(self) -> None:
        for step in STEPS:
            self.query_one(f"#{step}").display = step == self._step
        said = STEPS[: STEPS.index(self._step)]
        rows = [labelled(LABELS[step], self._said(step), width=LABEL) for step in said]
        self.query_one("#so-far", Prose).show(rows)
        self.query_one("#asked", Caption).say(ASKED[self._step])
        self.query_one("#why", Prose).show([EMPTY, line(ASK_WHY[self._step], "quiet")])
        if self._step == DAY:
            self.query_one(DateField).start()
        else:
            self.query_one(f"#{self._step}").focus()
        self.refresh_bars()

    def _said(self, step: str) -> str:
        if step == OWN:
            return self._own
        day = iso_date(self.query_one(DateField).answer)
        return KIND_WORDS[self._kind] if step == KIND else day_words(day) if day else ""

    @property
    def _kind(self) -> EarlyKind:
        here = self.query_one(Choices).here
        return EarlyKind(here.id) if here else EarlyKind.OTHER

    @on(TextBox.Changed)
    def _changed(self) -> None:
        self.refresh_bars()

    @on(TextBox.Submitted, f"#{OWN}")
    def _own_given(self) -> None:
        why = reference_fault(self._own)
        if why is None:
            self._go_to(DAY)
        else:
            self._wrong(WHY[why])

    def on_date_field_given(self, event: DateField.Given) -> None:
        """Goes on from the day."""
        event.stop()
        self._go_to(KIND)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Goes on from what happens on that day."""
        event.stop()
        self._go_to(WORKER)

    @on(TextBox.Submitted, f"#{WORKER}")
    def _worker_given(self, event: TextBox.Submitted) -> None:
        day = iso_date(self.query_one(DateField).answer)
        if self._busy or day is None:
            return
        self._busy = True
        own, kind, worker = self._own, self._kind, event.value

        def add() -> EarlyView | Problem:
            try:
                return self.desk.early.add(own, day, kind, worker)
            except WrongValue as wrong:
                return wrong.problem

        self.ask_desk(add, self._added, self._refused)

    def _added(self, added: EarlyView | Problem) -> None:
        if isinstance(added, EarlyView):
            self.leave(ADDED.format(own=added.own_reference, words=added.words))
            return
        self._busy = False
        self._go_to(DAY if added.key == "date" else OWN)
        self._wrong(added.words)

    def _refused(self) -> None:
        """Goes back to the reference, which is on the list already, and keeps the other answers."""
        self._busy = False
        trouble = self.query_one(f"#{TROUBLE}", Prose).rows
        self._go_to(OWN)
        self.query_one(f"#{TROUBLE}", Prose).show(trouble)

    def _wrong(self, expected: str) -> None:
        self.say([EMPTY, line(CANNOT_USE.format(expected=expected), "warning")])

    def action_back(self) -> None:
        """Goes one step back; from the first one, leaves without an entry."""
        if self._step == OWN:
            self.leave()
        else:
            self._go_to(STEPS[STEPS.index(self._step) - 1])
            self.listen()
