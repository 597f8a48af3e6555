"""The only way from a paper to its bytes. Training papers are marked here, so that none lacks the mark."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeAlias

from champion_tui.domain.cases.training import NOT_REAL, TRAINING
from champion_tui.papers.document import Document, as_shown
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.writers import pdf, text


class Setting(Protocol):
    """What a paper of any kind is made with: the time, the fonts, and whether it is invented."""

    @property
    def at(self) -> datetime:
        """The time at which it is made, aware."""

    @property
    def fonts(self) -> Fonts:
        """The fonts of this machine."""

    @property
    def training(self) -> bool:
        """Whether everything on it is invented."""


Setter: TypeAlias = Callable[[Document], bytes]
"""Makes a page of a document: its PDF, or the text of it."""


def as_pdf(source: Setting) -> Setter:
    """Returns a function that makes PDFs."""
    made_at = int(source.at.timestamp())
    return lambda document: pdf.write(_marked(source, document), made_at, source.fonts)


def as_preview(source: Setting) -> Setter:
    """Returns a function that makes the text that a PDF would contain."""
    return lambda document: text.write(as_shown(_marked(source, document), source.fonts)).encode("utf-8")


def as_text(source: Setting) -> Setter:
    """Returns a function that makes text files."""
    return lambda document: text.write(_marked(source, document)).encode("utf-8")


def as_spoken(source: Setting) -> Setter:
    """Returns a function that makes text files for a screen reader."""
    return lambda document: text.write_spoken(_marked(source, document)).encode("utf-8")


def plain(source: Setting, words: str) -> bytes:
    """Returns text that is not a document as the bytes of a file."""
    return (f"{NOT_REAL}\n\n{words}" if source.training else words).encode("utf-8")


def _marked(source: Setting, document: Document) -> Document:
    """Returns a training document marked as such. The title says it too, because screen readers do not read the mark on each page."""
    if not source.training:
        return document
    return replace(document, title=f"{TRAINING}: {document.title}", mark=NOT_REAL)
