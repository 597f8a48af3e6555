"""What can be wrong with a printed page, each as a list of findings that are read from the PDF alone."""

import re
import unicodedata

from pdfplumber.utils import extract_words

ENOUGH_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of any size."""

SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""The operators of a PDF that show text (ISO 32000-2, 9.4.3)."""

WHITE = (1.0, 1.0, 1.0)
ASCENT, DESCENT = 0.75, 0.22
"""The height above and below the baseline, as a share of the type size; fonts of different scripts declare very
different boxes.
"""

SLACK = 0.1
"""The share of a box's height that two lines may overlap, for accents and descenders."""

JOINED = 0.3
"""The share of a box's height that letters may reach into the next word's box, as they do in Arabic."""


def characters(page):
    """Returns the characters of a page, each with the box of its size on its own line."""
    for char in page.chars:
        line = page.height - char["matrix"][5]
        yield {**char, "top": line - ASCENT * char["size"], "bottom": line + DESCENT * char["size"]}


def outside(printed, margin=14.0):
    """Returns the characters nearer to an edge of their page than ``margin`` points, or off it."""
    return [
        (number, char["text"], round(char["x0"]), round(char["top"]))
        for number, page in enumerate(printed.pages, start=1)
        for char in characters(page)
        if char["text"].strip()
        and (
            char["x0"] < margin
            or char["top"] < margin
            or char["x1"] > page.width - margin
            or char["bottom"] > page.height - margin
        )
    ]


def overlapping(printed):
    """Returns the pairs of words whose boxes overlap."""
    return [
        (number, one["text"], other["text"])
        for number, page in enumerate(printed.pages, start=1)
        for one, other in _neighbours(extract_words(list(characters(page)), use_text_flow=True))
        if _share(one, other)
    ]


def _neighbours(words):
    """Yields each pair of words at about the same height, from the top down."""
    found = sorted(words, key=lambda word: word["top"])
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            if other["top"] >= one["bottom"]:
                break
            yield one, other


def _share(one, other):
    height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
    wide = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > JOINED * height and high > SLACK * height


def cut(printed):
    """Returns the pages that show text inside a clipping path, which is the only way to hide a part of a text that is
    in the file. A picture may have one.
    """
    return [
        number
        for number, page in enumerate(printed.reader.pages, start=1)
        if _text_is_clipped(page["/Contents"].operations)
    ]


def _text_is_clipped(operations):
    clipped = [False]
    for _, operator in operations:
        if operator == b"q":
            clipped.append(clipped[-1])
        elif operator == b"Q":
            clipped.pop()
        elif operator in {b"W", b"W*"}:
            clipped[-1] = True
        elif operator in SHOWS_TEXT and clipped[-1]:
            return True
    return False


def too_small(printed, least):
    """Returns the characters in type below ``least`` points."""
    return [
        (number, char["text"], round(char["size"], 2))
        for number, page in enumerate(printed.pages, start=1)
        for char in page.chars
        if char["size"] < least - 0.01
    ]


def too_faint(printed):
    """Returns the characters whose contrast with their background is below WCAG's minimum."""
    return [
        (number, char["text"], round(ratio, 2))
        for number, page in enumerate(printed.pages, start=1)
        for char in page.chars
        if char["text"].strip()
        and (ratio := contrast(_colour(char["non_stroking_color"]), _behind(page, char))) < ENOUGH_CONTRAST
    ]


def _behind(page, char):
    """Returns the colour of the last filled rectangle below the middle of a character."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    under = [
        rect
        for rect in page.rects
        if rect["fill"] and rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"]
    ]
    return _colour(under[-1]["non_stroking_color"]) if under else WHITE


def _colour(value):
    if value is None:
        return (0.0, 0.0, 0.0)
    numbers = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    return numbers if len(numbers) == 3 else (numbers[0],) * 3


def contrast(one, other):
    """Returns WCAG 2.2's contrast ratio between two colours of three numbers from 0 to 1."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def out_of_order(printed, expected):
    """Returns the first text of ``expected`` that is not after the previous ones, or "" if all are."""
    read, place = _read(printed), 0
    for text in expected:
        wanted = bare(text)
        found = read.find(wanted, place)
        if found < 0:
            return text
        place = found + len(wanted)
    return ""


def _read(printed):
    """Returns the text of the body in the order of the file, without white space, banners, footers and repeated heads
    of tables.
    """
    banner, footer = bare(printed.document.banner), bare(printed.document.footer)
    tables = (one for one in printed.document.blocks if type(one).__name__ == "Table")
    heads = [bare("".join(one.heads)) for one in tables]
    pages = []
    for read in printed.page_texts:
        text = re.sub(r"page\d+of\d+$", "", bare(read))
        body = text.removeprefix(banner).removesuffix(footer)
        for head in heads:
            body = body.removeprefix(head)
        pages.append(body)
    return "".join(pages)


def bare(text):
    """Returns ``text`` without what extraction may add or leave out: white space, marks of direction, variants of a letter."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")
