"""Housing authorities and what belongs to one: lines, channel, promise, protocols (design section 4)."""

from datetime import date
from enum import StrEnum

from champion_tui.domain.lines.phone_lines import Closure, PhoneLine, Provenance
from champion_tui.ground.values import immutable


@immutable
class Withdrawn:
    """A value that is known to be out of date and has no successor: kept with the reason, never offered."""

    value: str
    why: str
    source: str


@immutable
class Website:
    """A web address that people may be sent to."""

    address: str
    standing: Provenance


@immutable
class Promise:
    """An authority's own promise to make contact, in working days after the referral is sent."""

    working_days: int
    words: str
    standing: Provenance


class ConsentEvidence(StrEnum):
    """What an authority takes as evidence that somebody agreed. Both are lawful; some ask for ink all the same."""

    SPOKEN_OR_WRITTEN = "spoken-or-written"
    WRITTEN = "written"


@immutable
class ConsentRule:
    """Which evidence of consent an authority asks for."""

    evidence: ConsentEvidence
    standing: Provenance


@immutable
class Channel:
    """How an authority takes referrals: ``kind`` is ``alert``, ``email`` or ``online-form``. Steps are words in order.

    ``address`` is the portal's, or the e-mail address that takes referrals; "" where none was found. ``fallback_email``
    ("" where there is none) takes a referral when the channel fails; ``portal_help`` says in words what to do then.
    """

    kind: str
    name: str
    address: str
    steps: tuple[str, ...]
    without_internet: str
    fallback_email: str
    standing: Provenance
    portal_help: str = ""
    withdrawn: tuple[Withdrawn, ...] = ()


@immutable
class Known:
    """A fact in words, and how sure it is."""

    words: str
    standing: Provenance


@immutable
class HousingAuthority:
    """A local housing authority in England.

    ``ons_code`` is its nine-character ONS code; ``valid_from``, ``valid_to`` and ``successor`` (an authority id) tell
    of mergers. ``fallback`` is the line id used in hours it has no line of its own for. ``email`` and ``office`` are
    "" where unknown, their standings then None. ``consent`` is None where the authority has no rule of its own: then
    spoken or written are both enough. ``adult_social_care`` and ``childrens_social_care`` are line ids where the authority
    runs these services itself (a city or unitary council in a county's area); "" where the area's serve it.

    One ``outside`` the loaded areas has what was found of it: perhaps no lines, ``channel`` None, how it takes referrals in words
    (``way``), what to know about its e-mail address (``email_note``), that address again where it is said to take referrals (``referral_email``), and about it as a whole (``note``); no ``ons_code`` where
    it is still to come.
    """

    id: str
    name: str
    short_name: str
    code_prefix: str
    ons_code: str
    ons_standing: Provenance
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    lines: tuple[PhoneLine, ...]
    fallback: str | None
    fallback_note: str
    email: str
    email_standing: Provenance | None
    office: str
    channel: Channel | None
    promise: Promise | None
    closures: tuple[Closure, ...] = ()
    office_standing: Provenance | None = None
    consent: ConsentRule | None = None
    outside: bool = False
    way: Known | None = None
    email_note: str = ""
    referral_email: str = ""
    note: str = ""
    adult_social_care: str = ""
    childrens_social_care: str = ""


@immutable
class Service:
    """A county or national service with its lines: social care, domestic abuse, a helpline.

    ``lines`` is empty where the service is reached through its ``website`` only.
    """

    id: str
    name: str
    purpose: str
    lines: tuple[PhoneLine, ...]
    website: Website | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
