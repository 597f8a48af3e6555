"""A case as values, built from the store's rows."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from champion_tui.domain.cases.after_sending import Step
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

FOR_THE_DESK = frozenset({"paper", "slip-form", "slip-language"})
"""Fields of the form about what the person takes away. They never go to the council, so they may still change after the referral
is sent; everything else in a sent case is frozen (design section 9).
"""


class CaseStatus(StrEnum):
    """The status of a case, always computed from what is stored."""

    DRAFT = "draft"
    NEEDS_ANSWER = "needs-answer"
    READY = "ready"
    EXPORTED = "exported"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    CONTACT_MADE = "contact-made"
    NO_CONTACT = "no-contact"
    MORE_ASKED = "more-asked"
    OUTCOME_KNOWN = "outcome-known"
    ACCEPTED_EARLY_HELP = "accepted-early-help"
    ACCEPTED_SOCIAL_WORK = "accepted-social-work"
    NOT_ACCEPTED = "not-accepted"
    CLOSED_BY_CHILDRENS_SERVICES = "closed-by-childrens-services"
    CLOSED_BY_HOUSING = "closed-by-housing"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    EMERGENCY_PHONED = "emergency-phoned"
    CHILDRENS_SERVICES = "passed-to-childrens-services"
    ADVICE_GIVEN = "advice-given"
    LACKS_CAPACITY = "lacks-capacity"
    ASK_AGAIN = "ask-again"
    OUTSIDE_ENGLAND = "outside-england"
    REFUSED_CONSENT = "refused-consent"
    ASSISTED_DIRECTLY = "assisted-directly"
    ALREADY_REFERRED = "already-referred"
    UNIVERSAL_SUPPORT = "universal-support"
    JOINT_APPOINTMENT = "joint-appointment"
    ASK_FRONT_DOOR = "ask-front-door"
    NOT_FOR_THIS_FORM = "not-for-this-form"


PACK, SLIP, EVIDENCE, PRINT = "pack", "slip", "evidence", "print"
"""The kinds of exported files."""

BY_NAME, ON_BY_NAME = "by-name", "on-by-name"
"""The kinds under which a by-name list is recorded: ``BY_NAME`` with the case of the first person on it, where the list is marked
as dealt with, and ``ON_BY_NAME`` with the cases of all the others on it.
"""


@immutable
class TreeStamp:
    """The decision tree that a case was asked under. ``digest`` is the SHA-256 of the tree's file."""

    id: str
    version: str
    digest: str


@immutable
class Sent:
    """The day a referral was sent, the portal's code ("" if none) and who recorded it."""

    on: date
    code: str
    by: str


@immutable
class TakenBack:
    """An answer that was taken back, and why. ``basis`` is the question it depended on, and ``was`` the answer to that question at
    the time ("" if there was none). A ``basis`` of "" means that the answer was given for an earlier referral.
    """

    answer: Answer
    basis: str = ""
    was: str = ""


@immutable
class ReadOut:
    """The words that were read to the person when they answered, and the version of the tree they came from."""

    words: str
    version: str


@immutable
class ExportedFile:
    """A file or pack folder that left the vault unencrypted. It is listed until somebody has dealt with it."""

    id: int
    case: str
    path: str
    kind: str
    exported_at: datetime
    dealt_with_at: datetime | None = None

    @property
    def on_paper(self) -> bool:
        """Whether it went to a printer. ``path`` is then the printer's name, not a path to look for or delete."""
        return self.kind in {PRINT, BY_NAME, ON_BY_NAME} and not Path(self.path).is_absolute()


@immutable
class Typing:
    """A field that is being typed. ``text`` is the last text typed, as typed, if the field cannot accept it; it is not a value and
    is not used elsewhere. ``cut_short`` means that the program ended before the field was left, so the value may be incomplete.
    """

    text: str = ""
    cut_short: bool = False


@immutable
class Case:
    """One stored case. ``version`` grows by one with each write. ``agency`` and ``referral`` map field ids to values.

    ``copied`` holds the fields that were copied into the council's portal: field id -> digest of the value at that time.
    ``taken_back`` and ``read_out`` are keyed by question id. ``pack_contents`` is a digest of the contents of the last pack, None
    if none was written or the program version of the time kept none. ``as_sent`` holds the facts at the time of sending, as text
    (``triage/kept.py``). ``steps`` holds what happened after sending, one step of each kind (a ``Heard``, ``OUTCOME`` or
    ``WITHDRAWN``). ``follows`` and ``followed_by`` are references of other cases. ``typing`` holds the fields that are being typed,
    by field id.
    """

    reference: str
    version: int
    created_at: datetime
    changed_at: datetime
    area: str
    tree: TreeStamp
    answers: Mapping[str, Answer] = field(default_factory=dict)
    agency: Mapping[str, Answer] = field(default_factory=dict)
    referral: Mapping[str, Answer] = field(default_factory=dict)
    sent: Sent | None = None
    exported_at: datetime | None = None
    copied: Mapping[str, str] = field(default_factory=dict)
    taken_back: Mapping[str, TakenBack] = field(default_factory=dict)
    read_out: Mapping[str, ReadOut] = field(default_factory=dict)
    pack_contents: str | None = None
    as_sent: str | None = None
    follows: str | None = None
    followed_by: str | None = None
    typing: Mapping[str, Typing] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)


@immutable
class CaseFacts:
    """The facts of an erased case that are kept for statistics: ids from closed lists, and days. None if never known."""

    authority: str | None = None
    body_type: str | None = None
    stage: str | None = None
    outcome: str | None = None
    status: str | None = None
    reason: str | None = None
    contact_on: date | None = None
    result: str | None = None
    result_on: date | None = None
    before_56: bool | None = None


@immutable
class ErasedCase:
    """The record of an erased case that is kept to show that the duty was met. It names nobody."""

    reference: str
    created_on: date
    erased_on: date
    area: str
    facts: CaseFacts
    sent_on: date | None = None


@immutable
class Recorded:
    """When something was recorded: ``at`` by the machine's clock; ``given`` is the time that a user gave to work with instead, if
    any.
    """

    at: datetime
    given: datetime | None = None


@immutable
class WhenRecorded:
    """When a case was begun, recorded as sent (the last time) and erased. None for what has not happened."""

    begun: Recorded | None = None
    sent: Recorded | None = None
    erased: Recorded | None = None


NOTHING_RECORDED = WhenRecorded()


@immutable
class Event:
    """Who did what to a case, and when (timezone-aware, UTC). ``chain`` is the value of the event chain after this event.

    ``at`` is the machine's clock; ``given`` is the time that a user gave to work with instead, if any. ``why`` is the reason for
    taking an entry out, or "".

    ``verb`` is what was done, ``key`` the answer, field or step it was done to ("" if it was the case itself). ``old`` and ``new``
    are the values as text, for display. ``before`` is the old value as it was stored, if it was an answer or the value of a field.
    """

    number: int
    at: datetime
    who: str
    case: str
    verb: str
    key: str
    old: str | None
    new: str | None
    chain: str
    given: datetime | None = None
    why: str = ""
    before: Answer | None = None

    @property
    def what(self) -> str:
        """What was done, and to what, as the store's ids: "answer situation", "created"."""
        return f"{self.verb} {self.key}".rstrip()
