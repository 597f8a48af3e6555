"""A summary of a case as no desk would make it: it fills every field of a summary from everything in a case."""

from datetime import date, timedelta

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import BY_LAST_DATE, CaseSummary, Due, DueKind, Likeness, SearchTexts

FIRST = date(2026, 11, 1)
STAGES = ("homeless", BY_LAST_DATE, BY_LAST_DATE, "early", "threatened", "unknown")


def day(text):
    """Returns a day derived from the text, None for ""."""
    return FIRST + timedelta(days=sum(text.encode(errors="replace")) % 60) if text else None


def text(case, key):
    """Returns a field of the referral as text."""
    value = case.referral.get(key, "")
    return value if isinstance(value, str) else " ".join(value)


def status_of(case):
    """Returns the newest step, else "sent", else a status chosen by the number of answers."""
    if case.steps:
        kind = max(case.steps, key=lambda each: (case.steps[each].on, each))
        return {"outcome": "outcome-known"}.get(kind, kind)
    return "sent" if case.sent else (CaseStatus.DRAFT, CaseStatus.READY)[len(case.answers) % 2]


def dues_of(case, files):
    """Returns a due date for each step, for each file not dealt with, and for a name."""
    kinds = tuple(DueKind)
    steps = [
        Due(kinds[(len(kind) + len(step.note)) % len(kinds)], step.on, day(step.note))
        for kind, step in sorted(case.steps.items())
    ]
    out = [
        Due(DueKind.FILE_OUTSIDE, day(each.path), None) for each in files if each.dealt_with_at is None and each.path
    ]
    named = [Due(kinds[len(text(case, "full-name")) % len(kinds)], FIRST, day(text(case, "full-name")))]
    return (*steps, *out, *(named if text(case, "full-name") else ()))


def summarise(case, files):
    """Returns the summary."""
    name, known = text(case, "full-name"), text(case, "known-as")
    number = sum(case.reference.encode()) + len(name)
    sent = case.sent.on if case.sent else None
    steps = {kind: step.on for kind, step in case.steps.items()}
    return CaseSummary(
        reference=case.reference,
        initials="".join(word[0] for word in name.split()),
        status=status_of(case),
        status_words=status_of(case).replace("-", " "),
        authority=("cherwell", "oxford", "")[number % 3],
        authority_words=("Cherwell", "Oxford", "")[number % 3],
        area=case.area,
        stage=STAGES[number % len(STAGES)],
        worker=str(case.agency.get("referrer-name", "")),
        body_type="voluntary",
        outcome=str(case.answers.get("emergency", "")),
        reason=text(case, "reason"),
        needs=tuple(text(case, "needs").split()),
        last_date=day(text(case, "last")),
        begun_on=case.created_at.date(),
        changed_at=case.changed_at,
        sent_on=sent,
        code=case.sent.code if case.sent else "",
        acknowledged_on=steps.get("acknowledged"),
        contact_on=steps.get("contact-made"),
        no_contact_on=steps.get("no-contact"),
        result=case.steps["outcome"].what if "outcome" in case.steps else "",
        result_on=steps.get("outcome"),
        withdrawn_on=steps.get("withdrawn"),
        why_withdrawn=case.steps["withdrawn"].what if "withdrawn" in case.steps else "",
        not_sent=sent is None,
        ready=sent is None and bool(case.exported_at),
        pack_is_current=None if case.exported_at is None else case.pack_contents is not None,
        before_56=None if sent is None else bool(number % 2),
        closed_on=steps.get("outcome") or steps.get("withdrawn"),
        dues=dues_of(case, files),
        search=SearchTexts(
            *map(
                str.casefold,
                (
                    name,
                    known,
                    text(case, "phone"),
                    f"{case.follows} {case.followed_by}",
                    f"{case.copied} {case.typing}",
                ),
            )
        ),
        alike=Likeness(name, known, text(case, "born"), tuple(text(case, "phone").split(","))),
    )
