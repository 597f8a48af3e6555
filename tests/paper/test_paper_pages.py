"""Every page of every document: nothing off the page, overlapping, cut, small, faint or out of order."""

import re
import tempfile
from pathlib import Path

import every_paper
import page_checks
import paper_samples
import pdf_reading
import pytest

FIRST_THAT_CHANGES = "\u0590"
"""The first code point of Hebrew; Arabic and the scripts of India follow. Above them only punctuation is used here."""


@pytest.fixture(scope="module", params=paper_samples.sources().items(), ids=lambda given: given[0])
def papers(request):
    """Returns all papers of one case."""
    name, source = request.param
    return name, every_paper.printed(source)


def comes_back(text):
    """Returns whether the letters of a text are extracted from a PDF unchanged."""
    return not any(FIRST_THAT_CHANGES <= one < "\u2000" for one in text)


def plainly_read(paper):
    """Returns the paper's texts in such letters."""
    return [text for text in every_paper.texts(paper.document) if comes_back(text)]


def too_small(paper):
    """Returns the characters in type below its template's minimum."""
    return page_checks.too_small(paper, every_paper.LEAST_SIZE[paper.template])


def out_of_order(paper):
    """Returns the first of its texts that is not in reading order."""
    return page_checks.out_of_order(paper, plainly_read(paper))


def against_the_rules(paper):
    """Returns the findings of the independent checker."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(paper.content)
        file.flush()
        return pdf_reading.findings(Path(file.name))


def without_head(paper):
    """Returns the numbers of the pages without the banner, the reference or their own number."""
    texts = map(pdf_reading.evened, paper.page_texts)
    return [
        number
        for number, text in enumerate(texts, start=1)
        if f"page {number} of {len(paper.page_texts)}" not in text
        or "UPW-7K3M-2Q" not in text
        or not stands_first(paper.document.banner, text)
    ]


def stands_first(banner, text):
    """Returns whether a page's text begins with the banner, ignoring words in other letters and signs between words."""
    read, at, end = page_checks.bare(text), 0, 3 * len(page_checks.bare(banner))
    for word in filter(comes_back, re.findall(r"\w+", banner)):
        at = read.find(page_checks.bare(word), at, end)
        if at < 0:
            return False
    return True


def each(papers, check):
    """Returns the findings of ``check`` on each paper, by its template; an empty result is the good one."""
    found = {one.document.title: one.looked_at(check)[:5] for one in papers[1]}
    return {title: findings for title, findings in found.items() if findings}


def test_no_text_leaves_the_page_or_its_margin(papers):
    """Whatever is typed, every character is inside the page with a margin that any printer can print."""
    assert not each(papers, page_checks.outside)


def test_no_two_words_lie_on_each_other(papers):
    """No two words overlap, judged by the boxes of their characters."""
    assert not each(papers, page_checks.overlapping)


def test_no_text_is_cut_by_a_box(papers):
    """No page has a clipping path, so all text in the file is on the page."""
    assert not each(papers, page_checks.cut)


def test_no_type_is_smaller_than_its_reader_needs(papers):
    """No type is below 9.5 points for officers, 12 for the person, and 18 in large print."""
    assert not each(papers, too_small)


def test_every_text_has_the_contrast_that_weak_eyes_need(papers):
    """The contrast with the background is at least 4.5 to 1, in boxes too."""
    assert not each(papers, page_checks.too_faint)


def test_every_text_is_there_in_the_order_of_reading(papers):
    """The file has the document's texts in order, from the title to the last word of the last block. Texts whose
    letters change shape or side are ignored, because they are read back as other code points.
    """
    late = {one.document.title: one.looked_at(out_of_order) for one in papers[1]}
    assert not {title: text[:200] for title, text in late.items() if text}


def test_every_paper_passes_the_independent_checker(papers):
    """Typst enforces PDF/UA-1 while it writes, and an independent checker agrees for each paper."""
    assert not each(papers, against_the_rules)
    assert all(b"pdfuaid:part" in one.content for one in papers[1])


def test_banner_reference_and_page_number_stand_on_every_officers_page(papers):
    """An officer who has page three knows whose it is, how many pages there are, and what the person needs."""
    officers = [one for one in papers[1] if one.template in {"referral", "record"}]
    assert officers
    assert not each((papers[0], officers), without_head)


def test_what_is_read_in_a_minute_is_one_page(papers):
    """The detail begins on page two even with the longest values, and page one ends with what the referral is not."""
    referral = next(one for one in papers[1] if one.template == "referral")
    first, second = map(pdf_reading.evened, referral.page_texts[:2])
    assert "not a homelessness application" in first
    assert "1. Who is referring" in second
