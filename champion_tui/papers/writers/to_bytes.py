"""The one way from a paper to its bytes. What is made for training is marked here, so that no paper can be without it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from champion_tui.domain.cases.training import NOT_REAL, TRAINING
from champion_tui.papers.document import Document, as_shown
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import pdf, text

Setter: TypeAlias = Callable[[Document], bytes]
"""Makes a page of a document: its PDF, or the text that it is set from."""


def as_pdf(source: PackSource) -> Setter:
    """Sets a PDF."""
    made_at = int(source.at.timestamp())
    return lambda document: pdf.write(_marked(source, document), made_at, source.fonts)


def as_preview(source: PackSource) -> Setter:
    """Sets the text that a PDF would hold."""
    return lambda document: text.write(as_shown(_marked(source, document), source.fonts)).encode("utf-8")


def as_text(source: PackSource) -> Setter:
    """Sets a text file."""
    return lambda document: text.write(_marked(source, document)).encode("utf-8")


def as_spoken(source: PackSource) -> Setter:
    """Sets a text file for a screen reader."""
    return lambda document: text.write_spoken(_marked(source, document)).encode("utf-8")


def plain(source: PackSource, words: str) -> bytes:
    """Text that is no document, as the bytes of a file."""
    return (f"{NOT_REAL}\n\n{words}" if source.training else words).encode("utf-8")


def _marked(source: PackSource, document: Document) -> Document:
    """The mark is drawn on each page, where readers of the screen do not hear it; so the title says it too."""
    if not source.training:
        return document
    return replace(document, title=f"{TRAINING}: {document.title}", mark=NOT_REAL)
