"""The referral form, one of the portal's steps at a time. Each field is saved at every pause and when the focus leaves it."""

import asyncio
from collections.abc import Iterator

from textual import work
from textual.containers import Vertical
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import Command, footer_of, keyed
from champion_tui.desk.views import CaseView, FieldView, StepView
from champion_tui.tui.screens.cases.form.field_editors import last_box
from champion_tui.tui.screens.cases.form.field_row import FieldRow
from champion_tui.tui.screens.cases.form.saving import SavingScreen, refused_rows
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, named
from champion_tui.tui.shell import places
from champion_tui.tui.shell.copying import offer_copy
from champion_tui.tui.widgets.laid_out import LaidOutOnce
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose

NEEDED_COUNT = "{needed} needed"
WANTED_COUNT = "{wanted} wanted"
NOTHING_MISSING = "nothing is missing"
FORM_AT = "{reference} > {step}"
STEP = "Step {number} of {count}: {state}"
NOTHING_NEEDED = "Nothing stops the export, and nothing else is wanted."
LEAVE_FIELDS = "NOT SAVED: {fields}"
LEAVE_FIELDS_WHY = "What you typed there could not be saved. Everything else is saved."
LEAVE_KEPT_WHY = "What you typed there cannot be used. It is kept as you typed it, but it is not in the referral. Everything else is saved."
STAY = OptionView("stay", "Stay and correct it", "")
LEAVE_FIELDS_OPTIONS = (STAY, OptionView("drop", "Leave without it", "what was typed there is dropped"))
LEAVE_KEPT_OPTIONS = (
    STAY,
    OptionView("later", "Leave it for later", "it is there again when you come back"),
    OptionView("drop", "Leave without it", "what was typed there is dropped"),
)

HEADINGS = {
    "full-name": "Who they are",
    "phone": "How to reach them",
    "safe-to-ring": "Is it safe?",
    "alternative-contact-name": "If they cannot be reached",
    "communication-needs": "What they need, and who is with them",
    "current-accommodation": "Their home",
}
"""Headings within the longest step, by the id of the field below each."""

LABEL = 30
"""Columns for the label of a field to correct, in front of what is wrong."""

PROBLEMS = "To correct here. Choose a line to go to its field. %missing% goes to the next one."
"""Shown at the top of a step if any value could not be used."""

ON_EVERY_SCREEN = ("back", "help", "numbers", "hide")


class Fields(Vertical, LaidOutOnce):
    """All fields of the step."""


class FormScreen(SavingScreen):
    """The form, opened on a case just read, at a step and at ``field`` ("" for the first). With ``once`` it closes as soon as
    that field is left, for a change made from another page.
    """

    NAME = "form"
    PURPOSE = "Fill in the referral, field by field. Each field is saved while you type and when you leave it."
    SHOWS = (
        "One step of the council's form, and whether each field is needed or only wanted.",
        "Under the field you are in: what it is for, and whether it goes to the council or stays here.",
        "Personal details such as a date of birth show as dots until you are in their field.",
        "At the top: whether this page is saved, and how much is missing.",
        "If a field cannot use what you typed, it is kept as you typed it. You stay in that field until you correct it or clear it.",
    )

    def __init__(self, view: CaseView, step: str, field: str = "", *, once: bool = False) -> None:
        super().__init__(view)
        self._step = step
        self._field = field
        self._once = once
        self._building = asyncio.Lock()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[Widget]:
        """Yields the step's title, its problems, messages, and the fields."""
        yield Prose(id="step")
        yield Prose(id="problems-title")
        yield Choices(id="problems")
        yield Prose(id=TROUBLE)
        with Fields():
            for field in self.step.fields:
                yield self._row(field)

    def _row(self, field: FieldView) -> FieldRow:
        return FieldRow(field, self.save, self.typed, HEADINGS.get(field.id, ""))

    @property
    def step(self) -> StepView:
        """The step shown."""
        return next(step for step in self.view.steps if step.id == self._step)

    def on_mount(self) -> None:
        """Goes to the requested field, or to the first one."""
        super().on_mount()
        self._go_to_field(self._field)

    def refresh_view(self) -> None:
        """Shows the current state of the step and of each field."""
        number = [step.id for step in self.view.steps].index(self._step) + 1
        words = STEP.format(number=number, count=len(self.view.steps), state=self.step.state)
        fields = {field.id: field for field in self.step.fields}
        self.query_one("#step", Prose).show([line(words, "strong"), line(self.step.help, "quiet"), EMPTY])
        self._show_problems()
        self._mount_what_is_asked_now()
        for row in self.rows:
            unsaved = self.kept_back.get(row.field.id)
            if unsaved is not None:
                row.complain(unsaved.why, unsaved.value)
            elif row.field.id in fields:
                row.show(fields[row.field.id])

    def _show_problems(self) -> None:
        """Shows at the top of the page what must be corrected, in any step."""
        refused = [
            OptionView(field.id, field.label, self.kept_back[field.id].why[0][0].text)
            for field in self.fields()
            if field.id in self.kept_back and self.kept_back[field.id].why
        ]
        self.query_one("#problems-title", Prose).show([line(keyed(PROBLEMS), "warning")] if refused else ())
        problems = self.query_one("#problems", Choices)
        problems.display = bool(refused)
        if refused:
            problems.offer(refused, menu=True, searched=False, hint_column=LABEL)
            for row in self.rows:
                if row.has_focus_within:
                    # The summary has pushed it down; what is wrong with it must be visible.
                    self.call_after_refresh(row.scroll_visible, animate=False)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Goes from the summary to the field to correct."""
        event.choices.listen()
        field = str(event.answer)
        step = next(step.id for step in self.view.steps if any(each.id == field for each in step.fields))
        self._show_step(step, field)

    def _mount_what_is_asked_now(self) -> None:
        """Adds a field that another field's value has made necessary. A field that is not needed any more stays until the step
        is left, so that nothing moves while the person types.
        """
        # This includes rows still being built, because the next save may finish before they are ready.
        rows = {row.field.id: row for row in self.walk_children(FieldRow)}
        if self.step.fields and self.step.fields[0].id not in rows:
            return
        before = None
        for field in self.step.fields:
            if field.id not in rows:
                rows[field.id] = self._row(field)
                _ = self.query_one(Fields).mount(rows[field.id], after=before)
            before = rows[field.id]

    def header(self) -> tuple[str, str]:
        """Returns the step, whether it is saved, and how much is missing."""
        words = f"{self.saved_words()}   {missing_words(self.view)}"
        return FORM_AT.format(reference=named(self.reference, self.view.who), step=self.step.title), words

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands, those that go on first; with ``once`` that is Enter alone."""
        commands = {command.id: command for command in footer_of(self.NAME)}
        first = ("go-on",) if self._once else ("onward", "missing", "check", "next-step")
        return tuple(commands[name] for name in (*first, *ON_EVERY_SCREEN))

    # -- moving -----------------------------------------------------------------------------------------------------

    def _go_to_field(self, field: str) -> None:
        rows = self.rows
        row = next((row for row in rows if row.field.id == field), rows[0] if rows else None)
        if row is not None:
            row.start()

    def on_field_row_onward(self, event: FieldRow.Onward) -> None:
        """Goes to a neighbouring field, or to the next step after the last one. Does not go on from a value that the field
        refuses.
        """
        if event.steps > 0 and self._refuses(event.row):
            return
        if self._once:
            self._leave()
            return
        rows = self.rows
        to = rows.index(event.row) + event.steps
        if 0 <= to < len(rows):
            rows[to].start()
        else:
            self._turn_to(event.steps)

    def _refuses(self, row: FieldRow) -> bool:
        """Returns whether the field refuses the text in it. If so, says why and keeps the text as typed.

        The store is not asked, so that the focus has not moved when the next key arrives.
        """
        problem = self.desk.problem_in(row.field.id, row.editor.given)
        if problem is None:
            return False
        row.leave(again=True)
        row.complain(refused_rows(problem), row.editor.given)
        return True

    def action_next_field(self) -> None:
        """Moves to the next box or field on Tab, but not out of a field with a value that it refuses."""
        row = next((row for row in self.rows if row.has_focus_within), None)
        if row is None or self.focused is not last_box(row.editor) or not self._refuses(row):
            self._tab(1)

    def action_previous_field(self) -> None:
        """Moves to the previous box or field on Shift+Tab."""
        self._tab(-1)

    def _tab(self, steps: int) -> None:
        chain = self.focus_chain
        if self.focused is not None and chain and self.focused is chain[-1 if steps > 0 else 0] and not self._once:
            self._turn_to(steps)
        elif steps > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_next_step(self) -> None:
        """Goes to the next step."""
        self._turn_to(1)

    def action_previous_step(self) -> None:
        """Goes to the previous step."""
        self._turn_to(-1)

    def _turn_to(self, steps: int) -> None:
        ids = [step.id for step in self.view.steps]
        to = ids.index(self._step) + steps
        if self._once:
            return
        if to < 0:
            return
        if to >= len(ids):
            self.action_check()
            return
        self._show_step(ids[to], "", last=steps < 0)

    @work(group="step")
    async def _show_step(self, step: str, field: str, *, last: bool = False) -> None:
        # One at a time, because rows that are being removed keep their ids until they are gone.
        async with self._building:
            await self._build(step, field, last=last)

    async def _build(self, step: str, field: str, *, last: bool) -> None:
        self.leave_all()
        self.set_focus(None)
        if step != self._step:
            self._step = step
            fields = self.query_one(Fields)
            async with self.batch():
                await fields.remove_children()
                await fields.mount_all([self._row(one) for one in self.step.fields])
            if not self.is_open:
                return
            self.query_one(Body).scroll_home(animate=False)
            self.refresh_view()
            self.refresh_bars()
        self._go_to_field(self.step.fields[-1].id if last else field)

    @work(exclusive=True, group="missing")
    async def action_missing(self) -> None:
        """Goes to the first field that stops the export, or else to the first that is wanted; from such a field, to the next one."""
        await self.settled()
        here = next((row.field.id for row in self.rows if row.has_focus_within), "")
        missing = first_missing(self.view, after=here)
        if missing is None:
            self.say([line(NOTHING_NEEDED)])
        else:
            self.say(())
            self._show_step(*missing)

    @work(exclusive=True, group="check")
    async def action_check(self) -> None:
        """Opens the page with all answers and fields, or returns to it."""
        await self.settled()
        if self._once:
            self.leave()
        else:
            self.go(places.Check(self.reference))

    @work(exclusive=True, group="undo")
    async def action_undo(self) -> None:
        """Undoes the last change and goes to its field."""
        await self.settled()
        undone = await self.undone()
        if undone is not None:
            step = next(each.id for each in self.view.steps if any(field.id == undone.field for field in each.fields))
            if not self._once:
                self._show_step(step, undone.field)
            self.champion.guard.say(undone.words)

    def action_copy(self) -> None:
        """Offers the current field to the clipboard."""
        row = next((row for row in self.rows if row.has_focus_within), None)
        if row is not None:
            offer_copy(self.champion, row.field.label, row.pasted, self._write_instead)

    def _write_instead(self) -> None:
        async def once_saved() -> None:
            await self.settled()
            self.champion.ways.to_pack(self.reference)

        _ = self.run_worker(once_saved(), group="leave", exclusive=True)

    def action_back(self) -> None:
        """Leaves once everything is saved."""
        self._leave()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        await self.settled()
        if not self.kept_back:
            self.leave()
            return
        kept = all(unsaved.kept for unsaved in self.kept_back.values())
        why, options = (LEAVE_KEPT_WHY, LEAVE_KEPT_OPTIONS) if kept else (LEAVE_FIELDS_WHY, LEAVE_FIELDS_OPTIONS)
        ask = places.Ask(LEAVE_FIELDS.format(fields=", ".join(self.labels())), why, options)
        self.go(ask, self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "later":
            self.leave()
        elif answer == "drop":
            self._leave_without()
        else:
            self._mend()

    def _mend(self) -> None:
        """Goes to the first field that could not be saved."""
        to_mend = [
            (step.id, field.id) for step in self.view.steps for field in step.fields if field.id in self.kept_back
        ]
        if to_mend:
            self._show_step(*to_mend[0])

    @work(exclusive=True, group="leave")
    async def _leave_without(self) -> None:
        for field in tuple(self.kept_back):
            await self.forget(field)
        self.leave()


def missing_words(view: CaseView) -> str:
    """Returns how much is missing, such as ``3 needed, 6 wanted``."""
    needed, wanted = len(view.needed), len(view.wanted)
    parts = (NEEDED_COUNT.format(needed=needed) if needed else "", WANTED_COUNT.format(wanted=wanted) if wanted else "")
    return ", ".join(part for part in parts if part) or NOTHING_MISSING


def first_missing(view: CaseView, after: str = "") -> tuple[str, str] | None:
    """Returns the ids of the step and of the first field that stops the export or has an unusable value, or else of the first
    that is wanted; None if there is none. If ``after`` is such a field, returns the next one, starting again after the last.
    """
    fields = [(step.id, field) for step in view.steps for field in step.fields]
    for missing in (
        [(step, field.id) for step, field in fields if field.typed or field.mark == "needed"],
        [(step, field.id) for step, field in fields if field.mark == "wanted"],
    ):
        if missing:
            ids = [field for _, field in missing]
            return missing[(ids.index(after) + 1) % len(missing)] if after in ids else missing[0]
    return None
