"""Whether the pack that was written last is still what the case says."""

import hashlib
import json

from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.consent import held_back
from champion_tui.domain.cases.form import Form, FormField
from champion_tui.ground.answers import Answer


def value_of(case: Case, field: FormField) -> Answer | None:
    """A field's stored value, or None."""
    return (case.agency if field.holder == "agency" else case.referral).get(field.id)


def pack_contents(form: Form, case: Case, judged: Judged) -> str:
    """A digest of what a pack of the case holds: the answers that count and the fields that may go out, with the person's paper.

    Ticks in the portal, files that were written and what is kept back change no pack.
    """
    fields = {
        field.id: value
        for field in form.fields
        if not held_back(judged.judgement.answers, field.consent) and (value := value_of(case, field)) is not None
    }
    said = json.dumps([dict(judged.judgement.answers), fields], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def pack_is_current(form: Form, case: Case, judged: Judged) -> bool | None:
    """Whether the last pack says what the case says; None where none was written.

    Of a pack of which nothing was kept (written before layout 3 of the store) only that is sure which nothing came after.
    """
    if case.exported_at is None:
        return None
    if case.pack_contents is None:
        return case.changed_at <= case.exported_at
    return case.pack_contents == pack_contents(form, case, judged)
