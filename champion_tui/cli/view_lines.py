"""Views as lines of text, without colour, boxes or redrawing. The commands and the plain interview share them."""

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.views import ExportView, GuidanceEntry, LineView, NoteView, NumbersView, OutcomeView, TrailStep
from champion_tui.ground.plain_text import wrapped_whole

if TYPE_CHECKING:
    from champion_tui.desk.cases.afterwards.after import NotedView
    from champion_tui.desk.cases.afterwards.erasing import ErasureView, StubView
    from champion_tui.desk.cases.afterwards.retention import RetentionView
    from champion_tui.desk.cases.lists.history_views import SimilarCase, TimelineEntry
    from champion_tui.desk.connection.advice_views import ConnectionDistrictView, ConnectionGroundView, ConnectionView
    from champion_tui.desk.early.early_words import BadRows
    from champion_tui.desk.numbers.offers import OfferView
    from champion_tui.desk.papers.many_packs import ManyPacks
    from champion_tui.desk.settings.setting_list import SettingView

WIDTH = 79
MOST_NAMED = 200
"""How many bad rows of one list are named. In a longer list, every row has the same mistake."""

AND_MORE = "And {more} more."
NOTHING_READY = "No case is waiting for a pack."
STOPPED = "Stopped. Every pack that is listed is whole; the others were not touched:"
UNTOUCHED = "Not touched:"
AFTERWARDS = (
    "They are NOT SENT until each is marked sent. The files are not locked: delete a folder when the council has it."
)
GOES, STAYS, ELSEWHERE = "What goes, for good", "What stays", "Look there too"
THEY_CHOOSE = "They choose. This helps them to; it never decides."


def wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Wraps ``text`` for a narrow terminal, with ``first`` before the first line and ``rest`` before the others.

    ``rest`` is spaces as wide as ``first`` if None.
    """
    indent = " " * len(first) if rest is None else rest
    for paragraph in text.splitlines() or [""]:
        lines = textwrap.TextWrapper(
            WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        yield from wrapped_whole(paragraph, lines.wrap) or [first.rstrip()]
        first = indent


def listed(title: str, items: Iterable[str]) -> Iterator[str]:
    """Yields a title and a numbered list; nothing if there are no items."""
    for number, item in enumerate(items, 1):
        if number == 1:
            yield ""
            yield f"{title}:"
        yield from wrapped(item, f"  {number}. ")


def line_lines(view: LineView) -> Iterator[str]:
    """Yields a phone line's details, starting with the number, because people look for that."""
    now = view.now
    yield from wrapped(f"{now.phone}  {view.title} ({view.when}; {view.sureness})", "  ", "      ")
    if now.note:
        yield from wrapped(now.note, "      ")


def numbers_lines(view: NumbersView) -> Iterator[str]:
    """Yields who to call, best first, then the other phone lines."""
    yield from wrapped(view.headline)
    for words in view.no_night:
        yield from wrapped(words)
    yield ""
    yield "Call:"
    for line in view.call:
        yield from line_lines(line)
    yield ""
    yield from wrapped(view.footnote)
    yield ""
    yield "Other lines:"
    for line in view.also:
        yield from line_lines(line)


def note_lines(notes: Iterable[NoteView]) -> Iterator[str]:
    """Yields warnings, notes and local arrangements, each under its kind."""
    kinds = {"warning": "WARNING", "note": "Note", "protocol": "Local arrangement", "council": "Council"}
    for note in notes:
        yield ""
        yield from wrapped(f"{kinds[note.kind]}: {note.title}")
        yield from wrapped(note.text, "  ")
        if note.source:
            yield from wrapped(f"({note.source})", "  ")


NOTHING_FOUND = "Nothing was found for “{typed}”. The search looks for every word, so fewer words find more."


def guidance_lines(typed: str, found: Iterable[GuidanceEntry]) -> Iterator[str]:
    """Yields the entries that were found, each with its source and where it is used."""
    nothing = True
    for each in found:
        yield from [] if nothing else [""]
        nothing = False
        yield from wrapped(f"{each.title} ({each.topic})", "", "  ")
        yield from wrapped(each.text, "  ") if each.text else ()
        yield from wrapped(f"({'; '.join(part for part in (each.source, each.leads) if part)})", "  ")
    if nothing:
        yield from wrapped(NOTHING_FOUND.format(typed=typed))


def trail_lines(trail: Iterable[TrailStep]) -> Iterator[str]:
    """Yields the answers so far."""
    for number, step in enumerate(trail):
        if number == 0:
            yield ""
            yield "Your answers:"
        yield from wrapped(f"{step.short}: {step.answer}", "  ", "      ")


def written_lines(view: ExportView) -> Iterator[str]:
    """Yields the files that were written, what could not be printed, and what to do now."""
    yield f"Written to {view.folder}:"
    yield from (f"  {name}  {size} bytes" for name, size, _ in view.files)
    for each in (*view.cannot_print, *view.next_steps):
        yield from wrapped(each)


def outcome_lines(view: OutcomeView) -> Iterator[str]:
    """Yields the page that says what to do now."""
    yield from wrapped(view.title)
    for line in view.summary:
        yield from wrapped(line, "  ")
    yield from listed("Do now", view.do_now)
    if view.numbers:
        yield ""
        yield "Call:"
        for number in view.numbers:
            yield from line_lines(number)
    yield from listed("Say", view.say)
    yield from listed("Tell the person", view.tell)
    yield from note_lines(view.notes)
    yield from listed("Record, to show that the duty was met", view.record)
    yield from listed("Why", (f"{reason.text} ({reason.source})" for reason in view.reasons))


def noted_lines(noted: "NotedView") -> Iterator[str]:
    """Yields what an entry after sending means, what comes next, and what to say to the council."""
    if noted.meaning:
        yield from wrapped(noted.meaning)
    yield from listed("Next", noted.next_steps)
    yield from listed("Say", noted.say)


def entry_lines(entry: "TimelineEntry") -> Iterator[str]:
    """Yields one event of a case."""
    yield from wrapped(f"{entry.when}  {entry.words}", "", "    ")


def similar_lines(candidate: "SimilarCase", first: str = "") -> Iterator[str]:
    """Yields another case that is likely the same person's: why, and what has changed since. ``first`` precedes the first line."""
    words = f"{candidate.reference}  {candidate.who}  {candidate.score} of 100  {candidate.state}"
    yield from wrapped(words, first)
    yield from wrapped("; ".join(candidate.why_words), "    ")
    if candidate.since_words:
        yield from wrapped(candidate.since_words, "    ")


def retention_lines(view: "RetentionView") -> Iterator[str]:
    """Yields the cases due to be erased, and what erasing removes and keeps."""
    yield from wrapped(view.words)
    yield from ("  " + "  ".join(filter(None, (row.reference, row.who, row.why))) for row in view.rows)
    if view.rows:
        yield from listed(GOES, view.goes)
        yield from listed(STAYS, view.stays)


def many_lines(made: "ManyPacks") -> Iterator[str]:
    """Yields the result of writing many packs, and what to do now."""
    if not (made.written or made.refused or made.untouched):
        yield NOTHING_READY
        return
    for view in made.written:
        yield f"{view.reference}  {view.folder}"
    yield f"{len(made.written)} written."
    for reference, why in made.refused:
        yield from wrapped(why, f"{reference}  refused: ", "  ")
    if made.untouched:
        yield STOPPED if made.stopped else UNTOUCHED
        yield from (f"  {reference}" for reference in made.untouched)
    if made.written:
        yield from wrapped(AFTERWARDS)


def erasure_lines(view: "ErasureView") -> Iterator[str]:
    """Yields what erasing a case removes and what it keeps."""
    yield from wrapped(f"Erase the case {view.reference} ({view.who})? This cannot be taken back.")
    yield from listed(GOES, view.goes)
    yield from listed(STAYS, view.stays)
    yield from listed(ELSEWHERE, view.elsewhere)


def stub_lines(stub: "StubView") -> Iterator[str]:
    """Yields what is kept of an erased case."""
    yield from wrapped(stub.headline)
    for label, text in stub.words:
        yield from wrapped(f"{label}: {text}", "  ", "    ")


def bad_rows(bad: "BadRows") -> Iterator[str]:
    """Yields one sentence for each bad row of a list that was refused."""
    yield from bad.sentences[:MOST_NAMED]
    if len(bad.sentences) > MOST_NAMED:
        yield AND_MORE.format(more=len(bad.sentences) - MOST_NAMED)


def advice_lines(view: "ConnectionView") -> Iterator[str]:
    """Yields the whole advice: the history, the timeline, each district, open questions, cautions and background."""
    yield from stay_lines(view)
    if view.timeline.rows:
        yield from ("", *view.timeline.lines())
    for district in view.districts:
        yield ""
        yield from _district_lines(district)
    for title, texts in (
        ("To ask", view.questions),
        ("Bear in mind", view.cautions),
        ("Good to know", view.background),
    ):
        if texts:
            yield from ("", f"{title}:")
            for text in texts:
                yield from wrapped(text, "  - ")
    yield from ("", THEY_CHOOSE)


def stay_lines(view: "ConnectionView") -> Iterator[str]:
    """Yields the address history as it was understood, row by row."""
    for number, stay in enumerate(view.stays, 1):
        yield from wrapped(f"{stay.words}. {stay.taken}", f"  {number}. ")


def _district_lines(district: "ConnectionDistrictView") -> Iterator[str]:
    yield from wrapped(f"{district.name}: {district.headline}")
    for ground in district.grounds:
        yield from wrapped(f"{ground.title}: {_ground_words(ground)} ({ground.source})", "  - ")
    for thing in district.settles:
        yield from wrapped(f"What would settle it: {thing}", "  * ")


def _ground_words(ground: "ConnectionGroundView") -> str:
    return " ".join(part for part in (ground.why, *ground.working) if part)


def offer_lines(view: "OfferView") -> Iterator[str]:
    """Yields the message about one offer."""
    yield from wrapped(view.name)
    if view.by_when:
        yield from wrapped(view.by_when)
    for title, words in view.parts:
        yield ""
        yield title
        for text in words:
            yield from wrapped(text, "  - ")
    yield ""
    for source in view.sources:
        yield from wrapped(source, "Source: ")


def setting_lines(views: "Iterable[SettingView]", file: Path, *, whole: bool) -> Iterator[str]:
    """Yields settings with their keys. With ``whole``, also says how to change them and which file holds them."""
    for view in views:
        yield from wrapped(f"{view.words}: {view.shown} ({view.key})", "", "    ")
    if whole:
        yield ""
        yield from wrapped(f"Change one with: champion-tui settings KEY VALUE. They are kept in {file}.")
