"""What is shared with the council or another receiver. Only this module applies consent; every writer takes its values from here."""

from collections.abc import Mapping
from dataclasses import replace

from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.domain.cases.case import FOR_THE_DESK
from champion_tui.domain.cases.completeness import LATIN_NAME, NAME, paper_choice
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import FormField, is_asked
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.plain_text import clean
from champion_tui.ground.values import immutable
from champion_tui.knowledge.forms.after_sending import Since
from champion_tui.papers.choosing import holding_all
from champion_tui.papers.errors import CannotPrint, NoReferral, NotAgreed, ReferralWithdrawn
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.source import EarlierReferral, PackSource
from champion_tui.triage.agreement import agreed_parts
from champion_tui.triage.tree import Question


@immutable
class OutField:
    """A field for the receiver.

    ``value`` is None and ``words`` empty if nothing was given or nothing may be shared. ``agreed`` is False if the
    person has not agreed to share this kind of field. ``instead`` is True if the words replace others that no font here
    can print.
    """

    field: FormField
    value: Answer | None
    words: tuple[str, ...]
    agreed: bool
    instead: bool = False

    @property
    def text(self) -> str:
        """All words as one text."""
        return "; ".join(self.words)


@immutable
class Outgoing:
    """Everything in a case that may be shared: fields in the portal's order, answers on the path, and what was agreed.

    ``to_officer`` holds sentences about what they told us that the officer must see on page one. ``earlier`` is the
    referral that this one follows, as far as this council may know about it.
    """

    fields: tuple[OutField, ...]
    answers: Mapping[str, Answer]
    agreed: frozenset[ConsentPart]
    to_officer: tuple[str, ...] = ()
    earlier: EarlierReferral | None = None

    def of(self, field_id: str) -> OutField | None:
        """Returns the field with that id, or None if the form does not have it."""
        return next((found for found in self.fields if found.field.id == field_id), None)

    def text(self, field_id: str) -> str:
        """Returns a field's words as one text, "" if nothing may be shared."""
        found = self.of(field_id)
        return found.text if found else ""

    def instead_of(self, field_id: str) -> str:
        """Returns the text that is printed in place of a field's own words, "" if those are printed."""
        found = self.of(field_id)
        return found.text if found and found.instead else ""

    def code(self, field_id: str) -> str:
        """Returns the id of the option chosen in a field with a code list, "" if nothing may be shared."""
        found = self.of(field_id)
        return found.value if found and isinstance(found.value, str) else ""

    def as_printed(self, fonts: Fonts) -> "Outgoing":
        """Returns this for paper in ``fonts``: if they cannot print the name, the name in Latin letters replaces it."""
        name, latin = self.of(NAME), self.of(LATIN_NAME)
        if name is None or latin is None or not latin.words or not fonts.missing(clean(name.text)):
            return self
        instead = replace(name, words=latin.words, instead=True)
        return replace(self, fields=tuple(instead if one is name else one for one in self.fields if one is not latin))


def cannot_print(source: PackSource, out: Outgoing) -> tuple[CannotPrint, ...]:
    """Returns the fields with characters that no font on this machine can print.

    Each has the characters, what is printed instead, and the files of the parcel that contain them.
    """
    printed, held_by = out.as_printed(source.fonts), holding_all(source.parcel)
    missing = ((one.field, source.fonts.unprintable(clean(one.text))) for one in out.fields)
    return tuple(
        CannotPrint(field.id, characters, field.label, printed.instead_of(field.id), held_by)
        for field, characters in missing
        if characters
    )


def is_agreed(source: PackSource) -> bool:
    """Returns whether the person agreed to be referred and to share how to reach them."""
    return {ConsentPart.REFERRAL, ConsentPart.CONTACT} <= _agreed(source)


def _agreed(source: PackSource) -> frozenset[ConsentPart]:
    tree = source.book.trees.get(source.case.tree.id)
    return agreed_parts(tree, source.judgement.answers) if tree else frozenset()


def is_referral(source: PackSource) -> bool:
    """Returns whether a referral can be sent: it was agreed to, not withdrawn, and the tree ends in an outcome that has one."""
    tree = source.book.trees.get(source.case.tree.id)
    outcome = tree.outcomes.get(source.judgement.outcome or "") if tree else None
    # A case that was sent had a referral, even if the questions have changed since.
    referral = outcome.referral if outcome is not None else source.case.sent is not None
    return referral and is_agreed(source) and not is_withdrawn(source)


def is_withdrawn(source: PackSource) -> bool:
    """Returns whether the referral was withdrawn."""
    return WITHDRAWN in source.case.steps


def refuse_withdrawn(source: PackSource) -> None:
    """Raises ``ReferralWithdrawn`` if the referral was withdrawn. Every paper except the evidence record checks this first."""
    step = source.case.steps.get(WITHDRAWN)
    if step is not None:
        raise ReferralWithdrawn(
            f"Nothing was written: this referral was withdrawn on {day_words(step.on)}. Only the evidence record can be made. If they want "
            "to be referred after all, begin the referral that follows this one."
        )


def require_agreement(source: PackSource) -> None:
    """Raises ``NotAgreed`` unless the person agreed to the referral and to sharing how to reach them, and has not withdrawn.

    Raises ``NoReferral`` if they agreed but the outcome has no referral.
    """
    refuse_withdrawn(source)
    if not is_agreed(source):
        raise NotAgreed(
            "No pack was written: the person has not agreed to be referred and to share how to reach them. "
            "Ask them again when they are ready, or write the evidence record."
        )
    if not is_referral(source):
        raise NoReferral("No pack was written: this outcome has no referral. Write the evidence record instead.")


def stored(source: PackSource, field: FormField) -> Answer | None:
    """Returns the stored value of a field, agreed or not; None if it contains nothing visible."""
    value = (source.case.agency if field.holder == "agency" else source.case.referral).get(field.id)
    texts = (value,) if isinstance(value, str) else value or ()
    return value if any(map(clean, texts)) else None


def words_of(source: PackSource, field: FormField, value: Answer) -> tuple[str, ...]:
    """Returns a field's value as words: codes from their list, dates written out. An unknown code stays unchanged."""
    return tuple(map(clean, source.book.value_words(field, value)))


def _out(source: PackSource, field: FormField, agreed: frozenset[ConsentPart]) -> OutField:
    value = stored(source, field)
    if value is None or field.consent not in agreed:
        return OutField(field, None, (), field.consent in agreed)
    return OutField(field, value, words_of(source, field, value), agreed=True)


def outgoing(source: PackSource) -> Outgoing:
    """Returns the part of a case that may be shared. Raises ``NotAgreed`` or ``NoReferral``."""
    require_agreement(source)
    return _agreed_to(source)


def outgoing_in_letter(source: PackSource) -> Outgoing:
    """Returns what a letter to the chosen council may contain, with or without a referral. Raises ``NotAgreed``."""
    refuse_withdrawn(source)
    if not is_agreed(source):
        raise NotAgreed(
            "No letter was made: the person has not agreed that you write to that council about them and say how to reach them. "
            "Ask them again when they are ready."
        )
    return _agreed_to(source)


def _agreed_to(source: PackSource) -> Outgoing:
    agreed = _agreed(source)
    fields = (one for one in source.form.fields if one.id not in FOR_THE_DESK and _is_asked(source, one))
    questions = _questions(source)
    answers = {
        key: shared
        for key, given in source.judgement.answers.items()
        if key in questions and (shared := _shared(questions[key], given, agreed))
    }
    told = tuple(
        option.to_officer
        for key, given in answers.items()
        for option in questions[key].options
        if option.to_officer and option.id in _ids(given)
    )
    fields_out = tuple(_out(source, field, agreed) for field in fields)
    return Outgoing(fields_out, answers, agreed, told, _earlier(source, agreed))


_ASKED_AS = {Since.LAST_DATE: "last-date", Since.SITUATION: "situation"}
"""The question whose consent covers a changed fact. The stage is the agreed reason, which every referral contains."""


def _earlier(source: PackSource, agreed: frozenset[ConsentPart]) -> EarlierReferral | None:
    """Returns the earlier referral if it went to this council. Nobody agreed that another council may know of it.

    Each changed fact, before and now, is included if its question's answer may be shared.
    """
    earlier = source.earlier
    if earlier is None or earlier.authority != source.judgement.answers.get("authority"):
        return None
    questions = _questions(source)
    leaving = {
        what
        for what, asked in _ASKED_AS.items()
        if (question := questions.get(asked)) is not None and question.leaves_with in agreed
    }
    may_go = {Since.STAGE, *leaving}
    return replace(earlier, changed=tuple(one for one in earlier.changed if one.what in may_go))


def _questions(source: PackSource) -> Mapping[str, Question]:
    tree = source.book.trees.get(source.case.tree.id)
    return tree.questions if tree else {}


def _ids(answer: Answer) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer


def _shared(question: Question, given: Answer, agreed: frozenset[ConsentPart]) -> Answer | None:
    """Returns the part of an answer that may be shared: each option by its own consent, a typed answer by the question's."""
    by_option = {option.id: option.leaves_with for option in question.options}
    leaves = tuple(one for one in _ids(given) if by_option.get(one, question.leaves_with) in agreed)
    return (leaves[0] if leaves else None) if isinstance(given, str) else leaves or None


def _is_asked(source: PackSource, field: FormField) -> bool:
    """Returns whether a field belongs to this case's form. Some are asked only if the name cannot be printed."""
    name = str(source.case.referral.get(NAME, ""))
    return is_asked(field, stored(source, field), source.fonts.unprintable(clean(name)))


def paper(source: PackSource) -> str:
    """Returns what the person takes away: ``full``, ``plain-card`` or ``none``.

    Answers that are no longer on the path count too, so that changing an earlier answer never makes the slip full.
    """
    return paper_choice(source.case.answers, source.case.referral)
