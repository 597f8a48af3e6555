"""The history of a case in words: who did what, when, and what it was before."""

from dataclasses import dataclass
from datetime import datetime

from champion_tui.desk.cases.case_views import value_words
from champion_tui.desk.triage.pages import answer_words
from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard
from champion_tui.domain.cases.case import Event
from champion_tui.domain.cases.form import Form
from champion_tui.ground.answers import Answer
from champion_tui.ground.calendar import LONDON
from champion_tui.ground.date_words import second_words
from champion_tui.knowledge.book import Book
from champion_tui.triage.tree import Tree

VERBS = {
    "created": "began the case",
    "tree": "the questions had changed; the answers were followed through the new ones",
    "follows": "it follows an earlier case",
    "sent": "noted it as sent",
    "as-sent": "what was true that day was kept",
    "exported": "written or printed",
    "not-exported": "could not be written",
    "dealt-with": "dealt with, a file outside the vault",
    "erased": "erased the case",
}
"""What an event is about that is no value: its verb in words."""

STEPS = {
    Heard.ACKNOWLEDGED: "the council has it",
    Heard.CONTACT_MADE: "the council reached them",
    Heard.NO_CONTACT: "the council could not reach them",
    Heard.DUPLICATE: "the council had it already",
    OUTCOME: "how the council decided",
    WITHDRAWN: "withdrawn",
}

WITHOUT_VALUES = frozenset({"created", "tree", "as-sent", "follows"})
"""Verbs whose values say nothing to a reader that the words do not."""

ERASED = "what it was is erased"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event. ``what`` is the store's own word for it, ``words`` the whole in a sentence; ``old`` and ``new`` are in words, None for none."""

    number: int
    at: datetime
    given: datetime | None
    when: str
    who: str
    what: str
    old: str | None
    new: str | None
    words: str

    def as_json(self) -> dict[str, object]:
        """The entry for scripts. Moments are in London's time."""
        return {
            "number": self.number,
            "at": self.at.astimezone(LONDON).isoformat(),
            "given": self.given.astimezone(LONDON).isoformat() if self.given else None,
            "who": self.who,
            "what": self.what,
            "old": self.old,
            "new": self.new,
        }


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """Another case that is likely the same person's. ``since`` are ids of what is different now, ``since_words`` the same in a sentence."""

    reference: str
    who: str
    score: int
    why: tuple[str, ...]
    why_words: tuple[str, ...]
    since: tuple[str, ...]
    since_words: str
    state: str

    def as_json(self) -> dict[str, object]:
        """The candidate for scripts (design section 9)."""
        return {
            "reference": self.reference,
            "score": self.score,
            "why": list(self.why_words),
            "since": list(self.since),
        }


class Timeline:
    """Turns events into words, by the questions and the form of today."""

    def __init__(self, book: Book, form: Form, tree: Tree) -> None:
        self._book = book
        self._form = form
        self._tree = tree

    def entry(self, event: Event) -> TimelineEntry:
        """One event in words."""
        verb, _, key = event.what.partition(" ")
        about = self._about(verb, key)
        old, new = (self._value(verb, key, value) for value in (event.old, event.new))
        when = second_words(event.given or event.at)
        return TimelineEntry(
            number=event.number,
            at=event.at,
            given=event.given,
            when=when,
            who=event.who,
            what=event.what,
            old=old,
            new=new,
            words=f"{event.who or ERASED}: {about}{_change(old, new)}",
        )

    def _about(self, verb: str, key: str) -> str:
        if verb == "answer" and key in self._tree.questions:
            return f'answered "{self._tree.questions[key].short}"'
        field = self._form.field(key)
        if verb in {"agency", "referral"} and field is not None:
            return f'filled in "{field.label}"'
        if verb == "step":
            return f'noted "{STEPS.get(key, key)}"'
        if verb == "copied":
            return f'ticked "{field.label if field else key}" as copied into the portal'
        if verb == "taken-back":
            return f'the answer to "{self._question(key)}" no longer held'
        if verb == "read-out":
            return f'the words read out for "{self._question(key)}" were kept'
        return VERBS.get(verb, f"{verb} {key}".strip())

    def _question(self, key: str) -> str:
        return self._tree.questions[key].short if key in self._tree.questions else key

    def _value(self, verb: str, key: str, value: str | None) -> str | None:
        if value is None or verb in WITHOUT_VALUES or verb in {"taken-back", "read-out", "copied"}:
            return None
        if verb == "answer" and key in self._tree.questions:
            return answer_words(self._book, self._tree.questions[key], _items(value))
        field = self._form.field(key)
        if verb in {"agency", "referral"} and field is not None:
            return value_words(self._book, field, _items(value) if field.codes else value)
        return value


def _items(value: str) -> Answer:
    """A value as an event has it: several items stand with commas between them, and ids hold none."""
    items = tuple(value.split(", "))
    return items if len(items) > 1 else value


def _change(old: str | None, new: str | None) -> str:
    if old is None:
        return "" if new is None else f": {new}"
    return f": taken out, it was {old}" if new is None else f": {new} (before: {old})"
