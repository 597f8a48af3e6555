"""The one way from a paper to its bytes. What is made for training is marked here, so that no paper can be without it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeAlias

from champion_tui.domain.cases.training import NOT_REAL, TRAINING
from champion_tui.papers.document import Document, as_shown
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.writers import pdf, text


class Setting(Protocol):
    """What a paper is set with, whatever it is about: when, in which fonts, and whether it is invented."""

    @property
    def at(self) -> datetime:
        """The aware moment at which it is made."""

    @property
    def fonts(self) -> Fonts:
        """The fonts of this machine."""

    @property
    def training(self) -> bool:
        """Whether everything on it is invented."""


Setter: TypeAlias = Callable[[Document], bytes]
"""Makes a page of a document: its PDF, or the text that it is set from."""


def as_pdf(source: Setting) -> Setter:
    """Sets a PDF."""
    made_at = int(source.at.timestamp())
    return lambda document: pdf.write(_marked(source, document), made_at, source.fonts)


def as_preview(source: Setting) -> Setter:
    """Sets the text that a PDF would hold."""
    return lambda document: text.write(as_shown(_marked(source, document), source.fonts)).encode("utf-8")


def as_text(source: Setting) -> Setter:
    """Sets a text file."""
    return lambda document: text.write(_marked(source, document)).encode("utf-8")


def as_spoken(source: Setting) -> Setter:
    """Sets a text file for a screen reader."""
    return lambda document: text.write_spoken(_marked(source, document)).encode("utf-8")


def plain(source: Setting, words: str) -> bytes:
    """Text that is no document, as the bytes of a file."""
    return (f"{NOT_REAL}\n\n{words}" if source.training else words).encode("utf-8")


def _marked(source: Setting, document: Document) -> Document:
    """The mark is drawn on each page, where readers of the screen do not hear it; so the title says it too."""
    if not source.training:
        return document
    return replace(document, title=f"{TRAINING}: {document.title}", mark=NOT_REAL)
