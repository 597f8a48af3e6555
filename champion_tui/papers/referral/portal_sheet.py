"""The sheet to copy from into the receiving portal: every field in its order, values alone on their lines, gaps marked."""

from champion_tui.domain.cases.form import FormStep
from champion_tui.ground.calendar import iso_date
from champion_tui.ground.date_words import day_words, printed_moment
from champion_tui.ground.plain_text import WIDTH, clean, wrapped
from champion_tui.papers import paper_words as words
from champion_tui.papers.outgoing import Outgoing
from champion_tui.papers.referral.portal import step_entries
from champion_tui.papers.source import PackSource


def _entry(number: str, label: str, value: str) -> str:
    return f"{wrapped(f'{number} {clean(label)}')}\n\n{value}"


def _step(step: FormStep, number: int, last: int, out: Outgoing) -> str:
    entries = step_entries(step, number, out, closing=number == last)
    title = wrapped(f"STEP {number} OF {last}: {clean(step.title)}")
    rule = "=" * WIDTH
    body = (_entry(one.number, one.label, wrapped(one.value) if one.value else one.gap) for one in entries)
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
