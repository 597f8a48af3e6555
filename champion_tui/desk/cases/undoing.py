"""The last change of a field, taken from the history: what stood there before goes in again, as any other change does."""

from collections.abc import Sequence

from champion_tui.desk.views import CaseView
from champion_tui.domain.cases.case import Event
from champion_tui.domain.cases.form import Form, FormField
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

HOLDERS = frozenset({"agency", "referral"})
"""What an event that tells of a field has for a verb."""

UNDONE = "{label} is again what it was: {shown}."
EMPTY_AGAIN = "{label} is empty again, as it was."
DOTS = "as before"
"""In the place of a personal detail: it is shown in its field alone."""

NOTHING_TO_UNDO = "You have changed no field here yet."


@immutable
class Undone:
    """The case as it is now, the ``field`` that was put back, and in ``words`` what it is again."""

    view: CaseView
    field: str
    words: str


def last_change(events: Sequence[Event], form: Form, who: str) -> tuple[FormField, Answer | None] | None:
    """The field that ``who`` changed last, and what stood in it before; None where there is none. What came with the case when it was
    begun was changed by nobody.
    """
    begun = events[0].at if events else None
    for event in reversed(events):
        field = form.field(event.key) if event.verb in HOLDERS and event.who == who and event.at != begun else None
        if field is not None:
            return field, event.before
    return None


def undone_words(view: CaseView, field_id: str) -> str:
    """What a field that was put back is now; a personal detail is not repeated."""
    field = next(each for step in view.steps for each in step.fields if each.id == field_id)
    if field.value is None:
        return EMPTY_AGAIN.format(label=field.label)
    return UNDONE.format(label=field.label, shown=DOTS if field.masked else field.shown)
