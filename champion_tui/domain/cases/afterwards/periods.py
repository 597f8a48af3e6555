"""How long an organisation keeps what is stored. These are settings, known before any case is."""

from dataclasses import KW_ONLY

from champion_tui.ground.values import immutable


@immutable
class Periods:
    """How many days each kind of entry is kept. None means that the organisation has set no period and it is never due for erasing.

    ``sent``: after a sent referral is closed. ``not_referred``: after the last change of a case that ended without a referral, or
    was withdrawn before it was sent. ``drafts``: after the last change of a case that was begun and never finished or sent.
    ``early``: after the date of an entry of the early list.
    """

    _: KW_ONLY
    sent: int | None = None
    not_referred: int | None = None
    drafts: int | None = None
    early: int | None = None
