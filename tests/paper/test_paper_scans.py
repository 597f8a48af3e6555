"""QR codes are scanned from the printed page, by a reader that is independent of the code that draws them."""

import dataclasses

import every_paper
import pack_samples as samples
import pytest
import zxingcpp

from champion_tui.papers.document import Scan

SHARPNESS = 150
"""Dots per inch: half the resolution of an office printer."""


def asked_for(part):
    """Yields what each QR code within a value of a document should hold, in order."""
    if isinstance(part, Scan):
        return [part.holds]
    if isinstance(part, (tuple, list)):
        return [holds for one in part for holds in asked_for(one)]
    if dataclasses.is_dataclass(part):
        return [holds for field in dataclasses.fields(part) for holds in asked_for(getattr(part, field.name))]
    return []


def scanned(printed):
    """Returns what a camera would find on the pages."""
    pictures = (page.to_image(resolution=SHARPNESS).original for page in printed.pages)
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.fixture(scope="module")
def papers():
    """Returns every paper of an ordinary case."""
    return every_paper.printed(samples.source())


def test_every_square_code_is_read_as_what_stands_beside_it(papers):
    """Every QR code is read as the text next to it, because a person who needs help tonight relies on it."""
    found = {one.template: sorted(scanned(one)) for one in papers}
    assert found == {one.template: sorted(asked_for(one.document.blocks)) for one in papers}
    assert found["slip"] == ["TEL:01632960001", "TEL:08088004444"]
    assert found["referral"] == found["card"] == []
