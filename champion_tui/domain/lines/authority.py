"""Housing authorities and their lines, channel, promise and other facts (design section 4)."""

from datetime import date
from enum import StrEnum

from champion_tui.domain.lines.phone_lines import Closure, PhoneLine, Provenance
from champion_tui.ground.values import immutable


@immutable
class Withdrawn:
    """A value that is known to be out of date and has no successor. It is kept with the reason and never offered."""

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
    """What an authority accepts as evidence that somebody agreed. Both are lawful, but some authorities ask for ink."""

    SPOKEN_OR_WRITTEN = "spoken-or-written"
    WRITTEN = "written"


@immutable
class ConsentRule:
    """The evidence of consent that an authority asks for."""

    evidence: ConsentEvidence
    standing: Provenance


@immutable
class Channel:
    """How an authority takes referrals. ``kind`` is ``alert``, ``email`` or ``online-form``; ``steps`` are instructions in order.

    ``address`` is the portal's web address or the e-mail address that takes referrals, "" if none was found. ``fallback_email`` (""
    if there is none) takes a referral if the channel fails; ``portal_help`` says what to do then.
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
    """A fact as text, with its source and how reliable it is."""

    words: str
    standing: Provenance


@immutable
class HousingAuthority:
    """A local housing authority in England.

    ``ons_code`` is its nine-character ONS code. ``valid_from``, ``valid_to`` and ``successor`` (an authority id) describe mergers.
    ``fallback`` is the id of the line for hours in which it has no line of its own. ``email`` and ``office`` are "" if unknown, and
    their standings are then None. ``consent`` is None if the authority has no rule of its own: spoken and written consent are then
    both enough. ``adult_social_care`` and ``childrens_social_care`` are line ids if the authority runs these services itself (a
    city or unitary council in a county's area), "" if the area's lines serve it.

    An authority ``outside`` the loaded areas has whatever was found: it may have no lines, ``channel`` is None, and ``ons_code``
    may still be missing. ``way`` says how it takes referrals, ``email_note`` what to know about its e-mail address, and ``note``
    what to know about the authority. ``referral_email`` is the e-mail address again, if it is said to take referrals.
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

    ``lines`` is empty if the service can only be reached through its ``website``.
    """

    id: str
    name: str
    purpose: str
    lines: tuple[PhoneLine, ...]
    website: Website | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
