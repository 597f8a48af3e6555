"""Housing authorities and what belongs to one: lines, channel, promise, protocols (design section 4)."""

from dataclasses import dataclass
from datetime import date

from champion_tui.domain.facts import Standing
from champion_tui.domain.phone_lines import Closure, PhoneLine


@dataclass(frozen=True, slots=True)
class Promise:
    """An authority's own promise to make contact, in working days after the referral is sent."""

    working_days: int
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Channel:
    """How an authority takes referrals: ``kind`` is ``alert`` or ``email``. Steps are words in order."""

    kind: str
    name: str
    address: str
    steps: tuple[str, ...]
    without_internet: str
    fallback_email: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class HousingAuthority:
    """A local housing authority in England. ``fallback`` is the line id used in hours it has no line of its own for."""

    id: str
    name: str
    short_name: str
    code_prefix: str
    ons_code: str
    ons_standing: Standing
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    lines: tuple[PhoneLine, ...]
    fallback: str | None
    fallback_note: str
    email: str
    email_standing: Standing | None
    office: str
    channel: Channel
    promise: Promise | None
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A county or national service with its lines: social care, domestic abuse, a helpline."""

    id: str
    name: str
    purpose: str
    lines: tuple[PhoneLine, ...]
