"""Which existing local arrangements fit a case (procedure 2.1.3 and Annex 2)."""

from datetime import date

from champion_tui.knowledge.routing import Protocol, Routing
from champion_tui.triage.walk import Judgement


def protocols_for(routing: Routing, judgement: Judgement, area: str, today: date) -> tuple[Protocol, ...]:
    """The arrangements whose circumstances fit, in the data's order.

    Countywide ones are named before an authority is chosen; one of a single authority only once that authority is.
    A choice outside the loaded areas has no local arrangement. ``area``: where the person is now; ``today``: London's date.
    """
    chosen = judgement.answers.get("authority")
    home = routing.area_of(str(chosen)) if chosen else routing.areas.get(area)
    if home is None:
        return ()
    situation = judgement.situation(today)
    return tuple(
        protocol
        for protocol in home.protocols
        if (not protocol.authorities or chosen in protocol.authorities) and protocol.when.holds(situation)
    )
