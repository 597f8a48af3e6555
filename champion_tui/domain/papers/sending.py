"""What can go out to an authority: the parts of a pack, and a council's own form. Values only."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from champion_tui.ground.values import immutable


class Part(StrEnum):
    """One thing in a pack that an organisation can choose. The manifest is no part: it always says what is there."""

    REFERRAL = "referral"
    PORTAL_SHEET = "portal-sheet"
    CONSENT_RECORD = "consent-record"
    REFERRAL_DATA = "referral-data"
    COUNCIL_FORM = "council-form"
    SLIP = "slip"


EVERYTHING = frozenset(Part)
FOR_THE_COUNCIL = frozenset({Part.REFERRAL, Part.CONSENT_RECORD, Part.REFERRAL_DATA, Part.COUNCIL_FORM})
"""What an e-mail or a sealed file holds by default: the slip is the person's, the portal sheet is for copying."""


@immutable
class CouncilField:
    """A field of our own form as a council's form asks it: our ``id``, the council's ``label``."""

    id: str
    label: str


@immutable
class CouncilSection:
    """A part of a council's form with its fields, in the council's order."""

    title: str
    fields: tuple[CouncilField, ...]


@immutable
class CouncilForm:
    """A form that an organisation added for a council. ``template`` is the Typst file that sets it; ``authorities`` are the
    ids of those that want it.
    """

    id: str
    version: str
    title: str
    template: Path
    authorities: tuple[str, ...]
    sections: tuple[CouncilSection, ...]


@immutable
class Chosen:
    """What an organisation chose for one authority: which parts stand in the pack folder (``folder``) and which go into an
    e-mail draft or a sealed file (``sent``), and the council's own ``form``. ``troubles`` say what of that choice could not
    be used, in sentences.
    """

    folder: frozenset[Part] = EVERYTHING
    sent: frozenset[Part] = FOR_THE_COUNCIL
    form: CouncilForm | None = None
    troubles: tuple[str, ...] = ()


@immutable
class PackLists:
    """One table of the settings. None: not said here, so what is more general counts."""

    folder: frozenset[Part] | None = None
    sent: frozenset[Part] | None = None
    form: str | None = None


@immutable
class PackSettings:
    """An organisation's choice of what goes into which pack: by the kind of channel, and by authority over it."""

    kinds: Mapping[str, PackLists] = field(default_factory=dict)
    authorities: Mapping[str, PackLists] = field(default_factory=dict)
