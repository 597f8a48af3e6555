"""What can be sent to an authority: the parts of a pack, and a council's own form. Values only."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from champion_tui.ground.values import immutable


class Part(StrEnum):
    """One part of a pack that an organisation can choose. The manifest is not listed: it always describes what is there."""

    REFERRAL = "referral"
    PORTAL_SHEET = "portal-sheet"
    CONSENT_RECORD = "consent-record"
    REFERRAL_DATA = "referral-data"
    COUNCIL_FORM = "council-form"
    SLIP = "slip"


EVERYTHING = frozenset(Part)
FOR_THE_COUNCIL = frozenset({Part.REFERRAL, Part.CONSENT_RECORD, Part.REFERRAL_DATA, Part.COUNCIL_FORM})
"""The default contents of an e-mail or sealed file: the slip is for the person, and the portal sheet is for copying from."""


@immutable
class CouncilField:
    """A field of our form as a council's form names it: our ``id``, the council's ``label``."""

    id: str
    label: str


@immutable
class CouncilSection:
    """A section of a council's form with its fields, in the council's order."""

    title: str
    fields: tuple[CouncilField, ...]


@immutable
class CouncilForm:
    """A form that an organisation added for a council. ``template`` is the Typst file that typesets it; ``authorities`` are the ids
    of the authorities that want it.
    """

    id: str
    version: str
    title: str
    template: Path
    authorities: tuple[str, ...]
    sections: tuple[CouncilSection, ...]


@immutable
class Chosen:
    """An organisation's choice for one authority: the parts in the pack ``folder``, the parts ``sent`` in an e-mail draft or a
    sealed file, and the council's own ``form``. ``troubles`` are sentences about what could not be used.
    """

    folder: frozenset[Part] = EVERYTHING
    sent: frozenset[Part] = FOR_THE_COUNCIL
    form: CouncilForm | None = None
    troubles: tuple[str, ...] = ()


@immutable
class PackLists:
    """One table of the settings. None means not set here, so that the more general setting applies."""

    folder: frozenset[Part] | None = None
    sent: frozenset[Part] | None = None
    form: str | None = None


@immutable
class PackSettings:
    """An organisation's choice of what goes into which pack, by kind of channel and by authority. The authority takes precedence."""

    kinds: Mapping[str, PackLists] = field(default_factory=dict)
    authorities: Mapping[str, PackLists] = field(default_factory=dict)
