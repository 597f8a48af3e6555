"""Undoes the last change of a field: its earlier value is read from the history and stored again like any other change."""

from collections.abc import Sequence

from champion_tui.desk.views import CaseView
from champion_tui.domain.cases.case import Event
from champion_tui.domain.cases.form import Form, FormField
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

HOLDERS = frozenset({"agency", "referral"})
"""The verbs of events that record a change of a field."""

UNDONE = "{label} is back to what it was: {shown}."
EMPTY_AGAIN = "{label} is empty again, as it was."
DOTS = "as before"
"""Shown instead of a personal detail, which is shown only in its own field."""

NOTHING_TO_UNDO = "You have changed no field here yet."


@immutable
class Undone:
    """The case as it is now, the id of the ``field`` that was put back, and a sentence (``words``) on what it is again."""

    view: CaseView
    field: str
    words: str


def last_change(events: Sequence[Event], form: Form, who: str) -> tuple[FormField, Answer | None] | None:
    """Returns the field that ``who`` changed last and its value before that; None if there is none. Values that the
    case began with do not count as changes.
    """
    begun = events[0].at if events else None
    for event in reversed(events):
        field = form.field(event.key) if event.verb in HOLDERS and event.who == who and event.at != begun else None
        if field is not None:
            return field, event.before
    return None


def undone_words(view: CaseView, field_id: str) -> str:
    """Returns a sentence on what a field that was put back is now. A personal detail is not repeated."""
    field = next(each for step in view.steps for each in step.fields if each.id == field_id)
    if field.value is None:
        return EMPTY_AGAIN.format(label=field.label)
    return UNDONE.format(label=field.label, shown=DOTS if field.masked else field.shown)
