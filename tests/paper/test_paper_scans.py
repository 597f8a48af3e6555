"""Square codes are scanned from the page as it is printed, by a reader that has nothing to do with what draws them."""

import dataclasses

import every_paper
import pack_samples as samples
import pytest
import zxingcpp

from champion_tui.papers.document import Scan

SHARPNESS = 150
"""Dots per inch: half of what an office printer gives."""


def asked_for(part):
    """What each square code within a value of a document should hold, in order."""
    if isinstance(part, Scan):
        return [part.holds]
    if isinstance(part, (tuple, list)):
        return [holds for one in part for holds in asked_for(one)]
    if dataclasses.is_dataclass(part):
        return [holds for field in dataclasses.fields(part) for holds in asked_for(getattr(part, field.name))]
    return []


def scanned(printed):
    """What a camera would find on the pages."""
    pictures = (page.to_image(resolution=SHARPNESS).original for page in printed.pages)
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.fixture(scope="module")
def papers():
    """Every paper of an ordinary case."""
    return every_paper.printed(samples.source())


def test_every_square_code_is_read_as_what_stands_beside_it(papers):
    """A code that no phone reads, or that rings another number, would be found by somebody who needs help tonight."""
    found = {one.template: sorted(scanned(one)) for one in papers}
    assert found == {one.template: sorted(asked_for(one.document.blocks)) for one in papers}
    assert found["slip"] == ["TEL:01632960001", "TEL:08088004444"]
    assert found["referral"] == found["card"] == []
