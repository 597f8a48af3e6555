"""The history of a case, and other cases that are likely the same person's, as front ends show them."""

from datetime import datetime

from champion_tui.domain.cases.case import Event
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.ground.values import immutable
from champion_tui.papers.record.event_words import EventWords


@immutable
class TimelineEntry:
    """One event as it is stored, and as text."""

    event: Event
    said: EventWords

    @property
    def when(self) -> str:
        """When it was done, as text; with the time by the clock if another time was given."""
        return self.said.when

    @property
    def words(self) -> str:
        """Who did what, in one sentence."""
        return f"{self.said.who}: {self.done}" if self.said.who else self.done

    @property
    def done(self) -> str:
        """What was done, without the name."""
        said = self.said
        if said.old:
            change = f": {said.new or 'taken out'} (before: {said.old})"
        else:
            change = f": {said.new}" if said.new else ""
        return f"{said.what}{change}"

    def as_json(self) -> dict[str, object]:
        """Returns the entry for scripts. Times are London's; ``old`` and ``new`` are text, null for none."""
        event = self.event
        return {
            "number": event.number,
            "at": _moment(event.at),
            "given": _moment(event.given) if event.given else None,
            "who": event.who,
            "what": event.what,
            "words": self.said.what,
            "old": self.said.old or None,
            "new": self.said.new or None,
        }


def _moment(moment: datetime) -> str:
    return moment.astimezone(LONDON).isoformat()


@immutable
class SimilarCase:
    """Another case that is likely the same person's. ``since`` are the ids of what is different now, ``since_words``
    the same as a sentence.
    """

    reference: str
    who: str
    score: int
    why: tuple[str, ...]
    why_words: tuple[str, ...]
    since: tuple[str, ...]
    since_words: str
    state: str

    def as_json(self) -> dict[str, object]:
        """Returns the candidate for scripts (design section 9)."""
        return {
            "reference": self.reference,
            "score": self.score,
            "why": list(self.why_words),
            "since": list(self.since),
        }
