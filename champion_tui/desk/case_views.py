"""A stored case as front ends show it: the portal's steps with the state of each, and the rows of the list."""

from champion_tui.desk.case_status import WORDS, case_status, is_not_sent
from champion_tui.desk.contact import contact_day
from champion_tui.desk.judging import Judged
from champion_tui.desk.pages import answer_words, trail
from champion_tui.desk.paper_fonts import unprintable_names
from champion_tui.desk.views import CaseRow, CaseView, FieldView, OptionView, StepView
from champion_tui.domain.answers import Answer
from champion_tui.domain.calendar import iso_date, london_date
from champion_tui.domain.case import Case, CaseStatus
from champion_tui.domain.completeness import NAME, abuse_appears, missing, paper_choice, proposed_reason
from champion_tui.domain.consent import held_back
from champion_tui.domain.date_words import (
    count_words,
    day_words,
    list_words,
    moment_words,
    plain_day,
    second_words,
)
from champion_tui.domain.form import FieldKind, Form, FormField, FormStep, Missing, Need, is_asked
from champion_tui.knowledge.book import Book
from champion_tui.packs.fonts import Fonts

DETAILS_NOT_AGREED = "Not agreed to share: stays here, does not go to the council."
GOES_OUT = "This field goes to the council."
STAYS_HERE = "Only for this machine: it does not go to the council."
STAY_HERE = frozenset({"paper", "slip-form", "slip-language"})
"""Fields of the form that are about this desk and not about the referral."""
QUOTED_CODES = ("contact-method", "agreed-reason")
"""Code lists whose ids the domain's sentences quote."""
PLAIN_CARD_WHY = (
    "There has been abuse in this case, so the plain card stands first: whoever finds a slip could read where they went for "
    "help. The card has a number and a time and nothing else."
)


def missing_in(form: Form, case: Case, judged: Judged, fonts: Fonts) -> tuple[Missing, ...]:
    """What the referral still lacks, the minimum first; ``fonts`` are those that papers are set in here."""
    judgement = judged.judgement
    return missing(
        form,
        judgement.answers,
        judgement.stage,
        case.agency,
        case.referral,
        london_date(judged.at),
        unprintable_names(fonts, case),
    )


def status_of(case: Case, judged: Judged, lacks: tuple[Missing, ...]) -> CaseStatus:
    """Where the case stands."""
    return case_status(case, judged.judgement, lacks, referral=allows_referral(judged))


def allows_referral(judged: Judged) -> bool:
    """Whether the answers lead to an outcome from which a referral may leave the building."""
    outcome = judged.judgement.outcome
    return outcome is not None and judged.tree.outcomes[outcome].referral


def case_view(book: Book, form: Form, case: Case, judged: Judged, fonts: Fonts) -> CaseView:
    """The whole case, opened."""
    lacks = missing_in(form, case, judged, fonts)
    judgement = judged.judgement
    status = status_of(case, judged, lacks)
    paper = paper_choice(judgement.answers, case.referral)
    return CaseView(
        reference=case.reference,
        version=case.version,
        status=str(status),
        status_words=WORDS[status],
        headline=headline(judged),
        summary=judgement.summary,
        who=initials(form, case),
        authority=authority_words(book, judged),
        outcome=judgement.outcome,
        stage=str(judgement.stage) if judgement.stage else None,
        referral=allows_referral(judged),
        not_sent=is_not_sent(status) or status is CaseStatus.DRAFT,
        sent_words=sent_words(book, case, judged, status, lacks),
        sent_on=case.sent.on if case.sent else None,
        sent_code=case.sent.code if case.sent else "",
        saved=f"saved {second_words(case.changed_at)}",
        answers=trail(book, judged, judgement.path),
        steps=tuple(step_view(book, form, step, case, lacks, judged, fonts) for step in form.steps),
        needed=tuple(_with_label(book, form, entry) for entry in lacks if entry.need is Need.MINIMUM),
        wanted=tuple(_with_label(book, form, entry) for entry in lacks if entry.need is Need.WANTED),
        paper=paper,
        paper_words=code_words(book, form, "paper", paper),
        paper_asked="paper" in case.referral,
        paper_why=PLAIN_CARD_WHY if abuse_appears(judgement.answers, case.referral) else "",
        tree_changed=tree_changed_words(case, judged),
    )


def sent_words(book: Book, case: Case, judged: Judged, status: CaseStatus, lacks: tuple[Missing, ...]) -> str:
    """NOT SENT and what is left to do; once it is sent, when, under which code and by when the council answers."""
    if case.sent is not None:
        code = f"the portal's code is {case.sent.code}" if case.sent.code else "no code from the portal yet"
        return f"Sent on {day_words(case.sent.on)}; {code}. {_contact_words(book, judged, case)}".strip()
    needed = sum(entry.need is Need.MINIMUM for entry in lacks)
    things = f"{count_words(needed, 'thing')} {'is' if needed == 1 else 'are'} needed before it can go."
    return {
        CaseStatus.DRAFT: "NOT SENT. Questions are still open.",
        CaseStatus.NEEDS_ANSWER: f"NOT SENT. {things}",
        CaseStatus.READY: "NOT SENT. Nothing stops it: write the pack, then send it.",
        CaseStatus.EXPORTED: "NOT SENT. The pack is written: send it, then mark it as sent.",
    }.get(status, "")


def _contact_words(book: Book, judged: Judged, case: Case) -> str:
    by = contact_day(book, judged, case.sent.on if case.sent else None)
    if by is None:
        return ""
    if by.promised:
        return f"The council tries to reach them by {day_words(by.day)}. If it has not, ring it."
    return f"The council has promised no day. Ring it on {day_words(by.day)} if nobody has heard."


def authority_words(book: Book, judged: Judged) -> str:
    """The chosen authority's name; "" before one is chosen."""
    question = judged.tree.questions["authority"]
    return answer_words(book, question, judged.judgement.answers.get("authority"))


def headline(judged: Judged) -> str:
    """Where the answers lead, in one line."""
    outcome, question = judged.judgement.outcome, judged.judgement.question
    if outcome is None:
        return (
            f"The next question: {judged.tree.questions[question].short}" if question else "An answer has to be changed"
        )
    return judged.words(judged.tree.outcomes[outcome].title)


def tree_changed_words(case: Case, judged: Judged) -> str:
    """That the questions were changed since the case was begun; "" where they were not."""
    if case.tree.digest == judged.tree.digest:
        return ""
    return (
        f"The questions have changed since this case was begun (then {case.tree.version}, now {judged.tree.version}). "
        "Your answers were kept and followed through the new questions: please look through them."
    )


def step_view(
    book: Book, form: Form, step: FormStep, case: Case, lacks: tuple[Missing, ...], judged: Judged, fonts: Fonts
) -> StepView:
    """One step of the portal with the fields that are asked for in this case, and its state in words."""
    unprintable = unprintable_names(fonts, case).get(NAME, "")
    fields = tuple(
        field_view(book, field, value, lacks, judged)
        for field in form.fields
        if field.step == step.id and is_asked(field, value := value_of(case, field), unprintable)
    )
    return StepView(step.id, step.title, step.help, step_state(fields), fields)


def step_state(fields: tuple[FieldView, ...]) -> str:
    """``done``, ``not started``, ``needs ...`` or ``in progress, 3 wanted``."""
    needed = tuple(field.label.lower() for field in fields if field.mark == "needed")
    if needed:
        return f"needs {list_words(needed)}"
    wanted = sum(field.mark == "wanted" for field in fields)
    if not wanted:
        return "done"
    return f"in progress, {wanted} wanted" if any(field.value is not None for field in fields) else "not started"


def field_view(
    book: Book, field: FormField, value: Answer | None, lacks: tuple[Missing, ...], judged: Judged
) -> FieldView:
    """One field with its value, whether it is missing, and whether it leaves the building."""
    entry = next((found for found in lacks if found.field == field.id), None)
    codes = book.codes.get(field.codes, ())
    options = tuple(OptionView(item.id, item.words, "", item.alone, item.also) for item in codes if not item.retired)
    mark = "done" if value is not None else ""
    if entry is not None:
        mark = {Need.MINIMUM: "needed", Need.WANTED: "wanted", Need.OPTIONAL: ""}[entry.need]
    kept_back = held_back(judged.judgement.answers, field.consent)
    stays = field.id in STAY_HERE
    return FieldView(
        id=field.id,
        label=field.label,
        help=field.help,
        kind=str(field.kind),
        options=options,
        value=value,
        shown=value_words(book, field, value),
        mark=mark,
        why_missing=in_words(book, entry.why) if entry else "",
        masked=field.masked,
        longest=field.longest,
        goes_out=not kept_back and not stays,
        goes_out_words=DETAILS_NOT_AGREED if kept_back else STAYS_HERE if stays else GOES_OUT,
        proposed=proposed(field, judged),
    )


def proposed(field: FormField, judged: Judged) -> str:
    """The option that the answers suggest for a field that is still empty; "" where they suggest none."""
    if field.id == "agreed-reason":
        return proposed_reason(judged.judgement.stage) or ""
    return ""


def code_words(book: Book, form: Form, field_id: str, code: str) -> str:
    """A code of a field's list in words."""
    field = form.field(field_id)
    return value_words(book, field, code) if field else code


def in_words(book: Book, text: str) -> str:
    """``text`` with the codes that stand in it between quotation marks in words."""
    for item in (item for name in QUOTED_CODES for item in book.codes.get(name, ())):
        text = text.replace(f'"{item.id}"', f'"{item.words}"')
    return text


def value_of(case: Case, field: FormField) -> Answer | None:
    """A field's stored value, or None."""
    return (case.agency if field.holder == "agency" else case.referral).get(field.id)


def value_words(book: Book, field: FormField, value: Answer | None) -> str:
    """A value in words: code lists by their words, dates in full."""
    if value is None:
        return ""
    words = {item.id: item.words for item in book.codes.get(field.codes, ())}
    if isinstance(value, str):
        day = iso_date(value) if field.kind is FieldKind.DATE else None
        return plain_day(day) if day else words.get(value, value)
    return list_words(tuple(words.get(item, item) for item in value))


def case_row(book: Book, form: Form, case: Case, judged: Judged, fonts: Fonts) -> CaseRow:
    """A line of the list: initials, never a name."""
    status = status_of(case, judged, missing_in(form, case, judged, fonts))
    return CaseRow(
        reference=case.reference,
        initials=initials(form, case),
        authority=authority_words(book, judged),
        status=str(status),
        status_words=WORDS[status]
        if case.sent is None
        else f"sent {day_words(case.sent.on)}{f', code {case.sent.code}' if case.sent.code else ''}",
        changed_at=case.changed_at,
        changed_words=moment_words(case.changed_at),
        not_sent=is_not_sent(status),
    )


def initials(form: Form, case: Case) -> str:
    """The first letters of the name's words, at most three; ``--`` where there is no name yet, or one that says nothing."""
    name = form.counting(case.referral).get("full-name", "")
    return initials_of(name if isinstance(name, str) else "")


def initials_of(name: str) -> str:
    """The same for a name alone."""
    words = name.split()
    return ".".join(word[0].upper() for word in words[:3]) + "." if words else "--"


def _with_label(book: Book, form: Form, entry: Missing) -> str:
    field = form.field(entry.field)
    return f"{field.label if field else entry.field}: {in_words(book, entry.why)}"
