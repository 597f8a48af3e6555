"""What happened to a referral after it was sent, as rows of a record."""

from collections.abc import Mapping

from champion_tui.domain.cases.after_sending import WITHDRAWN, Step
from champion_tui.ground.dates.date_words import day_words
from champion_tui.knowledge.book import Book
from champion_tui.papers import paper_words as words
from champion_tui.papers.record.event_words import step_kind_words, step_what_words


def rows(book: Book, steps: Mapping[str, Step], *, with_notes: bool = False) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns each step in order of its day: its kind, then the day, the outcome or reason, and whether the council was told.

    ``with_notes`` adds the note and who recorded it, which may name somebody.
    """
    ordered = sorted(steps.items(), key=lambda one: one[1].on)
    return tuple(
        (step_kind_words(book, kind), tuple(_said(book, kind, step, with_notes=with_notes))) for kind, step in ordered
    )


def _said(book: Book, kind: str, step: Step, *, with_notes: bool) -> list[str]:
    said = [day_words(step.on)]
    if step.what:
        said.append(step_what_words(book, kind, step.what))
    if kind == WITHDRAWN:
        said.append(book.after_sending.told.get(step.told_council, step.told_council))
    if with_notes:
        said += [step.note] if step.note else []
        said.append(words.NOTED_BY.format(who=step.by))
    return said
