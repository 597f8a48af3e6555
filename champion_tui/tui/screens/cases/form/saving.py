"""Saves the fields of a form one at a time, at every pause and when the focus leaves them, so that nothing typed is lost."""

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
FIELD_KEPT = "NOT SAVED. This was typed before, and is not the field's value. Correct it, or clear the field."
STAYS_HERE = "Correct it or clear the field to go on. %next-step% goes on without it and keeps what you typed."
FIELD_STILL = "NOT SAVED. What you typed is still here."
CHANGED = "{field}: changed meanwhile {by}"
CHANGED_TYPING = "NOT SAVED yet: changed meanwhile {by}. When you leave the field you see both."
CHANGED_BOTH = "Stored: {theirs}. You typed: {yours}. Yours is NOT SAVED."
CHANGED_UNSEEN = "The stored value is not what you typed. Yours is NOT SAVED."
CHANGED_OPTIONS = (
    OptionView("later", "Look at it first", "yours stays on screen, NOT SAVED"),
    OptionView("mine", "Save mine", "what is stored is replaced"),
    OptionView("theirs", "Keep what is stored", "mine is dropped"),
)
NOTHING = "nothing"

CHANGED_BY_OTHERS = "Somebody else has just changed this case. If you both changed a field, you see both values."

PAUSE = 1.5
"""Seconds from the first unsaved letter until the text is saved. If the program is killed, at most two seconds of typing are
lost, including the time to save.
"""


@immutable
class Unsaved:
    """A value that could not be saved and the reason, as rows to show below its field; no rows while it is being typed.
    ``kept``: the text is stored as typed, separately from the field's value.
    """

    value: Answer | None
    why: tuple[Row, ...]
    kept: bool


class SavingScreen(VaultScreen[None]):
    """The part of the form that saves. ``view`` is the case as last read or saved.

    All writes go through ``save``, one field at a time, in a thread. A value that could not be saved stays in ``kept_back`` and
    on screen until it can be saved or the person discards it. ``_contested`` holds, for a field of a case that somebody else
    has changed, the version on which the person's change was based. Saving it again is refused until the person has chosen
    between the two values.
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
        """How many saves and discards have finished. A case read before the latest of them is out of date."""
        self._pause: Timer | None = None
        self._said = ""
        self._find_typed()

    @property
    def rows(self) -> list[FieldRow]:
        """The rows on screen, without those being built or removed."""
        return [row for row in self.walk_children(FieldRow) if row.is_mounted and row.is_attached]

    def news(self) -> None:
        """Shows the values of somebody else who has changed this case. What is typed here stays, and the person is asked about
        conflicts.
        """
        self._compare()

    @work(group="news", exclusive=True)
    async def _compare(self) -> None:
        async with self._turn:
            try:
                stored = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
            except DeskError:
                return
            if stored.version <= self.view.version or not self.is_open:
                return
            # Values waiting to be saved are based on the old version, and are refused if theirs has changed.
            if not self.writes:
                self._contest(stored)
                self._show_stored(stored)
                self.refresh_bars()
        self.champion.guard.say(CHANGED_BY_OTHERS)

    def _contest(self, stored: CaseView) -> None:
        """Marks fields with typed text whose stored value has changed, so that the text is not saved before the person has seen
        both.
        """
        before = {field.id: field.value for field in self.fields()}
        changed = {field.id for step in stored.steps for field in step.fields if field.value != before.get(field.id)}
        typed = {row.field.id for row in self.rows if row.typed_on} | set(self.kept_back)
        for field_id in typed & changed:
            _ = self._contested.setdefault(field_id, self.view.version)

    def labels(self) -> list[str]:
        """Returns the labels of the fields that could not be saved."""
        return [field.label for field in self.fields() if field.id in self.kept_back]

    def fields(self) -> list[FieldView]:
        """Returns all fields of the case, in the order of the form."""
        return [field for step in self.view.steps for field in step.fields]

    def saved_words(self) -> str:
        """Returns whether the screen is saved: the time of saving only if everything on screen is stored."""
        labels = self.labels()
        if labels:
            more = MORE_NOT_SAVED.format(count=len(labels) - 1) if len(labels) > 1 else ""
            return f"{FIELD_NOT_SAVED}: {labels[0]}{more}"
        if any(row.typed_on for row in self.rows):
            return NOT_YET
        return SAVING_FIELD if self.writes else self.view.saved

    def unsaved_words(self) -> str:
        """Returns a description of the fields whose text could not be saved and is not kept anywhere; "" if there are none."""
        lost = [field_id for field_id, unsaved in self.kept_back.items() if not unsaved.kept]
        labels = [field.label for field in self.fields() if field.id in lost]
        return UNSAVED_FIELDS.format(reference=self.reference, fields=", ".join(labels)) if labels else ""

    def to_mend(self) -> bool:
        """Returns whether a field holds text that is not its value."""
        return bool(self.kept_back)

    async def put_away(self) -> None:
        """Saves what is typed."""
        await self.settled()

    def look(self) -> None:
        """Reads the case again, because it may have been changed on another screen."""
        if not self.writes:
            done = self._done
            self.ask_desk(lambda: self.desk.cases.view(self.reference), lambda view: self._looked(view, done))

    def _looked(self, view: CaseView, done: int) -> None:
        if self._turn.locked():
            return  # whatever is being saved or discarded will show its result
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
            # The change may have been undone on another page. A focused field without unsaved text shows the stored
            # value too.
            if row.field.id not in self.kept_back and not row.typed_on:
                row.put_back()

    def _find_typed(self) -> None:
        """Shows text again that was typed earlier and could not be used."""
        for field in self.fields():
            if field.typed and field.id not in self.kept_back:
                self.kept_back[field.id] = Unsaved(field.typed, (line(FIELD_KEPT, "warning"),), kept=True)

    def on_screen_suspend(self) -> None:
        """Saves what is being typed, because another screen covers this one."""
        self.leave_all()

    # -- saving -----------------------------------------------------------------------------------------------------

    def typed(self) -> None:
        """Called at every change. Says at once that there is unsaved text, and saves it soon, even if the person keeps typing."""
        if self._said != self.saved_words():
            self.refresh_bars()
        if self._pause is None and any(row.typed_on for row in self.rows):
            self._pause = self.set_timer(PAUSE, self._rest)

    def refresh_bars(self) -> None:
        """Updates the bars, and notes what they say about saving."""
        self._said = self.saved_words()
        super().refresh_bars()

    def _rest(self) -> None:
        self._pause = None
        for row in self.rows:
            row.rest()

    def leave_all(self) -> None:
        """Saves every field that is not saved."""
        for row in self.rows:
            row.leave()

    async def settled(self) -> None:
        """Waits until everything typed so far has been saved or refused."""
        self.leave_all()
        while self.writes:
            await self.writes[0].wait()

    async def undone(self) -> Undone | None:
        """Undoes the last change and shows it in its field. Returns None if nothing was undone, after saying so."""
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
        """Saves a field after those already waiting."""
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
                if self.is_open:
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
        """Keeps the text of a refused value. The reason is shown once the person leaves the field, not while they type."""
        why = () if in_passing else refused_rows(problem)
        self.kept_back[field.id] = Unsaved(value, why, kept=True)
        stored = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
        if stored.version == self.view.version:
            self.view = stored

    def _stopped(self, field: FieldView, value: Answer | None, error: DeskError) -> None:
        self.kept_back[field.id] = Unsaved(value, (*self.error_rows(error)[1:], line(FIELD_STILL)), kept=False)

    async def _both(self, field: FieldView, value: Answer | None, changed: ChangedMeanwhile) -> None:
        """Shows both values after somebody else changed the case, and saves neither until the person has chosen."""
        _ = self._contested.setdefault(field.id, self.view.version)
        try:
            self.view = await self.champion.at_work.do(lambda: self.desk.cases.view(self.reference))
        except DeskError as error:
            # The vault may be locked. Saving is refused again until both values can be shown.
            self._stopped(field, value, error)
            return
        both = CHANGED_BOTH.format(theirs=changed.theirs or NOTHING, yours=changed.yours or NOTHING)
        # The text below the field is visible without the focus, so only the question shows both values of a masked
        # field.
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
        """Shows the stored value instead of the one that could not be saved."""
        async with self._turn:
            await self.forget(field)
        self.refresh_view()
        self.refresh_bars()

    async def forget(self, field: str) -> None:
        """Discards text that could not be saved and shows the stored value again."""
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
    """Returns why a field refuses the text, and how to go on without correcting it."""
    return line(FIELD_WRONG.format(expected=problem.words), "warning"), line(keyed(STAYS_HERE), "quiet")
