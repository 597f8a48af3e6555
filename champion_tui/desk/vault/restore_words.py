"""What restoring a safety copy would change, as sentences and as values for scripts."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from champion_tui.desk.cases.case_views import initials_of
from champion_tui.ground.dates.date_words import count_words, list_words, printed_moment
from champion_tui.ground.values import immutable
from champion_tui.store.copies.checking_copies import ago_words
from champion_tui.store.copies.differences import CaseNote, Differences, PeopleDiffer
from champion_tui.store.restoring.putting_back import Restore

MOST_NAMED = 12
"""The most cases named in one sentence; the rest are counted."""

NOTHING_HERE = "There is no store here yet, so nothing is replaced."
KEPT = "What is here now is not thrown away: it is kept beside the safety copies, for 28 days."
MAY_BRING_BACK = (
    "Cases that were changed or begun here since would be lost. Cases that were ERASED here since may come back. Look "
    "for them afterwards, and erase them again."
)
RELATIONS = {
    "same": "It holds the same as the store here.",
    "earlier": "It is an earlier state of the store here: what happened since would be undone ({gone}).",
    "later": "It is a later state of the store here: {come} would be added.",
    "parted": "It and the store here both changed since: each has changes that the other does not have.",
    "other": "It belongs to ANOTHER VAULT. All that is here would be replaced.",
}


@immutable
class CaseLine:
    """A case by its reference and initials, never by a name."""

    reference: str
    initials: str

    def __str__(self) -> str:
        return f"{self.reference} ({self.initials})"


@immutable
class Comparison:
    """A copy compared with what is here. ``lines`` says all of it in sentences, most important first.

    ``relation`` is "" if nothing is here, or it could not be compared: then ``unread`` says why.
    """

    made_at: datetime
    made_words: str
    occupied: bool
    relation: str
    unread: str
    only_here: tuple[CaseLine, ...]
    only_there: tuple[CaseLine, ...]
    changed: tuple[CaseLine, ...]
    brought_back: tuple[str, ...]
    people_back: tuple[str, ...]
    people_gone: tuple[str, ...]
    other_passphrase: tuple[str, ...]
    other_code: bool
    lines: tuple[str, ...]


def compared(restore: Restore, now: datetime) -> Comparison:
    """Returns a prepared restore as sentences and values."""
    differs = restore.differs
    people = restore.people_differ
    moment = restore.manifest.moment
    made = f"The copy was made on {printed_moment(moment)}, {ago_words(now - moment)}."
    return Comparison(
        made_at=moment,
        made_words=printed_moment(moment),
        occupied=restore.occupied,
        relation=differs.relation.value if differs else "",
        unread=restore.unread,
        only_here=_cases(differs.only_here if differs else ()),
        only_there=_cases(differs.only_there if differs else ()),
        changed=_cases(differs.changed if differs else ()),
        brought_back=differs.brought_back if differs else (),
        people_back=people.only_there if people else (),
        people_gone=people.only_here if people else (),
        other_passphrase=people.other_passphrase if people else (),
        other_code=people.other_code if people else False,
        lines=(made, *_lines(restore)),
    )


def _cases(notes: Iterable[CaseNote]) -> tuple[CaseLine, ...]:
    return tuple(CaseLine(note.reference, initials_of(note.name)) for note in notes)


def _lines(restore: Restore) -> Iterator[str]:
    if not restore.occupied:
        yield NOTHING_HERE
        return
    if restore.differs is None:
        yield f"What is here now could not be compared with it. {restore.unread}"
        yield MAY_BRING_BACK
        if restore.people_differ is not None:
            yield from _people(restore.people_differ)
    else:
        yield from _differences(restore.differs)
    yield KEPT


def _differences(differs: Differences) -> Iterator[str]:
    more = differs.events_there - differs.events_here
    words = RELATIONS[differs.relation.value]
    yield words.format(
        gone=count_words(max(-more, 0), "entry", "entries"), come=count_words(max(more, 0), "entry", "entries")
    )
    for notes, title in (
        (differs.only_here, "Only here, and would go"),
        (differs.changed, "Would be as at that time"),
        (differs.only_there, "Only in the copy, and would be added"),
    ):
        if notes:
            yield f"{title}: {_named(_cases(notes))}."
    if differs.brought_back:
        yield f"ERASED here since, and would come back: {_named(differs.brought_back)}. Erase them again."
    yield from _people(differs.people)


def _people(people: PeopleDiffer) -> Iterator[str]:
    if people.only_there:
        yield f"Can open the copy and cannot open the store now: {list_words(people.only_there)}. They would have a key again."
    if people.only_here:
        yield f"Can open the store now and not the copy: {list_words(people.only_here)}. They would have no key."
    if people.other_passphrase:
        yield f"The passphrase of that time would open it again for: {list_words(people.other_passphrase)}."
    if people.other_code:
        yield "The recovery code of that time would open it again, and today's would not."


def _named(things: tuple[object, ...]) -> str:
    named = ", ".join(str(thing) for thing in things[:MOST_NAMED])
    return named if len(things) <= MOST_NAMED else f"{named} and {len(things) - MOST_NAMED} more"
