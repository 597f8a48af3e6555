"""The timeline of a case on paper: every event in order, as evidence of the duty.

It names staff and contains what was typed, so it stays with the case and is only for people who may open that.
"""

from collections.abc import Sequence

from champion_tui.domain.cases.case import Event
from champion_tui.ground.dates.date_words import printed_moment
from champion_tui.papers import paper_words as words
from champion_tui.papers.document import Document, Pairs, Paragraph, Table
from champion_tui.papers.record.event_words import in_words
from champion_tui.papers.source import PackSource

TEMPLATE = "list"
WIDTHS = (5, 4, 7, 7, 9)


def document(source: PackSource, events: Sequence[Event]) -> Document:
    """Returns the timeline of a case, from its ``events`` in their order."""
    about = ((words.H_CASE, (source.case.reference,)), (words.H_COUNCIL, (source.authority_name or words.NONE_CHOSEN,)))
    blocks = (
        Pairs(about),
        Paragraph(words.TIMELINE_ABOUT),
        table(source, events),
        Paragraph(words.TIMELINE_SEAL.format(seal=source.chain_head or words.NO_CHAIN), "quiet"),
    )
    footer = words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))
    return Document(TEMPLATE, words.TIMELINE_TITLE, blocks, footer=footer)


def table(source: PackSource, events: Sequence[Event]) -> Table:
    """Returns the events as rows: when, who, what, before, then."""
    said = (in_words(event, source.case, source.book, source.form) for event in events)
    return Table(words.TIMELINE_HEADS, WIDTHS, tuple((one.when, one.who, one.what, one.old, one.new) for one in said))
