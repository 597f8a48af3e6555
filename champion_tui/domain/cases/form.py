"""A referral form as values: steps and fields in the receiving portal's order, and what is still missing."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from champion_tui.domain.cases.asked_again import AskedAgain
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

LONGEST_SAID = 60
"""Characters of what was typed that a sentence repeats."""


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    ADDRESS = "address"
    LATIN = "latin"
    ONE = "one"
    MANY = "many"


class Need(StrEnum):
    """How much a field matters. Only ``minimum`` ever stops an export (design section 6)."""

    MINIMUM = "minimum"
    WANTED = "wanted"
    OPTIONAL = "optional"


class Paper(StrEnum):
    """How page one of what a form makes is laid out: for a housing officer, or for children's services."""

    REFERRAL = "referral"
    REQUEST = "request"


class OnlyWhen(StrEnum):
    """What has to hold for a field that is not always asked for."""

    NAME_CANNOT_BE_PRINTED = "name-cannot-be-printed"


@immutable
class FormField:
    """One field. ``codes`` names the code list of a ``one`` or ``many`` field. ``masked`` fields show dots until
    focused. ``holder`` is ``agency`` (typed once, kept for every case) or ``referral``. ``nothing`` names the list of words that
    say nothing here; "" where every text counts. ``only_when`` is None for a field that is always asked for. ``needed_with`` are answers
    (question id -> option ids) with any of which the field is part of the minimum too.
    """

    id: str
    step: str
    label: str
    help: str
    kind: FieldKind
    need: Need
    consent: ConsentPart
    holder: str
    codes: str = ""
    longest: int = 200
    masked: bool = False
    nothing: str = ""
    only_when: OnlyWhen | None = None
    needed_with: Mapping[str, frozenset[str]] = field(default_factory=dict)


@immutable
class FormStep:
    """One of the portal's steps."""

    id: str
    title: str
    help: str


@immutable
class Form:
    """A form: its steps and all fields, each in the portal's order, and the ``paper`` that it makes."""

    id: str
    version: str
    title: str
    steps: tuple[FormStep, ...]
    fields: tuple[FormField, ...]
    asked_again: AskedAgain = field(default_factory=lambda: AskedAgain({}, frozenset()))
    paper: Paper = Paper.REFERRAL

    def field(self, field_id: str) -> FormField | None:
        """The field of that id, or None."""
        return next((each for each in self.fields if each.id == field_id), None)

    def why_nothing(self, field_id: str, value: Answer | None) -> str:
        """Why the value of a field does not count although something was typed, as a sentence; "" where it counts."""
        field = self.field(field_id)
        words = self.asked_again.nothing.get(field.nothing) if field else None
        if words is None or not isinstance(value, str) or not words.hold(value):
            return ""
        return words.why.replace("{said}", value if len(value) <= LONGEST_SAID else f"{value[:LONGEST_SAID]}...")

    def counting(self, values: Mapping[str, Answer]) -> dict[str, Answer]:
        """The ``values`` (field id -> value) without those that say nothing."""
        return {key: value for key, value in values.items() if not self.why_nothing(key, value)}


def is_asked(field: FormField, value: Answer | None, unprintable_name: str) -> bool:
    """Whether ``field`` belongs to a case's form, with the ``value`` it has there. ``unprintable_name`` are the characters of
    the name that no font on this machine can print, "" where it can be printed.
    """
    return field.only_when is None or value is not None or bool(unprintable_name)


@immutable
class Missing:
    """A field that is not filled in, how much that matters and why."""

    field: str
    need: Need
    why: str
