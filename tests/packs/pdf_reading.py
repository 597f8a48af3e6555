"""Reads PDFs in tests: their text in order, the place of each word, and an independent accessibility check."""

import io
import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise

import pdfua
from pypdf import PdfReader

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


def reader(content):
    """Returns the PDF of these bytes."""
    return PdfReader(io.BytesIO(content))


def page_texts(content, first=None):
    """Returns the text of each page (or of the ``first`` pages), in the order of the file, with white space evened out."""
    return [evened(page.extract_text()) for page in reader(content).pages[:first]]


def evened(words):
    """Returns the text with each run of white space as one blank."""
    return re.sub(r"\s+", " ", words)


def text(content):
    """Returns all text, with the pages joined."""
    return " ".join(page_texts(content))


def findings(file):
    """Returns what the independent checker finds wrong with a PDF file."""
    return pdfua.validate(str(file)).findings


def pages_of_words(file):
    """Returns each page's width, height and words, read by poppler."""
    run = subprocess.run(
        ["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True, timeout=120
    )
    for width, height, body in PAGE.findall(run.stdout):
        words = [Word(*map(float, found[:4]), found[4]) for found in WORD.findall(body)]
        yield float(width), float(height), words


def outside(pages, margin):
    """Returns the words that are nearer to an edge of their page than ``margin`` points."""
    return [
        word
        for width, height, words in pages
        for word in words
        if word.left < margin or word.top < margin or word.right > width - margin or word.bottom > height - margin
    ]


def overlapping(pages):
    """Returns the neighbours in reading order whose inner halves overlap."""
    return [
        (one, other)
        for _, _, words in pages
        for one, other in pairwise(words)
        if _shared(one.left, one.right, other.left, other.right) > 1 and _shared(*_inner(one), *_inner(other)) > 0
    ]


def _inner(word):
    quarter = (word.bottom - word.top) / 4
    return word.top + quarter, word.bottom - quarter


def _shared(start, end, other_start, other_end):
    return min(end, other_end) - max(start, other_start)
