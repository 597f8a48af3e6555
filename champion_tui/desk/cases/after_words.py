"""The words for what happened after a referral was sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from champion_tui.desk.views import NotedStep
from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard, WhyWithdrawn
from champion_tui.domain.cases.case import Case
from champion_tui.ground.dates.date_words import day_words
from champion_tui.knowledge.forms.after_sending import AfterSending, EntryWords, Written

KINDS = (*Heard, OUTCOME, WITHDRAWN)
"""Every kind of entry, in the order in which they usually happen."""

ASK_HEARD = "What did the council say?"
ASK_OUTCOME = "How did the council decide?"
ASK_WHY = "Why does the referral stop here?"
ASK_DAY = "On which day, such as yesterday or Monday?"
ASK_TOLD = "Has the council been told?"
ASK_NOTE = "A note: who said so and how."
ASK_WHY_NOTE = "Why, or how you tried to reach them. You must write something here."
NOTE_NEEDED = {
    WhyWithdrawn.LOST_CONTACT: "a few words: how you tried to reach them, and when",
    WhyWithdrawn.OTHER: "a few words: why",
}
"""What a note must say if the reason alone is not enough."""

ASK_WHY_WRONG = "Why is it wrong? It stays in the history."
NOTHING_NOTED = "Nothing is noted after sending."
NONE_SIMILAR = "No other case here is likely to be the same person's."


NOT_KNOWN_HERE = "“{word}”, noted by a newer version of this program"
NOT_KNOWN_MEANS = "This version does not know what that means. The newer one does."
TOLD_NOT_KNOWN = "Whether the council has been told is noted as “{word}”, which this version does not know."


def said_of(known: AfterSending, kind: str, what: str) -> EntryWords:
    """Returns the words for one entry: its kind, and ``what`` it was of that kind. An entry that this program does not
    know, such as one from a colleague's newer version, is shown with the id that is stored.
    """
    listed: Mapping[str, Mapping[Any, EntryWords]] = {OUTCOME: known.outcomes, WITHDRAWN: known.withdrawn}
    word = what if kind in listed else kind
    found = listed.get(kind, known.heard).get(word)
    return found or EntryWords(NOT_KNOWN_HERE.format(word=word), NOT_KNOWN_MEANS, "", (), Written("", ""))


def told_words(known: AfterSending, told: str) -> str:
    """Returns a sentence on whether the council has been told of a withdrawal."""
    return known.told.get(told, TOLD_NOT_KNOWN.format(word=told))


def noted_steps(known: AfterSending, case: Case) -> Iterator[NotedStep]:
    """Yields what happened after sending, in order of the days; entries of the same day in the usual order of their
    kinds.
    """
    order = [*KINDS, *case.steps]
    for kind, step in sorted(case.steps.items(), key=lambda item: (item[1].on, order.index(item[0]))):
        said = said_of(known, kind, step.what)
        told = f" {told_words(known, step.told_council)}" if kind == WITHDRAWN and case.sent else ""
        note = f" Note: {step.note.rstrip('.')}." if step.note else ""
        words = f"{day_words(step.on)}: {said.words}.{told}{note} Noted by {step.by}."
        yield NotedStep(kind, step.on, step.by, step.note, step.what, step.told_council, words)
