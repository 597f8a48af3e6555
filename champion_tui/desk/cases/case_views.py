"""A stored case as front ends show it: the portal's steps with their state, and sentences on the case as a whole."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from champion_tui.desk.cases.after_words import noted_steps
from champion_tui.desk.cases.case_status import WORDS, case_status, is_not_sent, pack_is_current, tag_of, value_of
from champion_tui.desk.options import OptionView
from champion_tui.desk.paper_fonts import unprintable_names
from champion_tui.desk.triage.answering import again_words
from champion_tui.desk.triage.contact import contact_day
from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.triage.pages import answer_words, trail
from champion_tui.desk.views import CaseView, FieldView, StepView
from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.domain.cases.case import FOR_THE_DESK, Case, CaseStatus, Typing
from champion_tui.domain.cases.completeness import NAME, abuse_appears, missing, paper_choice, proposed_reason
from champion_tui.domain.cases.form import Form, FormField, FormStep, Missing, Need, is_asked
from champion_tui.domain.dates.deadlines import duty_ends
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, day_words, list_words, second_words
from champion_tui.knowledge.book import Book
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.triage.agreement import held_back

OWN_FIELDS = ("referrer-name", "referrer-role")
"""Form fields filled in from the vault, in this order: name and role of the person who unlocked it. They do not count
as beginning a step.
"""

DETAILS_NOT_AGREED = "Not agreed to share: stays here, does not go to the council."
GOES_OUT = "This field goes to the council."
STAYS_HERE = "Only for this machine: it does not go to the council."
CANNOT_BE_USED = "{label}: what was typed last cannot be used, and is not in the referral. Correct it or clear it."
MAY_BE_HALF = "{label}: the program stopped while this was being typed. Check that it is complete."
SENT_CODE = "sent-code"
"""The key under which the portal's code is kept while it is typed. It is not a field of the form."""
QUOTED_CODES = ("contact-method", "agreed-reason")
"""Code lists whose ids are quoted in the domain's sentences."""
FROZEN = (
    "It was sent to {council} on {day}. What was sent cannot be changed. If something is new, begin a new referral."
)
THE_COUNCIL = "the council"
FOLLOWS, FOLLOWED_BY = "It follows {reference}.", "{reference} follows it."
DUTY_ENDS, DUTY_ENDED = "The duty's 56 days end on {day}.", "The duty's 56 days ended on {day}."
WHAT_COMES_NEXT, NEXT_NOT_SAID = "Next: {words}", "What comes next is not known yet."
LONGEST_NEXT = 100
"""How many characters of what comes next the case's first page shows; the form has all of it."""
MOVED = "They are in {area} now, not in {before}. Every answer stays. Look at the outcome again."
STAYS_THERE = "They are in {area} already: nothing has changed."
GOES_AWAY, COMES = "Not shown any more: {names}.", "Shown from now on: {names}."
PACK_IS_OLDER = "The pack on the stick is older than the case."
OLDER_STATUS = "NOT SENT, the pack is older than the case"
PLAIN_CARD_WHY = "There has been abuse in this case, so a plain card is suggested: anyone who finds a slip could read where they went for help. The card has a number and a time and nothing else."


def missing_in(form: Form, case: Case, judged: Judged, fonts: Fonts) -> tuple[Missing, ...]:
    """Returns what the referral still lacks, the minimum first. ``fonts`` are the fonts that papers are set in here."""
    judgement = judged.judgement
    return missing(
        form,
        judgement.answers,
        judgement.stage,
        case.agency,
        case.referral,
        london_date(judged.at),
        unprintable_names(fonts, case),
        held_back(judged.tree, judgement.answers),
    )


def status_of(case: Case, judged: Judged, lacks: tuple[Missing, ...]) -> CaseStatus:
    """Returns the case's status."""
    return case_status(case, judged.judgement, lacks, london_date(judged.at), referral=allows_referral(judged))


def allows_referral(judged: Judged) -> bool:
    """Returns whether the answers lead to an outcome that allows a referral to be sent."""
    outcome = judged.judgement.outcome
    # An outcome that today's tree no longer has belongs to a sent case, so it had a referral.
    return outcome is not None and (outcome not in judged.tree.outcomes or judged.tree.outcomes[outcome].referral)


def case_view(book: Book, form: Form, case: Case, judged: Judged, fonts: Fonts) -> CaseView:
    """Returns the whole case, opened."""
    lacks = missing_in(form, case, judged, fonts)
    judgement = judged.judgement
    status = status_of(case, judged, lacks)
    paper = paper_choice(judgement.answers, case.referral)
    current = pack_is_current(form, case, judged)
    unprintable, kept_back = unprintable_names(fonts, case).get(NAME, ""), held_back(judged.tree, judgement.answers)
    lacking = {entry.field: entry for entry in lacks}
    fields = defaultdict[str, list[FieldView]](list)
    for field in form.fields:
        if is_asked(field, value_of(case, field), unprintable):
            unshared = field.consent in kept_back
            fields[field.step].append(field_view(book, field, case, lacking.get(field.id), judged, unshared=unshared))
    return CaseView(
        reference=case.reference,
        version=case.version,
        status=str(status),
        status_words=status_words(status, current=current is not False),
        headline=headline(judged),
        summary=judgement.summary,
        who=initials(form, case),
        authority=authority_words(book, judged),
        outcome=judgement.outcome,
        stage=str(judgement.stage) if judgement.stage else None,
        referral=allows_referral(judged),
        not_sent=is_not_sent(status) or status is CaseStatus.DRAFT,
        sent_words=sent_words(book, case, judged, status, lacks, current=current is not False),
        sent_on=case.sent.on if case.sent else None,
        sent_code=case.sent.code if case.sent else "",
        typed_code=case.typing.get(SENT_CODE, Typing()).text,
        saved=f"saved {second_words(case.changed_at)}",
        answers=trail(book, judged, judgement.path),
        steps=tuple(step_view(step, tuple(fields[step.id])) for step in form.steps),
        needed=tuple(_with_label(book, form, entry) for entry in lacks if entry.need is Need.MINIMUM),
        wanted=tuple(_with_label(book, form, entry) for entry in lacks if entry.need is Need.WANTED),
        to_mend=tuple(to_mend_words(form, case)),
        paper=paper,
        paper_words=code_words(book, form, "paper", paper),
        paper_asked="paper" in case.referral,
        paper_why=PLAIN_CARD_WHY if abuse_appears(judgement.answers, case.referral) else "",
        tree_changed=tree_changed_words(case, judged),
        frozen=frozen_words(case, judged) if case.sent else "",
        pack_is_current=current,
        follows=case.follows,
        followed_by=case.followed_by,
        linked=tuple(
            words.format(reference=reference)
            for words, reference in ((FOLLOWS, case.follows), (FOLLOWED_BY, case.followed_by))
            if reference
        ),
        asked_again=again_words(book, judged, case.taken_back),
        taken_back={question: taken.answer for question, taken in case.taken_back.items()},
        after=tuple(noted_steps(book.after_of(case.tree.id), case)),
        tag=tag_of(status),
        tree=case.tree.id,
        duty=duty_words(case, london_date(judged.at)),
        area=case.area,
        area_words=book.areas[case.area].name if case.area in book.areas else case.area,
    )


def status_words(status: CaseStatus, *, current: bool) -> str:
    """Returns a status as text; ``current`` as in ``sent_words``."""
    return OLDER_STATUS if status is CaseStatus.EXPORTED and not current else WORDS[status]


def receiver_words(judged: Judged) -> str:
    """Returns who receives what is sent: the service that the tree names, or the chosen council."""
    return judged.tree.goes_to or judged.values.get("authority") or THE_COUNCIL


def frozen_words(case: Case, judged: Judged) -> str:
    """Returns a sentence on when and to whom a case was sent, and that what was sent can no longer change. The case
    must have been sent.
    """
    assert case.sent is not None  # noqa: S101  the caller has checked
    return FROZEN.format(council=receiver_words(judged), day=day_words(case.sent.on))


def to_mend_words(form: Form, case: Case) -> Iterator[str]:
    """Yields a sentence for each field that holds unusable text, or that was being typed when the program ended."""
    for field in form.fields:
        typing = case.typing.get(field.id, Typing())
        if typing.text:
            yield CANNOT_BE_USED.format(label=field.label)
        elif typing.cut_short:
            yield MAY_BE_HALF.format(label=field.label)


def duty_words(case: Case, today: date) -> str:
    """Returns when the 56 days of the duty that the form names end, and what comes next if that is filled in. Returns
    "" if the form has no such day or the referral was withdrawn.
    """
    last = duty_ends(case.referral.get("duty-owed"), case.referral.get("duty-began"))
    if last is None or WITHDRAWN in case.steps:
        return ""
    ends = (DUTY_ENDED if last < today else DUTY_ENDS).format(day=day_words(last))
    coming = " ".join(str(case.referral.get("what-comes-next", "")).split())
    return f"{ends} {WHAT_COMES_NEXT.format(words=shorten(coming, LONGEST_NEXT, placeholder=' …')) if coming else NEXT_NOT_SAID}"


def moved_words(book: Book, was: Judged, now: Judged) -> Iterator[str]:
    """Yields what has changed now that the person is in another area: what applied only in the earlier area, and what
    replaces it.
    """
    if was.area == now.area:
        yield STAYS_THERE.format(area=book.areas[now.area].name)
        return
    here, before = book.areas[now.area].name, book.areas[was.area].name if was.area in book.areas else was.area
    yield MOVED.format(area=here, before=before)
    for words, these, others in ((GOES_AWAY, was, now), (COMES, now, was)):
        kept = {*(line.line for line in others.lines), *(protocol.id for protocol in others.protocols)}
        names = [line.name for line in these.lines if line.line not in kept]
        names += [protocol.name for protocol in these.protocols if protocol.id not in kept]
        if names:
            yield words.format(names=list_words(tuple(dict.fromkeys(names))))


WAITS = frozenset({CaseStatus.SENT, CaseStatus.ACKNOWLEDGED, CaseStatus.EXPIRED})
"""Statuses in which it is not known yet whether the council has reached the person. In any other, the day by which it
should do so is no longer of interest.
"""


def sent_words(
    book: Book, case: Case, judged: Judged, status: CaseStatus, lacks: tuple[Missing, ...], *, current: bool
) -> str:
    """Returns NOT SENT and what is left to do. Once sent: when, under which code and, until that is known, by when the
    council answers. ``current`` says whether the written pack matches the case.
    """
    if case.sent is not None:
        none = "no reference from them yet" if judged.tree.goes_to else "no code from the portal yet"
        code = f"the portal's code is {case.sent.code}" if case.sent.code else none
        by_when = _contact_words(book, judged, case) if status in WAITS else ""
        return f"Sent on {day_words(case.sent.on)}; {code}. {by_when}".strip()
    needed = sum(entry.need is Need.MINIMUM for entry in lacks)
    things = f"{count_words(needed, 'thing')} {'is' if needed == 1 else 'are'} needed before it can go."
    return {
        CaseStatus.DRAFT: "NOT SENT. Questions are still open.",
        CaseStatus.NEEDS_ANSWER: f"NOT SENT. {things}",
        CaseStatus.READY: "NOT SENT. Nothing stops it: write the pack, then send it.",
        CaseStatus.EXPORTED: "NOT SENT. The pack is written: send it, then mark it as sent."
        if current
        else f"NOT SENT. {PACK_IS_OLDER} Write it again, then send it.",
    }.get(status, "")


def _contact_words(book: Book, judged: Judged, case: Case) -> str:
    contact = contact_day(book, judged, case.sent.on if case.sent else None)
    if contact is None:
        return ""
    ring_on = day_words(contact.chase)
    if contact.hurry:
        return f"Do not wait for the council: the date is {day_words(contact.hurry.last)}. Ring it on {ring_on}."
    if contact.promised:
        return f"The council tries to reach them by {day_words(contact.day)}. If it has not, ring it on {ring_on}."
    who = judged.tree.goes_to or "The council"
    return f"{who} has promised no day. Ring it on {ring_on} if nobody has heard."


def authority_words(book: Book, judged: Judged) -> str:
    """Returns the chosen authority's name; "" before one is chosen."""
    question = judged.tree.questions["authority"]
    return answer_words(book, question, judged.judgement.answers.get("authority"))


def headline(judged: Judged) -> str:
    """Returns in one line where the answers lead."""
    outcome, question = judged.judgement.outcome, judged.judgement.question
    if outcome is None:
        return (
            f"The next question: {judged.tree.questions[question].short}" if question else "An answer has to be changed"
        )
    known = judged.tree.outcomes.get(outcome)
    return judged.words(known.title) if known else outcome


def tree_changed_words(case: Case, judged: Judged) -> str:
    """Returns a sentence that the questions have changed since the case was begun or sent; "" if they have not."""
    if case.tree.digest == judged.tree.digest:
        return ""
    if case.sent is not None:
        return (
            f"The questions have changed since this was sent (then {case.tree.version}, now {judged.tree.version}). "
            "What you see here is as it was then."
        )
    return (
        f"The questions have changed since this case was begun (then {case.tree.version}, now {judged.tree.version}). "
        "Your answers were kept and followed through the new questions: please look through them."
    )


def step_view(step: FormStep, fields: tuple[FieldView, ...]) -> StepView:
    """Returns one step of the portal with the fields that this case asks for, and its state as text."""
    return StepView(step.id, step.title, step.help, step_state(fields), fields)


def step_state(fields: tuple[FieldView, ...]) -> str:
    """Returns ``done``, ``not started``, ``needs ...`` or ``in progress, 3 wanted``."""
    needed = tuple(field.label.lower() for field in fields if field.mark == "needed")
    if needed:
        return f"needs {list_words(needed)}"
    wanted = sum(field.mark == "wanted" for field in fields)
    if not wanted:
        return "done"
    return f"in progress, {wanted} wanted" if begun(fields) else "not started"


def begun(fields: tuple[FieldView, ...]) -> bool:
    """Returns whether any of ``fields`` is filled in, apart from those filled in from the vault."""
    return any(field.value is not None for field in fields if field.id not in OWN_FIELDS)


def field_view(
    book: Book, field: FormField, case: Case, entry: Missing | None, judged: Judged, *, unshared: bool
) -> FieldView:
    """Returns one field with its value, whether it is missing (``entry``) and whether it is sent. ``unshared``: nobody
    agreed to share it.
    """
    value, typing = value_of(case, field), case.typing.get(field.id, Typing())
    codes = book.codes.get(field.codes, ())
    options = tuple(OptionView(item.id, item.words, "", item.alone, item.also) for item in codes if not item.retired)
    mark = "done" if value is not None else ""
    if entry is not None:
        mark = {Need.MINIMUM: "needed", Need.WANTED: "wanted", Need.OPTIONAL: ""}[entry.need]
    stays = field.id in FOR_THE_DESK
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
        goes_out=not unshared and not stays,
        goes_out_words=goes_out_words(judged, unshared=unshared, stays=stays),
        proposed=proposed(field, judged),
        typed=typing.text,
        cut_short=typing.cut_short,
    )


def goes_out_words(judged: Judged, *, unshared: bool, stays: bool) -> str:
    """Returns whether a field is sent, and to whom: the council, or the service that the tree names."""
    said = DETAILS_NOT_AGREED if unshared else STAYS_HERE if stays else GOES_OUT
    return said.replace(THE_COUNCIL, judged.tree.goes_to) if judged.tree.goes_to else said


def proposed(field: FormField, judged: Judged) -> str:
    """Returns the option that the answers suggest for ``field``; "" if they suggest none."""
    if field.id == "agreed-reason":
        return proposed_reason(judged.judgement.stage) or ""
    return ""


def code_words(book: Book, form: Form, field_id: str, code: str) -> str:
    """Returns a code of a field's list as text."""
    field = form.field(field_id)
    return value_words(book, field, code) if field else code


def in_words(book: Book, text: str) -> str:
    """Returns ``text`` with the codes in quotation marks replaced by their words."""
    for item in (item for name in QUOTED_CODES for item in book.codes.get(name, ())):
        text = text.replace(f'"{item.id}"', f'"{item.words}"')
    return text


def value_words(book: Book, field: FormField, value: Answer | None) -> str:
    """Returns a value as text; "" for None."""
    return "" if value is None else list_words(book.value_words(field, value))


def listed_status_words(case: Case, status: CaseStatus, *, current: bool) -> str:
    """Returns a status as lists show it; if the case was only sent, with the day and the code. ``current`` as in
    ``sent_words``.
    """
    if case.sent is None or status is not CaseStatus.SENT:
        return status_words(status, current=current)
    return f"sent {day_words(case.sent.on)}{f', code {case.sent.code}' if case.sent.code else ''}"


def initials(form: Form, case: Case) -> str:
    """Returns the first letters of the words of the person's name, at most three; ``--`` if there is no name yet, or it
    is one that says nothing.
    """
    name = form.counting(case.referral).get("full-name", "")
    return initials_of(name if isinstance(name, str) else "")


def initials_of(name: str) -> str:
    """Returns the initials of ``name``; ``--`` if it is empty."""
    words = name.split()
    return ".".join(word[0].upper() for word in words[:3]) + "." if words else "--"


def _with_label(book: Book, form: Form, entry: Missing) -> str:
    field = form.field(entry.field)
    return f"{field.label if field else entry.field}: {in_words(book, entry.why)}"
