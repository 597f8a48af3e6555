"""A referral form as values: steps and fields in the receiving portal's order, and what is still missing."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    ADDRESS = "address"
    ONE = "one"
    MANY = "many"


class Need(StrEnum):
    """How much a field matters. Only ``minimum`` ever stops an export (design section 6)."""

    MINIMUM = "minimum"
    WANTED = "wanted"
    OPTIONAL = "optional"


class ConsentPart(StrEnum):
    """Which agreement lets a field or an answer leave the building (design section 3, ``consent-details``).

    ``HOUSEHOLD``: who lives with them, where they stay and why they may lose it. ``DETAILS``: health, support and risks.
    """

    REFERRAL = "referral"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. ``codes`` names the code list of a ``one`` or ``many`` field. ``masked`` fields show dots until
    focused. ``holder`` is ``agency`` (typed once, kept for every case) or ``referral``.
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


@dataclass(frozen=True, slots=True)
class FormStep:
    """One of the portal's steps."""

    id: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its steps and all fields, each in the portal's order."""

    id: str
    version: str
    title: str
    steps: tuple[FormStep, ...]
    fields: tuple[FormField, ...]

    def field(self, field_id: str) -> FormField | None:
        """The field of that id, or None."""
        return next((found for found in self.fields if found.id == field_id), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that is not filled in, how much that matters and why."""

    field: str
    need: Need
    why: str
