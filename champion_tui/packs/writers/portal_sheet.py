"""The sheet to copy from into the receiving portal: every field in its order, values alone on their lines, gaps marked."""

from champion_tui.domain.calendar import iso_date
from champion_tui.domain.date_words import day_words, printed_moment
from champion_tui.domain.form import FormStep, Need
from champion_tui.packs import words
from champion_tui.packs.outgoing import OutField, Outgoing
from champion_tui.packs.plain import WIDTH, clean, wrapped
from champion_tui.packs.source import PackSource

GAPS = {
    Need.MINIMUM: "[ NOT GIVEN: the referral cannot go without this ]",
    Need.WANTED: "[ not given: wanted ]",
    Need.OPTIONAL: "[ not given ]",
}
HELD = "[ left out: they did not agree to share this ]"
CONSENT_LINES = (
    ("consent", "Consent to be referred", {"written": "Yes, in writing", "spoken": "Yes, spoken"}),
    ("consent-contact", "Consent to share contact details", {"yes": "Yes"}),
    ("consent-details", "Consent to share other details", {"all": "Yes", "minimum-only": "No, the minimum only"}),
)


def _value(one: OutField) -> str:
    if one.value is None:
        return GAPS[one.field.need] if one.agreed else HELD
    if one.field.kind == "date" and (day := iso_date(str(one.value))):
        return f"{day:%d/%m/%Y}"
    return "\n".join(wrapped(text) for text in one.words) or GAPS[one.field.need]


def _entry(number: str, label: str, value: str) -> str:
    return f"{wrapped(f'{number} {clean(label)}')}\n\n{value}"


def _consent(out: Outgoing) -> list[tuple[str, str]]:
    return [(label, known.get(str(out.answers.get(one)), GAPS[Need.WANTED])) for one, label, known in CONSENT_LINES]


def _step(step: FormStep, number: int, last: int, out: Outgoing) -> str:
    entries = [(one.field.label, _value(one)) for one in out.fields if one.field.step == step.id]
    if number == last:
        entries += _consent(out)
    title = wrapped(f"STEP {number} OF {last}: {clean(step.title)}")
    rule = "=" * WIDTH
    body = (_entry(f"{number}.{place}", label, value) for place, (label, value) in enumerate(entries, start=1))
    return "\n\n".join((f"{rule}\n{title}\n{rule}", *body))


def write(source: PackSource, out: Outgoing) -> str:
    """The sheet as text: LF, at most 78 columns, in the order of the form's steps."""
    last = len(source.form.steps)
    last_date = iso_date(str(out.answers.get("last-date", "")))
    head = [
        wrapped(
            f"{words.REFERRAL_TITLE.format(council=source.authority_name or words.THEIR_COUNCIL)}: to copy into the portal"
        ),
        wrapped(f"{source.case.reference}. Made on {printed_moment(source.at)}."),
        wrapped("Each value stands alone below its label. What is in [ ] is a gap, not a value."),
    ]
    if last_date:
        head.append(wrapped(f"The date that matters for their home: {day_words(last_date)}"))
    steps = [_step(step, number, last, out) for number, step in enumerate(source.form.steps, start=1)]
    return "\n\n".join((*head, *steps)) + "\n"
