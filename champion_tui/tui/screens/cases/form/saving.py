"""Saving the fields of a form one after the other, at every pause and when they are left, so that nothing typed is lost."""

import asyncio

from textual import work
from textual.timer import Timer
from textual.worker import Worker

from champion_tui.desk.cases.undoing import NOTHING_TO_UNDO, Undone
from champion_tui.desk.errors import ChangedMeanwhile, DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import keyed
from champion_tui.desk.views import CaseView, FieldView
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.values import immutable
from champion_tui.tui.screens.cases.form.field_row import FieldRow
from champion_tui.tui.screens.kit.vault_screen import VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import FIELD_WRONG, NOT_YET
from champion_tui.tui.widgets.layout import Row, line

UNSAVED_FIELDS = "{reference}: {fields}"
SAVING_FIELD = "saving"
FIELD_NOT_SAVED = "NOT SAVED"
MORE_NOT_SAVED = " and {count} more"
FIELD_KEPT = "NOT SAVED. This was typed before, and is not the field's value. Mend it, or empty the field."
STAYS_HERE = "Mend it or empty the field to go on. %next-step% goes on without it: it is kept as you typed it."
FIELD_STILL = "NOT SAVED. What you typed still stands here."
CHANGED = "{field}: changed meanwhile {by}"
CHANGED_TYPING = "NOT SAVED yet: changed meanwhile {by}. When you leave the field you are shown both."
CHANGED_BOTH = "Stored is: {theirs}. You typed: {yours}. Yours is NOT SAVED."
CHANGED_UNSEEN = "Stored is another value than you typed. Yours is NOT SAVED."
CHANGED_OPTIONS = (
    OptionView("later", "Look at it first", "yours stays on screen, NOT SAVED"),
    OptionView("mine", "Save mine", "what is stored is replaced"),
    OptionView("theirs", "Keep what is stored", "mine is dropped"),
)
NOTHING = "nothing"

CHANGED_BY_OTHERS = "Somebody else has just changed this case. Where it is a field of yours, you are shown both."

PAUSE = 1.5
"""Seconds from the first letter that is not stored to the moment when what stands there then is: whatever ends the program
costs no more than two seconds, the time for storing it included.
"""


@immutable
class Unsaved:
    """A value that could not be saved, and why, as rows below its field; no rows while it is being typed.

    ``kept``: the text is in the store beside the value, as it was typed.
    """

    value: Answer | None
    why: tuple[Row, ...]
    kept: bool


class SavingScreen(VaultScreen[None]):
    """The part of the form that saves. ``view`` is the case as it was last read or saved.

    All writing goes through ``save``, one field after the other in a thread; what could not be saved stays in ``kept_back``
    and on screen until it can, or until the person drops it. ``_contested`` holds the version that a field was changed on when
    somebody else had changed the case: tried again, it is refused again until the person has chosen.
    """

    def __init__(self, view: CaseView) -> None:
        super().__init__()
        self.reference = view.reference
        self.view = view
        self.writes: list[Worker[None]] = []
        self.kept_back: dict[str, Unsaved] = {}
        self._contested: dict[str, int] = {}
        self._turn = asyncio.Lock()
        self._done = 0
        """How many saves and drops have ended: a case that was read before one of them says nothing new."""
        self._pause: Timer | None = None
        self._said = ""
        self._find_typed()

    @property
    def rows(self) -> list[FieldRow]:
        """The fields on screen; not those that are still being built, or taken away."""
        return [row for row in self.walk_children(FieldRow) if row.is_mounted and row.is_attached]

    def news(self) -> None:
        """Somebody else may have changed this case: their values are shown, what is typed here stays, and where the two meet both are."""
        self._compare()

    @work(group="news", exclusive=True)
    async def _compare(self) -> None:
        async with self._turn:
            try:
                stored = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
            except DeskError:
                return
            if stored.version <= self.view.version or not self.stands:
                return
            # What waits to be saved was typed over the values of before, and is refused if they have changed.
            if not self.writes:
                self._contest(stored)
                self._show_stored(stored)
                self.refresh_bars()
        self.champion.guard.say(CHANGED_BY_OTHERS)

    def _contest(self, stored: CaseView) -> None:
        """What is typed into a field that now holds another value is not saved over it before the person has seen both."""
        before = {field.id: field.value for field in self.fields()}
        changed = {field.id for step in stored.steps for field in step.fields if field.value != before.get(field.id)}
        typed = {row.field.id for row in self.rows if row.typed_on} | set(self.kept_back)
        for field_id in typed & changed:
            _ = self._contested.setdefault(field_id, self.view.version)

    def labels(self) -> list[str]:
        """The fields that could not be saved, as they are called."""
        return [field.label for field in self.fields() if field.id in self.kept_back]

    def fields(self) -> list[FieldView]:
        """All fields of the case, in the form's order."""
        return [field for step in self.view.steps for field in step.fields]

    def saved_words(self) -> str:
        """Whether what stands on the screen is what is stored: "saved" and when, only where it is."""
        labels = self.labels()
        if labels:
            more = MORE_NOT_SAVED.format(count=len(labels) - 1) if len(labels) > 1 else ""
            return f"{FIELD_NOT_SAVED}: {labels[0]}{more}"
        if any(row.typed_on for row in self.rows):
            return NOT_YET
        return SAVING_FIELD if self.writes else self.view.saved

    def unsaved_words(self) -> str:
        """The fields that could not be saved, and are kept nowhere."""
        lost = [field_id for field_id, unsaved in self.kept_back.items() if not unsaved.kept]
        labels = [field.label for field in self.fields() if field.id in lost]
        return UNSAVED_FIELDS.format(reference=self.reference, fields=", ".join(labels)) if labels else ""

    def to_mend(self) -> bool:
        """Whether a field holds something else than its value."""
        return bool(self.kept_back)

    async def put_away(self) -> None:
        """Save what is typed."""
        await self.settled()

    def look(self) -> None:
        """Back from another screen, where the case may have changed."""
        if not self.writes:
            done = self._done
            self.ask_desk(lambda: self.desk.cases.view(self.reference), lambda view: self._looked(view, done))

    def _looked(self, view: CaseView, done: int) -> None:
        if self._turn.locked():
            return  # whatever is being saved or dropped shows what came of it
        if done != self._done:
            self.look()
        elif view.version >= self.view.version and not self.writes:
            self._show_stored(view)

    def _show_stored(self, view: CaseView) -> None:
        self.view = view
        typed = {field.id for field in self.fields() if field.typed}
        self.kept_back = {
            field_id: unsaved for field_id, unsaved in self.kept_back.items() if not unsaved.kept or field_id in typed
        }
        self._find_typed()
        self.refresh_view()
        for row in self.rows:
            # Put back on the other page, perhaps: the field that has the focus shows what is stored too, where nothing is typed in it.
            if row.field.id not in self.kept_back and not row.typed_on:
                row.put_back()

    def _find_typed(self) -> None:
        """Show again what was typed before and could not be used."""
        for field in self.fields():
            if field.typed and field.id not in self.kept_back:
                self.kept_back[field.id] = Unsaved(field.typed, (line(FIELD_KEPT, "warning"),), kept=True)

    def on_screen_suspend(self) -> None:
        """Another screen covers this one, perhaps the hiding one: save what is being typed."""
        self.leave_all()

    # -- saving -----------------------------------------------------------------------------------------------------

    def typed(self) -> None:
        """What stands on the screen may not be what is stored: say so at once, and store it soon, however long somebody types."""
        if self._said != self.saved_words():
            self.refresh_bars()
        if self._pause is None and any(row.typed_on for row in self.rows):
            self._pause = self.set_timer(PAUSE, self._rest)

    def refresh_bars(self) -> None:
        """Show what the lines say now, and remember what they say about saving."""
        self._said = self.saved_words()
        super().refresh_bars()

    def _rest(self) -> None:
        self._pause = None
        for row in self.rows:
            row.rest()

    def leave_all(self) -> None:
        """Have every field saved that is not."""
        for row in self.rows:
            row.leave()

    async def settled(self) -> None:
        """Wait until everything typed so far is saved, or known not to be."""
        self.leave_all()
        while self.writes:
            await self.writes[0].wait()

    async def undone(self) -> Undone | None:
        """What was put back of what was changed last, shown in its field; None where nothing was, which is said."""
        async with self._turn:
            try:
                undone = await self.champion.at_work.do(lambda: self.desk.cases.undo(self.reference))
            except DeskError as error:
                self.say(self.error_rows(error))
                return None
            finally:
                self._done += 1
            if not isinstance(undone, Undone):
                self.champion.guard.say(NOTHING_TO_UNDO if undone is None else undone.words)
                return None
            self.kept_back.pop(undone.field, None)
            self.view = undone.view
        self.refresh_view()
        for row in self.rows:
            if row.field.id == undone.field:
                row.put_back()
        self.refresh_bars()
        return undone

    def save(self, field: FieldView, value: Answer | None, *, in_passing: bool = False) -> None:
        """Save a field after those that are being saved."""
        self.writes.append(self._write(field, value, in_passing=in_passing))
        self.refresh_bars()

    @work(group="save")
    async def _write(self, field: FieldView, value: Answer | None, *, in_passing: bool) -> None:
        async with self._turn:
            try:
                await self._written(field, value, in_passing=in_passing)
            finally:
                self._done += 1
                del self.writes[0]
                if self.stands:
                    self.refresh_view()
                    self.refresh_bars()

    async def _written(self, field: FieldView, value: Answer | None, *, in_passing: bool) -> None:
        try:
            version = self._contested.get(field.id, self.view.version)
            saved = await self.champion.at_work.do(
                lambda: self.desk.cases.set_field(self.reference, field.id, value, version, in_passing=in_passing)
            )
            if isinstance(saved, Problem):
                await self._refused(field, value, saved, in_passing=in_passing)
                return
        except ChangedMeanwhile as changed:
            if in_passing:
                self.kept_back[field.id] = Unsaved(
                    value, (line(CHANGED_TYPING.format(by=changed.by), "warning"),), kept=True
                )
            else:
                await self._both(field, value, changed)
            return
        except DeskError as error:
            self._stopped(field, value, error)
            return
        self.kept_back.pop(field.id, None)
        self.view = saved
        if saved.tidied and not in_passing:
            self.say([line(saved.tidied)])

    async def _refused(self, field: FieldView, value: Answer | None, problem: Problem, *, in_passing: bool) -> None:
        """The field cannot use it: said when the field is left, not to somebody who is still typing."""
        why = () if in_passing else refused_rows(problem)
        self.kept_back[field.id] = Unsaved(value, why, kept=True)
        stored = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
        if stored.version == self.view.version:
            self.view = stored

    def _stopped(self, field: FieldView, value: Answer | None, error: DeskError) -> None:
        self.kept_back[field.id] = Unsaved(value, (*self.error_rows(error)[1:], line(FIELD_STILL)), kept=False)

    async def _both(self, field: FieldView, value: Answer | None, changed: ChangedMeanwhile) -> None:
        """Somebody else changed the case: show both values, and save neither before the person has chosen."""
        _ = self._contested.setdefault(field.id, self.view.version)
        try:
            self.view = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
        except DeskError as error:
            # The vault may be locked. Saving again is refused until both values can be shown.
            self._stopped(field, value, error)
            return
        both = CHANGED_BOTH.format(theirs=changed.theirs or NOTHING, yours=changed.yours or NOTHING)
        # The words below the field stay without the focus; only the question shows both values.
        self.kept_back[field.id] = Unsaved(
            value, (line(CHANGED_UNSEEN if field.masked else both, "warning"),), kept=True
        )

        def chosen(answer: str | None) -> None:
            if answer in {"mine", "theirs"}:
                del self._contested[field.id]
            if answer == "mine":
                self.save(field, value)
            elif answer == "theirs":
                self._drop(field.id)

        self.go(places.Ask(CHANGED.format(field=field.label, by=changed.by), both, CHANGED_OPTIONS), chosen)

    @work(group="save")
    async def _drop(self, field: str) -> None:
        """Show what is stored in place of what could not be saved."""
        async with self._turn:
            await self.forget(field)
        self.refresh_view()
        self.refresh_bars()

    async def forget(self, field: str) -> None:
        """Drop what was typed into a field and could not be saved: what is stored stands there again."""
        for row in self.rows:
            if row.field.id == field:
                row.put_back()
        unsaved = self.kept_back.pop(field, None)
        if unsaved is not None and unsaved.kept:
            try:
                self.view = await self.champion.at_work.do(lambda: self.desk.cases.forget_typed(self.reference, field))
            except DeskError as error:
                self.say(self.error_rows(error))
        self._done += 1


def refused_rows(problem: Problem) -> tuple[Row, ...]:
    """Why a field refuses what was typed, and how to go on all the same."""
    return line(FIELD_WRONG.format(expected=problem.words), "warning"), line(keyed(STAYS_HERE), "quiet")
