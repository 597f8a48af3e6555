"""A referral form as values: steps and fields in the receiving portal's order, and which fields are still missing."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from champion_tui.domain.cases.asked_again import AskedAgain
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

LONGEST_SAID = 60
"""How many characters of the typed text a message repeats at most."""


class FieldKind(StrEnum):
    """The kind of value that a field accepts."""

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
    """The layout of page one of the form's paper: for a housing officer, or for children's services."""

    REFERRAL = "referral"
    REQUEST = "request"


class OnlyWhen(StrEnum):
    """The condition under which a field is asked for, if it is not always asked for."""

    NAME_CANNOT_BE_PRINTED = "name-cannot-be-printed"


@immutable
class FormField:
    """One field of a form.

    ``codes`` names the code list of a ``one`` or ``many`` field. A ``masked`` field shows dots until it has the focus. ``holder``
    is ``agency`` (typed once, kept for every case) or ``referral``. ``longest`` is in characters. ``nothing`` names the list of
    words that do not count as an answer here, "" if every text counts. ``only_when`` is None if the field is always asked for.
    ``needed_with`` maps question ids to option ids: the field is also part of the minimum if any of these answers was given.
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
    """One step of the portal."""

    id: str
    title: str
    help: str


@immutable
class Form:
    """A form: its steps and fields, both in the portal's order, and the kind of ``paper`` it produces."""

    id: str
    version: str
    title: str
    steps: tuple[FormStep, ...]
    fields: tuple[FormField, ...]
    asked_again: AskedAgain = field(default_factory=lambda: AskedAgain({}, frozenset()))
    paper: Paper = Paper.REFERRAL

    def field(self, field_id: str) -> FormField | None:
        """Returns the field with the id ``field_id``, or None."""
        return next((each for each in self.fields if each.id == field_id), None)

    def why_nothing(self, field_id: str, value: Answer | None) -> str:
        """Returns a sentence that says why ``value`` does not count although something was typed, or "" if it counts."""
        field = self.field(field_id)
        words = self.asked_again.nothing.get(field.nothing) if field else None
        if words is None or not isinstance(value, str) or not words.hold(value):
            return ""
        return words.why.replace("{said}", value if len(value) <= LONGEST_SAID else f"{value[:LONGEST_SAID]}...")

    def counting(self, values: Mapping[str, Answer]) -> dict[str, Answer]:
        """Returns ``values`` (field id -> value) without the values that do not count as an answer."""
        return {key: value for key, value in values.items() if not self.why_nothing(key, value)}


def is_asked(field: FormField, value: Answer | None, unprintable_name: str) -> bool:
    """Returns whether ``field``, which has ``value`` in this case, belongs on the case's form.

    ``unprintable_name`` holds the characters of the name that no font on this machine can print, "" if all can be printed.
    """
    return field.only_when is None or value is not None or bool(unprintable_name)


@immutable
class Missing:
    """A field that is not filled in, how much that matters, and why."""

    field: str
    need: Need
    why: str
