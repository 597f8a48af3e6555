"""A case as values: what the store's rows become."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from champion_tui.domain.cases.after_sending import Step
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

FOR_THE_DESK = frozenset({"paper", "slip-form", "slip-language"})
"""Fields of the form that are about what the person takes away. They never go to the council, so they may change when the referral
has gone: everything else of a sent case is frozen (design section 9).
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
"""The kinds under which a by-name list is listed: with the first person's case, which the list is dealt with in, and with those of all others
who stand on it.
"""


@immutable
class TreeStamp:
    """Which decision tree a case was asked under. ``digest`` is the SHA-256 of the tree's file."""

    id: str
    version: str
    digest: str


@immutable
class Sent:
    """When a referral was sent, the portal's code ("" if none) and who recorded it."""

    on: date
    code: str
    by: str


@immutable
class TakenBack:
    """An answer that was taken back: what it was, and why. ``basis`` is the question on which it rested and ``was`` that one's answer
    then ("" where there was none); a ``basis`` of "" means that it was given for an earlier referral.
    """

    answer: Answer
    basis: str = ""
    was: str = ""


@immutable
class ReadOut:
    """The words that were said to the person when they answered, and the version of the tree that they were taken from."""

    words: str
    version: str


@immutable
class ExportedFile:
    """A file or pack folder that left the vault unencrypted; listed until somebody has dealt with it."""

    id: int
    case: str
    path: str
    kind: str
    exported_at: datetime
    dealt_with_at: datetime | None = None

    @property
    def on_paper(self) -> bool:
        """Whether it went to a printer: then ``path`` names that, and is no path to look for or to delete."""
        return self.kind in {PRINT, BY_NAME, ON_BY_NAME} and not Path(self.path).is_absolute()


@immutable
class Typing:
    """A field in the middle of being typed. ``text``: what was typed last, as it was typed, where the field cannot use it;
    it is no value and goes nowhere. ``cut_short``: the program ended before the field was left, so its value may be half.
    """

    text: str = ""
    cut_short: bool = False


@immutable
class Case:
    """One stored case. ``version`` grows by one with each write; ``agency`` and ``referral`` are field id -> value.

    ``copied``: what was copied into the council's portal, by field id, each with a digest of the value as it was then.
    ``taken_back`` and ``read_out`` go by question. ``pack_contents`` is a digest of what the last pack held, None where none was
    written or the program of then kept none. ``as_sent`` is what was true when it was sent, as text (``triage/kept.py``).
    ``steps`` are what happened after it was sent, by kind (a ``Heard``, ``OUTCOME`` or ``WITHDRAWN``), one of each.
    ``follows`` and ``followed_by`` are references. ``typing``: fields in the middle of being typed, by field id.
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
    """What is kept of an erased case for counting: ids from closed lists and days, None if never known."""

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
    """What is kept of an erased case to show that the duty was met. It names nobody."""

    reference: str
    created_on: date
    erased_on: date
    area: str
    facts: CaseFacts
    sent_on: date | None = None


@immutable
class Recorded:
    """When something was recorded: ``at`` by the machine's clock, ``given`` the moment that somebody gave in its place, if any."""

    at: datetime
    given: datetime | None = None


@immutable
class WhenRecorded:
    """When a case was begun, noted as sent (the last time) and erased; None for what never was."""

    begun: Recorded | None = None
    sent: Recorded | None = None
    erased: Recorded | None = None


NOTHING_RECORDED = WhenRecorded()


@immutable
class Event:
    """Who did what to a case, when (aware, UTC): one link of the chain, with the chain value after it.

    ``at`` is what the machine's clock said; ``given`` the moment that somebody gave to work with in its place, if any. ``why`` is the
    reason for which an entry was taken out, "" for none.

    ``verb`` says what was done, ``key`` to which answer, field or step ("" where it was to the case). ``old`` and ``new`` are the values
    as text, to be shown; ``before`` is the old one as it was kept, where it was an answer or the value of a field.
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
        """What was done and to what, in the ids of the store: "answer situation", "created"."""
        return f"{self.verb} {self.key}".rstrip()
