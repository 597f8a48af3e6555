"""What a referral still lacks, and which paper the person may carry (design section 6, the lawful minimum).

The lawful minimum is a name, one working way to be contacted and the agreed reason (Code of guidance 4.13). Everything
else is wanted or optional and never stops an export, with one exception: if abuse appears, how to use the chosen way
of contact safely is part of the minimum.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from champion_tui.domain.cases.asked_again import probable_domain
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import FieldKind, Form, FormField, Missing, Need
from champion_tui.domain.cases.kept_away import forbidden_ways
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer, Answers
from champion_tui.ground.dates.calendar import age_on, iso_date
from champion_tui.ground.dates.date_words import count_words
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import characters_named

ABUSE_ANSWERS = frozenset({"fleeing-abuse", "domestic-abuse-history", "modern-slavery"})
ABUSE_FIELDS = {
    "reason-for-loss": frozenset({"domestic-abuse", "other-violence-or-harassment"}),
    "support-needs": frozenset({"domestic-abuse", "non-domestic-abuse", "sexual-abuse", "modern-slavery"}),
    "current-accommodation": frozenset({"refuge"}),
}
"""Answers on the form that suggest that an abuser may look for the person, or for the paper they carry."""

SAFETY_OF = {"phone": "safe-to-ring", "text": "safe-to-text", "someone-else": "may-say-who-is-calling"}
"""Way of contact -> the field that says how to use it safely. For every other way the field is ``contact-notes``."""

NEEDED_FOR = {
    "phone": ("phone",),
    "text": ("phone",),
    "email": ("email",),
    "letter": ("postal-address",),
    "someone-else": ("alternative-contact-name", "alternative-contact-phone"),
    "in-person": ("contact-notes",),
}
"""Way of contact -> the fields that the council needs in order to use it."""

WAYS = (("phone",), ("email",), ("postal-address",), ("alternative-contact-name", "alternative-contact-phone"))

CONTACT = frozenset(field for way in WAYS for field in way)

UNSURE = frozenset({"alternative-contact-name", "reachable-until", "reachable-after"})
"""Fields in which a match with a forbidden way is only likely: several people share a name, and a note may say where not to ring."""

REASON_OF = {
    Stage.HOMELESS: "homeless",
    Stage.THREATENED: "threatened",
    Stage.EARLY: "early-help",
    Stage.UNKNOWN: "may-be-either",
}

AGES = {"under-16": (0, 15, "under 16"), "16-17": (16, 17, "16 or 17"), "18-plus": (18, 130, "18 or over")}
"""Answer to the age question -> youngest age, oldest age, words."""

AGREED_REASON = "agreed-reason"

NAME, LATIN_NAME = "full-name", "full-name-latin"
"""The person's name as they write it, and in Latin letters. Paper shows the second if it cannot print the first."""

LEAVING = frozenset({"leaving-institution", "leaving-prison", "leaving-hospital"})


@immutable
class _Facts:
    """The facts behind one check. ``values`` are those that count as answers. ``nothing`` maps each field whose value does not
    count to the reason. ``unprintable`` maps field ids to the characters that no font on this machine can print.
    """

    form: Form
    answers: Answers
    stage: Stage | None
    values: Mapping[str, Answer]
    nothing: Mapping[str, str]
    abuse: bool
    unprintable: Mapping[str, str]
    held_back: Collection[ConsentPart]

    def has(self, field: str) -> bool:
        return bool(self.values.get(field))


def missing(
    form: Form,
    answers: Answers,
    stage: Stage | None,
    agency: Mapping[str, Answer],
    referral: Mapping[str, Answer],
    today: date | None = None,
    unprintable: Mapping[str, str] = MappingProxyType({}),
    held_back: Collection[ConsentPart] = (),
) -> tuple[Missing, ...]:
    """Returns what ``agency`` and ``referral`` (field id -> value) lack: first the minimum, then what is wanted, each field at most
    once, in the form's order.

    ``answers`` are those on the triage path, ``stage`` is the computed one. ``today`` (London) is used to compare the date of birth
    with the answered age; None skips that. ``unprintable`` maps field ids to the characters that no font on this machine can print:
    a name that paper cannot show is also asked for in Latin letters. ``held_back`` are the parts that may not go out: their fields
    are not wanted.
    """
    given = {**agency, **referral}
    nothing = {field: why for field, value in given.items() if (why := form.why_nothing(field, value))}
    values = {field: value for field, value in given.items() if field not in nothing}
    facts = _Facts(form, answers, stage, values, nothing, abuse_appears(answers, referral), unprintable, held_back)
    first: dict[str, Missing] = {}
    for item in (
        *_minimum(facts),
        *_name_on_paper(facts),
        *_forbidden(facts, Need.WANTED),
        *_saying_nothing(facts),
        *_mail_slips(facts),
        *_wanted_for_contact(facts),
        *_interpreter(facts),
        *_age_doubt(facts, today),
        *_wanted(facts),
    ):
        first.setdefault(item.field, item)
    order = {field.id: number for number, field in enumerate(form.fields)}
    return tuple(sorted(first.values(), key=lambda item: (item.need is not Need.MINIMUM, order.get(item.field, 0))))


def abuse_appears(answers: Answers, referral: Mapping[str, Answer]) -> bool:
    """Returns whether abuse appears in the triage answers, or in the referral's reason, support needs or current accommodation."""
    if any(_ids(answer) & ABUSE_ANSWERS for answer in answers.values()):
        return True
    return any(_ids(referral.get(field, "")) & codes for field, codes in ABUSE_FIELDS.items())


def paper_choice(answers: Answers, referral: Mapping[str, Answer]) -> str:
    """Returns which paper the person takes: ``full``, ``plain-card`` or ``none``. Their own choice (field ``paper``) wins.
    Otherwise it is the plain card if abuse appears, because an abuser may find a slip.
    """
    chosen = referral.get("paper")
    if isinstance(chosen, str) and chosen in {"full", "plain-card", "none"}:
        return chosen
    return "plain-card" if abuse_appears(answers, referral) else "full"


def proposed_reason(stage: Stage | None) -> str | None:
    """Returns the ``agreed-reason`` to propose at this stage, to be confirmed with the person, or None if there is none."""
    return None if stage is None else REASON_OF.get(stage)


def _ids(answer: Answer) -> frozenset[str]:
    return frozenset((answer,)) if isinstance(answer, str) else frozenset(answer)


def _minimum(facts: _Facts) -> Iterator[Missing]:
    if not facts.has("full-name"):
        why = "The council cannot open a case without a name. One name is enough."
        yield Missing("full-name", Need.MINIMUM, facts.nothing.get("full-name", why))
    if not any(all(facts.has(field) for field in way) for way in WAYS):
        yield Missing("phone", Need.MINIMUM, _why_no_contact(facts))
    for field in facts.form.fields:
        needed = field.need is Need.MINIMUM or (field.needed_with and _given(facts.answers, field.needed_with))
        if needed and not facts.has(field.id):
            why = _why_no_reason(facts) if field.id == AGREED_REASON else f"It cannot go without this. {field.help}"
            yield Missing(field.id, Need.MINIMUM, facts.nothing.get(field.id, why))
    if facts.abuse:
        yield from _forbidden(facts, Need.MINIMUM)
        yield from _safety(facts, Need.MINIMUM)


def _given(answers: Answers, wanted: Mapping[str, frozenset[str]]) -> bool:
    return any(_ids(answers.get(question, ())) & options for question, options in wanted.items())


def _forbidden(facts: _Facts, need: Need) -> Iterator[Missing]:
    """Yields fields that hold a way of contact which must never be used: one of the two entries must be a mistake."""
    for field in forbidden_ways(facts.values):
        sure = field not in UNSURE
        if sure or need is Need.WANTED:
            yield Missing(field, need, _why_forbidden(facts))


def _why_forbidden(facts: _Facts) -> str:
    kept_away = facts.form.field("do-not-contact-at")
    label = kept_away.label if kept_away else "do-not-contact-at"
    return (
        f"The same is under “{label}”. Ask which is right, and take it out of the other: an officer who "
        "reads both may use what must never be used."
    )


def _saying_nothing(facts: _Facts) -> Iterator[Missing]:
    """Yields fields whose text is no real answer, if they matter; an optional field may just as well be empty."""
    for field in facts.form.fields:
        if field.id in facts.nothing and (field.need is not Need.OPTIONAL or field.id in CONTACT):
            yield Missing(field.id, Need.WANTED, facts.nothing[field.id])


def _mail_slips(facts: _Facts) -> Iterator[Missing]:
    for field in facts.form.fields:
        if field.kind is FieldKind.EMAIL:
            meant = probable_domain(str(facts.values.get(field.id, "")), facts.form.asked_again.mail_domains)
            if meant:
                why = f"Is {meant} meant after the @? One key differs, and a wrong address may be somebody else's."
                yield Missing(field.id, Need.WANTED, why)


def _name_on_paper(facts: _Facts) -> Iterator[Missing]:
    """Yields the name in Latin letters if the original cannot be printed: an officer cannot ask for somebody called "[?]"."""
    lacking = facts.unprintable.get(NAME, "")
    if not lacking:
        return
    if not facts.has(LATIN_NAME):
        why = (
            f"No font here can print {characters_named(lacking)}, so paper would go without their name. "
            "Ask for it in Latin letters too."
        )
        yield Missing(LATIN_NAME, Need.MINIMUM, why)
    elif still := facts.unprintable.get(LATIN_NAME, ""):
        yield Missing(
            LATIN_NAME,
            Need.MINIMUM,
            f"No font here can print {characters_named(still)} in it: write it in other letters.",
        )


def _why_no_contact(facts: _Facts) -> str:
    either = "a phone number, an e-mail address, an address for letters, or someone else's name and phone number"
    filled = [field.label for field in facts.form.fields if field.id in CONTACT and field.id in facts.nothing]
    but = f" What stands under “{'” and “'.join(filled)}” is none." if filled else ""
    if facts.has("alternative-contact-name") or facts.has("alternative-contact-phone"):
        return f"Give the other person's name and phone number, or another way to reach them: {either}.{but}"
    return f"The council needs one way to reach them: {either}.{but}"


def _why_no_reason(facts: _Facts) -> str:
    proposal = proposed_reason(facts.stage)
    offer = f' The answers so far suggest "{proposal}".' if proposal else ""
    return f"The law asks for the reason that you agreed with the person.{offer}"


def _safety(facts: _Facts, need: Need) -> Iterator[Missing]:
    """Yields what is missing for safe use of the chosen way of contact when there may be an abuser."""
    way = str(facts.values.get("contact-method", ""))
    if not way:
        yield Missing("contact-method", need, "There may be an abuser: ask which way of reaching them is safe.")
        return
    for field in NEEDED_FOR.get(way, ()):
        if not facts.has(field):
            yield Missing(field, need, _why_chosen(way, "and any other way may not be safe"))
    safety = SAFETY_OF.get(way, "contact-notes")
    if not facts.has(safety):
        yield Missing(safety, need, "There may be an abuser: say how to use the chosen way of contact safely.")
    elif safety in {"safe-to-ring", "safe-to-text"} and facts.values[safety] == "no":
        yield Missing(safety, need, "They chose this way, but it is not safe: agree another way of contact with them.")


def _wanted_for_contact(facts: _Facts) -> Iterator[Missing]:
    way = str(facts.values.get("contact-method", ""))
    for field in NEEDED_FOR.get(way, ()):
        if not facts.has(field):
            yield Missing(field, Need.WANTED, _why_chosen(way, "so the council has to use another one"))
    safety = SAFETY_OF.get(way)
    if safety in {"safe-to-ring", "safe-to-text"}:
        if not facts.has(safety):
            yield Missing(safety, Need.WANTED, "Someone else may see or hear it: ask whether this way is safe.")
        elif facts.values[safety] == "no":
            yield Missing(safety, Need.WANTED, "They chose this way, but it is not safe: ask which way is.")
    if LEAVING & frozenset().union(*map(_ids, facts.answers.values())):
        for field in ("reachable-until", "reachable-after"):
            if not facts.has(field):
                yield Missing(field, Need.WANTED, "They are leaving: say how to reach them before and after that day.")


def _interpreter(facts: _Facts) -> Iterator[Missing]:
    if "interpreter" in _ids(facts.values.get("communication-needs", ())) and not facts.has("interpreter-language"):
        why = "They need an interpreter. Without the language the council cannot book one."
        yield Missing("interpreter-language", Need.WANTED, why)


def _age_doubt(facts: _Facts, today: date | None) -> Iterator[Missing]:
    """Yields the date of birth if it does not fit the answered age: one of the two is a mistake."""
    born, answered = iso_date(str(facts.values.get("date-of-birth", ""))), str(facts.answers.get("age", ""))
    if born is None or today is None or answered not in AGES:
        return
    age = age_on(born, today)
    youngest, oldest, words = AGES[answered]
    if not youngest <= age <= oldest:
        why = f"Born on that day they are {count_words(age, 'year')} old, but the answers say {words}. Check both."
        yield Missing("date-of-birth", Need.WANTED, why)


def _why_chosen(way: str, consequence: str) -> str:
    return f'They chose "{way}", but what that needs is not filled in, {consequence}.'


def _wanted(facts: _Facts) -> Iterator[Missing]:
    another_way = any(all(facts.has(field) for field in way) for way in WAYS)
    for field in facts.form.fields:
        if field.need is not Need.WANTED or facts.has(field.id):
            continue
        if field.id == "phone" and another_way:
            continue
        if field.consent in facts.held_back:
            continue
        yield Missing(field.id, Need.WANTED, _why_wanted(field))


def _why_wanted(field: FormField) -> str:
    return f"Not needed to send, but it helps. {field.help}"
