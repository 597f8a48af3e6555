"""Each check of the pages can fail: a template with one fault fails exactly the check for it."""

import shutil

import every_paper
import page_checks
import pytest

from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.document import Document, Paragraph
from champion_tui.papers.writers import pdf

HEAD = """#import "style.typ": *
#show: paper.with(size: 12pt)
#set page(paper: "a5", margin: 2cm)
#heading(level: 1, data.title)
"""
FIRST, SECOND = "The first text of this page.", "The second text of this page."
GOOD = "#for one in data.blocks { show-block(one, 30%) }"
BAD = {
    "off the page": "#move(dx: 9cm, data.blocks.at(0).words.words)\n#data.blocks.at(1).words.words",
    "over each other": "#data.blocks.at(0).words.words\n#v(-10pt)\n#data.blocks.at(1).words.words",
    "cut by a box": "#block(height: 4pt, clip: true, data.blocks.at(0).words.words)\n#data.blocks.at(1).words.words",
    "small": "#set text(size: 8pt)\n" + GOOD,
    "faint": '#set text(fill: rgb("#999999"))\n' + GOOD,
    "faint in a box": '#block(fill: rgb("#14181d"), text(fill: rgb("#4a545e"), data.blocks.at(0).words.words))\n'
    "#data.blocks.at(1).words.words",
    "in the wrong order": "#data.blocks.at(1).words.words\n\n#data.blocks.at(0).words.words",
    "without an end": "#data.blocks.at(0).words.words\n\n#data.blocks.at(1).words.words.slice(0, 10)",
}
CHECKS = {
    "off the page": page_checks.outside,
    "over each other": page_checks.overlapping,
    "cut by a box": page_checks.cut,
    "small": lambda one: page_checks.too_small(one, 12),
    "faint": page_checks.too_faint,
    "faint in a box": page_checks.too_faint,
    "in the wrong order": lambda one: page_checks.out_of_order(one, every_paper.texts(one.document)),
    "without an end": lambda one: page_checks.out_of_order(one, every_paper.texts(one.document)),
}


def page(folder, monkeypatch, body, name):
    """Returns a paper set from a template with these lines."""
    shutil.copytree(data_folder() / "templates", folder / "templates")
    (folder / "templates" / f"{name}.typ").write_text(HEAD + body, encoding="utf-8")
    monkeypatch.setattr(pdf, "data_folder", lambda: folder)
    document = Document(name, "A page", (Paragraph(FIRST), Paragraph(SECOND)))
    return every_paper.Printed(document, pdf.write(document, 0))


@pytest.mark.parametrize("wrong", BAD)
def test_a_template_with_one_thing_wrong_is_found(tmp_path, monkeypatch, wrong):
    """A check finds text that is off the page, over another text, cut, small, faint, out of order or without its end."""
    assert CHECKS[wrong](page(tmp_path, monkeypatch, BAD[wrong], "wrong"))


@pytest.mark.parametrize("check", CHECKS)
def test_a_good_template_passes_each_check(tmp_path, monkeypatch, check):
    """The same page without a fault passes each check."""
    assert not CHECKS[check](page(tmp_path, monkeypatch, GOOD, "right"))
