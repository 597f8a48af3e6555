"""The fields to copy into the receiving portal, one at a time, in its order, each value complete and by itself."""

from hashlib import sha256

from champion_tui.domain.cases.form import FormStep, Need
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_words import day_words, printed_moment
from champion_tui.ground.plain_text import WIDTH, clean, wrapped
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers import relevant_facts
from champion_tui.papers.outgoing import OutField, Outgoing
from champion_tui.papers.referral.request import title_of
from champion_tui.papers.source import PackSource
from champion_tui.triage.tree import Question

GAPS = {
    Need.MINIMUM: "[ NOT GIVEN: the referral cannot go without this ]",
    Need.WANTED: "[ not given: wanted ]",
    Need.OPTIONAL: "[ not given ]",
}
HELD = "[ left out: they did not agree to share this ]"
CHANGE = "change-in-relevant-facts"
"""The id of the line with what has changed since an earlier referral."""

DIGEST = 16
"""How many hex digits of a value's SHA-256 are kept, to see whether it is still the value that was copied."""


@immutable
class PortalLine:
    """One line of the portal.

    ``id`` is that of the field or consent question, ``number`` is such as 2.4, ``step`` the step's title. ``value`` is
    the text to type; if it is "", ``gap`` says why.
    """

    id: str
    number: str
    step: str
    label: str
    value: str
    gap: str

    @property
    def digest(self) -> str:
        """Identifies the value without revealing it. It is kept with the tick, so that a change removes the tick."""
        return sha256(f"{self.id}\n{self.value}".encode("utf-8", "replace")).hexdigest()[:DIGEST]


def entries(source: PackSource, out: Outgoing) -> tuple[PortalLine, ...]:
    """Returns every line in the portal's order, from the part of the case that may be shared."""
    last = len(source.form.steps)
    return tuple(
        entry
        for number, step in enumerate(source.form.steps, 1)
        for entry in step_entries(source, step, number, out, closing=number == last)
    )


def step_entries(source: PackSource, step: FormStep, number: int, out: Outgoing, *, closing: bool) -> list[PortalLine]:
    """Returns the lines of one step.

    The ``closing`` step ends with what has changed since an earlier referral, if there was one, and with what was
    agreed to.
    """
    lines = [(one.field.id, one.field.label, *_value(one)) for one in out.fields if one.field.step == step.id]
    if closing:
        new = relevant_facts.lines(source, out)
        lines += [(CHANGE, words.H_CHANGED_FACTS, "\n".join(map(clean, new)), "")] if new else []
        lines += [(one.id, one.on_form, *_agreed(out, one)) for one in _on_form(source, out)]
    return [
        PortalLine(field, f"{number}.{place}", clean(step.title), clean(label), value, gap)
        for place, (field, label, value, gap) in enumerate(lines, 1)
    ]


def _value(one: OutField) -> tuple[str, str]:
    """Returns a field's value (dates as DD/MM/YYYY) and "", or "" and the reason why there is none."""
    gap = GAPS[one.field.need] if one.agreed else HELD
    if one.value is None:
        return "", gap
    if one.field.kind == "date" and (day := iso_date(str(one.value))):
        return f"{day:%d/%m/%Y}", ""
    text = "\n".join(clean(text) for text in one.words)
    return text, "" if text else gap


def _on_form(source: PackSource, out: Outgoing) -> tuple[Question, ...]:
    """Returns the consent questions that are on the form, if they were asked."""
    tree = source.book.trees.get(source.case.tree.id)
    return tuple(one for one in tree.questions.values() if one.on_form and one.id in out.answers) if tree else ()


def _agreed(out: Outgoing, question: Question) -> tuple[str, str]:
    given = out.answers.get(question.id)
    said = next((option.on_form for option in question.options if option.id == given), "")
    return said, "" if said else GAPS[Need.WANTED]


def _entry(number: str, label: str, value: str) -> str:
    return f"{wrapped(f'{number} {clean(label)}')}\n\n{value}"


def _step(source: PackSource, step: FormStep, number: int, last: int, out: Outgoing) -> str:
    entries = step_entries(source, step, number, out, closing=number == last)
    title = wrapped(f"STEP {number} OF {last}: {clean(step.title)}")
    rule = "=" * WIDTH
    body = (_entry(one.number, one.label, wrapped(one.value) if one.value else one.gap) for one in entries)
    return "\n\n".join((f"{rule}\n{title}\n{rule}", *body))


def sheet(source: PackSource, out: Outgoing) -> str:
    """Returns the sheet to copy from, as text: every field in order, each value on lines of its own, gaps marked.

    Line ends are LF, and lines have at most 78 columns.
    """
    last = len(source.form.steps)
    last_date = iso_date(str(out.answers.get("last-date", "")))
    head = [
        wrapped(f"{title_of(source)}: to copy into the portal"),
        wrapped(f"{source.case.reference}. Made on {printed_moment(source.at)}."),
        wrapped("Each value stands alone below its label. What is in [ ] is a gap, not a value."),
    ]
    if last_date:
        head.append(wrapped(f"The date that matters for their home: {day_words(last_date)}"))
    steps = [_step(source, step, number, last, out) for number, step in enumerate(source.form.steps, start=1)]
    return "\n\n".join((*head, *steps)) + "\n"
