"""Saving the fields of a form one after the other, so that nothing that was typed is lost."""

import asyncio
from typing import TypeAlias

from textual import work
from textual.worker import Worker

from champion_tui.desk.errors import ChangedMeanwhile, DeskError
from champion_tui.desk.views import CaseView, FieldView
from champion_tui.domain.answers import Answer, Problem
from champion_tui.tui.case_words import (
    CHANGED,
    CHANGED_BOTH,
    CHANGED_OPTIONS,
    CHANGED_UNSEEN,
    FIELD_STILL,
    FIELD_WRONG,
    NOTHING,
)
from champion_tui.tui.layout import Row, line
from champion_tui.tui.screens.ask import AskScreen
from champion_tui.tui.screens.vault_screen import VaultScreen
from champion_tui.tui.widgets.field_row import FieldRow
from champion_tui.tui.words import UNSAVED_FIELDS

Unsaved: TypeAlias = tuple[Answer | None, tuple[Row, ...]]
"""A value that could not be saved, and why."""


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

    @property
    def rows(self) -> list[FieldRow]:
        """The fields on screen."""
        return list(self.query(FieldRow))

    def unsaved_words(self) -> str:
        """The fields that could not be saved."""
        labels = [field.label for step in self.view.steps for field in step.fields if field.id in self.kept_back]
        return UNSAVED_FIELDS.format(reference=self.reference, fields=", ".join(labels)) if labels else ""

    async def put_away(self) -> None:
        """Save what is typed."""
        await self.settled()

    def look(self) -> None:
        """Back from another screen: the case may have changed there."""
        if not self.writes:
            self.ask_desk(lambda: self.desk.case(self.reference), self._looked)

    def _looked(self, view: CaseView) -> None:
        if view.version >= self.view.version and not self.writes:
            self.view = view
            self.refresh_view()

    def on_screen_suspend(self) -> None:
        """Something else is shown over it, the hiding screen perhaps: save what is being typed."""
        self.leave_all()

    def leave_all(self) -> None:
        """Have every field saved that is not."""
        for row in self.rows:
            row.leave()

    async def settled(self) -> None:
        """Wait until everything typed so far is saved, or known not to be."""
        self.leave_all()
        while self.writes:
            await self.writes[0].wait()

    def save(self, field: FieldView, value: Answer | None) -> None:
        """Save a field after those that are being saved."""
        self.writes.append(self._write(field, value))
        self.refresh_bars()

    @work(group="save")
    async def _write(self, field: FieldView, value: Answer | None) -> None:
        async with self._turn:
            try:
                await self._written(field, value)
            finally:
                del self.writes[0]
                if self.stands:
                    self.refresh_view()
                    self.refresh_bars()

    async def _written(self, field: FieldView, value: Answer | None) -> None:
        self.kept_back.pop(field.id, None)
        try:
            version = self._contested.get(field.id, self.view.version)
            found = await self.slow(lambda: self.desk.set_field(self.reference, field.id, value, version))
        except ChangedMeanwhile as changed:
            await self._both(field, value, changed)
            return
        except DeskError as error:
            self.kept_back[field.id] = (value, (*self.error_rows(error)[1:], line(FIELD_STILL)))
            return
        if isinstance(found, Problem):
            self.kept_back[field.id] = (value, (line(FIELD_WRONG.format(expected=found.words), "warning"),))
        else:
            self.view = found
            if found.tidied:
                self.say([line(found.tidied)])

    async def _both(self, field: FieldView, value: Answer | None, changed: ChangedMeanwhile) -> None:
        """Somebody else changed the case: show both values, and save neither before the person has chosen."""
        _ = self._contested.setdefault(field.id, self.view.version)
        try:
            self.view = await self.slow(lambda: self.desk.case(self.reference))
        except DeskError as error:
            # Locked meanwhile, perhaps. Saved again, it is refused again until both values can be shown.
            self.kept_back[field.id] = (value, (*self.error_rows(error)[1:], line(FIELD_STILL)))
            return
        both = CHANGED_BOTH.format(theirs=changed.theirs or NOTHING, yours=changed.yours or NOTHING)
        # What stands below the field is there without the focus too; the question is asked of whoever typed it.
        self.kept_back[field.id] = (value, (line(CHANGED_UNSEEN if field.masked else both, "warning"),))

        def chosen(answer: str | None) -> None:
            if answer in {"mine", "theirs"}:
                del self._contested[field.id]
            if answer == "mine":
                self.save(field, value)
            elif answer == "theirs":
                self._drop(field.id)

        _ = self.app.push_screen(AskScreen(CHANGED.format(field=field.label), both, CHANGED_OPTIONS), chosen)

    def _drop(self, field: str) -> None:
        """Show what is stored in place of what could not be saved."""
        _ = self.kept_back.pop(field, None)
        for row in self.rows:
            if row.field.id == field:
                row.put_back()
        self.refresh_view()
        self.refresh_bars()
