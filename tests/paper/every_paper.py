"""Every document that the program can print, collected by calling the front doors of ``packs`` and keeping what they
set.

This is the only list: a new form of the slip is asked for by its id in ``slip_forms``, and a new front door is added to
``_made``. A template that no paper here uses fails ``test_paper_list.py``.
"""

import functools
import inspect
import io
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import pdf_reading
import pdfplumber
import record_samples
from pypdf.generic import ContentStream, NameObject

from champion_tui.knowledge.forms.reading_forms import read_codes
from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.document import Document, as_shown
from champion_tui.papers.errors import NoPaper, WrongSuffix
from champion_tui.papers.pack import by_name_list, pack
from champion_tui.papers.writers import pdf

LEAST_SIZE = {
    "referral": 9.5,
    "record": 9.5,
    "slip": 12,
    "slip-easy": 12,
    "slip-beside": 12,
    "slip-large": 18,
    "card": 9,
    "list": 9.5,
}
"""The smallest type of each template, in points: officers' paper, what a person reads by a street lamp, large print."""

SHORT = 5_000
"""The number of characters up to which a case's paper of everything held is printed too; for the longest case it would
be a book.
"""

CARRIED = ("full", "plain-card")
CONTENTS = NameObject("/Contents")
"""The key of a page's contents, which are what is drawn on it."""

NOT_SAID = frozenset({"weight", "tone", "holds", "alt", "language", "level"})
"""The fields of a block that no reader sees."""


@dataclass(frozen=True)
class Printed:
    """A paper as it was asked for, with the resulting PDF."""

    document: Document
    content: bytes

    @functools.cached_property
    def pages(self):
        """Returns the pages as pdfplumber reads them: characters, rectangles, lines."""
        return pdfplumber.open(io.BytesIO(self.content)).pages

    @functools.cached_property
    def reader(self):
        """Returns the PDF as pypdf reads it: operators, text. A page's contents are parsed once for both."""
        found = pdf_reading.reader(self.content)
        for page in found.pages:
            page[CONTENTS] = ContentStream(page[CONTENTS], found, "bytes")
        return found

    @functools.cached_property
    def page_texts(self):
        """Returns the text of each page in the order of the file."""
        return tuple(page.extract_text() for page in self.reader.pages)

    @property
    def template(self):
        """Returns the name of the paper's template."""
        return self.document.template

    def looked_at(self, check):
        """Returns the findings of ``check``, and keeps them for an identical paper of another case: more than half of
        the papers are the same, to the byte, for several cases (a by-name list, what is held about a case).
        """
        key = (check, self.content)
        if key not in _FOUND or _FOUND[key][0] != self.document:
            _FOUND[key] = (self.document, check(self))
        return _FOUND[key][1]


_FOUND = {}
"""The findings of a check for a paper, with the document that was printed."""


PAGE_SIZE = re.compile(r"set page\(\s*(paper|width):")


def templates():
    """Returns the templates that set a page of their own, by name; the others are libraries."""
    found = (data_folder() / "templates").glob("*.typ")
    return {file.stem for file in found if PAGE_SIZE.search(file.read_text(encoding="utf-8"))}


def slip_forms():
    """Returns the ids of all forms of the slip, and None for the case's own choice."""
    file = data_folder() / "codes" / "slip-form.toml"
    known = read_codes(file.read_bytes(), file.name) if file.is_file() else ()
    return (None, *(item.id for item in known))


def printed(source):
    """Returns every paper of a case: the pack, the evidence record, the timeline, the person's copy, every form of the
    slip, a by-name list.
    """
    kept: list[Printed] = []
    real = pdf.write

    def keeping(document, made_at, fonts):
        content = real(document, made_at, fonts)
        kept.append(Printed(as_shown(document, fonts), content))
        return content

    with tempfile.TemporaryDirectory() as folder, mock.patch.object(pdf, "write", keeping):
        _made(source, Path(folder))
    return tuple({one.content: one for one in kept}.values())


def _made(source, folder):
    pack.write(source, folder)
    pack.write_evidence(source, folder / "evidence.pdf")
    longest = max(map(str, source.case.referral.values()), key=len)[:2_000]
    told = (*record_samples.events(), replace(record_samples.events()[0], verb="referral", key="summary", new=longest))
    pack.write_timeline(source, told, folder / "timeline.pdf")
    people = replace(
        record_samples.by_name(30, fonts=source.fonts, training=source.training), with_names=bool(source.training)
    )
    by_name_list.write_by_name(people, folder / "by-name.pdf")
    if len(str(source.case.referral)) < SHORT:
        pack.write_subject_access(source, record_samples.held(), folder)
    takes_form = "form" in inspect.signature(pack.write_slip).parameters
    for form in slip_forms() if takes_form else (None,):
        try:
            pack.write_slip(source, folder / f"slip-{form}.pdf", **({"form": form} if form else {}))
        except (NoPaper, WrongSuffix):
            continue


def texts(document):
    """Returns the text that a person reads in a document, in the order of the document value."""
    return tuple(filter(None, (document.title, *(text for block in document.blocks for text in _said(block)))))


def _said(value):
    kind = type(value).__name__
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return tuple(text for item in value for text in _said(item))
    if kind == "Signatures":
        return tuple(text for label in value.labels for text in (label, value.date))
    fields = getattr(value, "__dataclass_fields__", {})
    return tuple(text for name in fields if name not in NOT_SAID for text in _said(getattr(value, name)))
