"""The chosen housing authority, and the day by which it tries to reach the person."""

from datetime import date

from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.dates.deadlines import Hurry, contact_by, hurry
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.knowledge.routing import Routing


@immutable
class ContactDay:
    """The day, how many working days after sending it is, and whether the authority has promised it. ``chase`` is the
    day to ring if nobody has been in touch. ``hurry`` says why that is before the promised day, None if it is after.
    """

    day: date
    promised: bool
    working_days: int
    chase: date
    hurry: Hurry | None


def chosen_authority(routing: Routing, judged: Judged) -> HousingAuthority | None:
    """Returns the loaded authority that the person chose, or None."""
    return routing.authority(str(judged.judgement.answers.get("authority", "")))


def contact_day(routing: Routing, judged: Judged, sent_on: date | None) -> ContactDay | None:
    """Returns the day by which the chosen authority tries to make contact, counted from the day of sending, or from
    today if it is not sent. Returns None before an authority is chosen.
    """
    if "authority" not in judged.judgement.answers:
        return None
    authority = chosen_authority(routing, judged)
    # A council's promise is only about referrals that are sent to it.
    promise = authority.promise if authority and not judged.tree.goes_to else None
    today = london_date(judged.at)
    counted = contact_by(sent_on or today, promise, routing.calendar)
    soon = hurry(counted.due, judged.judgement.answers, sent_on or today, routing.calendar)
    chase = soon.ring_by if soon else counted.chase
    return ContactDay(counted.due, promise is not None, counted.working_days, chase, soon)
