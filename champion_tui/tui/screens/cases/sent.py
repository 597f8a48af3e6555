"""Marks a referral as sent, with the day and the portal's code. Until then it is NOT SENT."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from textual import events, on, work
from textual.timer import Timer
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.views import CaseView
from champion_tui.domain.dates.purposes import SENT
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.tui.screens.cases.form.field_editors import last_box
from champion_tui.tui.screens.cases.form.saving import PAUSE
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, VaultScreen
from champion_tui.tui.shell.shell_words import NOT_YET
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

SENT_AT = "{reference} > Mark as sent"
SENT_WHY = "Do this only once the council has it: at the portal's last page, or when the e-mail is sent."
SENT_STILL_NEEDED = "Something the council needs is still missing:"
SENT_DAY = "The day it was sent, such as yesterday or Monday"
SENT_CODE = "The portal's code (leave it empty if there is none yet)"
SENT_CODE_LATER = "Without a code you can come back here and add it later."
SENT_WRONG = "That cannot be used. Expected: {expected}."
AFTER_SENT = (
    OptionView("slip", "Write the slip again", "it carries the day and the code now"),
    OptionView("done", "Back to the case", ""),
)
AFTER_SENT_NO_PAPER = (OptionView("done", "Back to the case", ""),)


class SentScreen(VaultScreen[str]):
    """The page for marking a referral as sent. Ends with ``slip`` to write the slip again, else with None or ``done``."""

    NAME = "sent"
    PURPOSE = "Note that the council has the referral, the day it was sent and its code."
    SHOWS = (
        "Today is filled in as the day. You can add the code later.",
        "Then the day by which the council answers. The slip can be made again, now with the day and the code.",
    )
    AUTO_FOCUS = "#code"

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference
        self._view: CaseView | None = None
        self._done = False
        self._pause: Timer | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the day, the code, the error and the next steps."""
        yield ClockDoubt()
        yield Prose(id="why")
        yield Caption(SENT_DAY)
        yield DateField(lambda text: self.desk.read_day(SENT, text), id="day")
        yield Caption(SENT_CODE)
        yield TextBox(id="code")
        yield Prose(id=TROUBLE)
        yield Choices(id="after")

    def refresh_view(self) -> None:
        """Hides the next steps until the referral is sent."""
        self.query_one(Choices).display = False

    def look(self) -> None:
        """Reads the case, until it is marked as sent."""
        if not self._done:
            self.ask_desk(lambda: self.desk.cases.view(self.reference), self._show)

    def header(self) -> tuple[str, str]:
        """Returns the case, and when it was saved; "not saved yet" while the code typed differs from the stored one."""
        saved = "" if self._view is None else NOT_YET if self._typed_on else self._view.saved
        return SENT_AT.format(reference=self.reference), saved

    @property
    def _typed_on(self) -> bool:
        view = self._view
        if view is None or self._done:
            return False
        return self.query_one("#code", TextBox).value.strip() != view.sent_code

    def on_mount(self) -> None:
        """Watches each letter before it is drawn."""
        # Textual calls the base class's handler as well.
        self.watch(self.query_one("#code", TextBox), "value", self._typed, init=False)

    def _typed(self) -> None:
        """Says at once that the code is not saved, and keeps it soon."""
        self.refresh_bars()
        if self._typed_on and self._pause is None:
            self._pause = self.set_timer(PAUSE, self._keep)

    @work(group="keep")
    async def _keep(self) -> None:
        await self.put_away()

    async def put_away(self) -> None:
        """Keeps the code as typed so far, so that it is shown here again."""
        self._pause = None
        if self._typed_on:
            code = self.query_one("#code", TextBox).value
            with suppress(DeskError):
                await self.champion.at_work.do(lambda: self.desk.cases.keep_code(self.reference, code))

    def _show(self, view: CaseView) -> None:
        self._view = view
        rows: list[Row] = [line(view.sent_words, "warning" if view.not_sent else "strong"), line(SENT_WHY)]
        if view.needed and view.not_sent:
            rows += [EMPTY, line(SENT_STILL_NEEDED, "warning"), *(line(words, "warning") for words in view.needed)]
        self.query_one("#why", Prose).show(rows)
        day, code = self.query_one(DateField), self.query_one("#code", TextBox)
        # The person may have typed something already.
        if not day.typed:
            day.fill((view.sent_on or london_date(self.desk.now())).isoformat())
        code.value = code.value or view.typed_code or view.sent_code

    def on_date_field_given(self, event: DateField.Given) -> None:
        """Moves from the day to the code."""
        event.stop()
        self.query_one("#code", TextBox).focus()

    def action_next_field(self) -> None:
        """Moves to the next field on Tab, unless the date typed is not a real date."""
        if self.focused is not last_box(self.query_one(DateField)) or self._day() is not None:
            super().action_next_field()

    def _day(self) -> date | None:
        """Returns the day typed. If it is not understood, the field says what is wrong or asks, and None is returned."""
        field = self.query_one(DateField)
        day = iso_date(field.answer)
        if day is None:
            field.start()
            field.ask()
        return day

    def on_key(self, event: events.Key) -> None:
        """Moves between the day and the code on Up and Down."""
        on_code = self.query_one("#code", TextBox).has_focus
        if event.key == "up" and on_code:
            self.query_one(DateField).start()
        elif event.key == "down" and self.query_one(DateField).has_focus_within:
            self.query_one("#code", TextBox).focus()

    @on(TextBox.Submitted, "#code")
    def _mark(self, event: TextBox.Submitted) -> None:
        day, code = self._day(), event.value
        if day is None:
            return
        self.ask_desk(lambda: self.desk.cases.mark_sent(self.reference, day, code), self._marked)

    def _marked(self, marked: CaseView | Problem) -> None:
        if isinstance(marked, Problem):
            self._wrong(marked.words)
            if marked.key == "on":
                self.query_one(DateField).start()
            return
        self._view, self._done = marked, True
        self.say(())
        for part in (*self.query(Caption), self.query_one(DateField), self.query_one("#code")):
            part.display = False
        rows: list[Row] = [line(marked.sent_words, "title"), EMPTY]
        self.query_one("#why", Prose).show([*rows, *([] if marked.sent_code else [line(SENT_CODE_LATER), EMPTY])])
        after = self.query_one(Choices)
        after.display = True
        after.offer(AFTER_SENT_NO_PAPER if marked.paper == "none" else AFTER_SENT)
        after.focus()
        self.turn_page()

    def _wrong(self, expected: str) -> None:
        self.say([EMPTY, line(SENT_WRONG.format(expected=expected), "warning")])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the next step."""
        self.leave(str(event.answer))
