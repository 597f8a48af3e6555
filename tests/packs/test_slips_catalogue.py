"""The English catalogue is complete, and is the only place with a slip's words."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pack_samples as samples
import pytest

from champion_tui.domain.dates.deadlines import Ends
from champion_tui.domain.papers.slip_form import FORMS
from champion_tui.papers import catalogue
from champion_tui.papers.catalogue import BrokenCatalogue, placeholders, read_entries
from champion_tui.papers.slip import card_and_message, slip_papers
from champion_tui.papers.slip.slip_content import METHODS, english
from champion_tui.papers.wording import Wording

PAPERS = Path(catalogue.__file__).parent
SLIP_FILES = (*sorted((PAPERS / "slip").glob("*.py")), PAPERS / "opening_hours.py", PAPERS / "wording.py")
MARKED = re.compile("§[^§¶]*¶")
"""A sentence of the catalogue, between the marks that a test puts around it."""

GOOD = 'msgid ""\nmsgstr ""\n"Language: so\\n"\n\nmsgctxt "a"\nmsgid "One {day}."\nmsgstr "Two {day}."\n'


def texts_in_code():
    """Returns every text constant in the slips' modules."""
    for file in SLIP_FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_sentence_of_the_catalogue_is_used_and_has_its_notes():
    """Every sentence of the catalogue is used, and has notes on its place and on what must be kept."""
    code = set(texts_in_code())
    made = {f"who-{method}" for method in (*METHODS, "any")} | {f"easy-who-{method}" for method in (*METHODS, "any")}
    made |= {f"easy-{text}" for text in code} | {f"{text}-ask" for text in code} | {f"stage-{text}" for text in code}
    made |= {f"{form}hurry-{kind}" for form in ("", "easy-") for kind in Ends}
    words = catalogue.english()
    assert not [key for key in words if key not in code | made]
    for key, one in words.items():
        assert one.notes[0].endswith("."), key
        kept = {f"{{{name}}}" for name in placeholders(one.text)}
        assert all(any(name in note for note in one.notes) for name in kept), key


def unmarked(text):
    """Returns ``text`` without everything between the two marks, with pairs inside pairs."""
    while MARKED.search(text):
        text = MARKED.sub("", text)
    return text.strip()


@pytest.mark.parametrize("form", FORMS)
def test_a_slip_holds_no_words_but_the_catalogues(form):
    """With every sentence of the catalogue marked, all text of every form is marked, so no sentence is written in the code."""
    for sent in (False, True):
        source = samples.source()
        source = samples.sent(source) if sent else source
        told = english(source)
        marked = {key: replace(one, text=f"§{one.text}¶") for key, one in told.wording.words.items()}
        told = replace(told, wording=Wording(marked))
        if form == "phone-message":
            assert not unmarked(card_and_message.message(told))
            continue
        made = card_and_message.card(told) if form == "plain-card" else slip_papers.page(told, form)
        for block in made.blocks:
            words = getattr(block, "words", None) or getattr(block, "label", None) or getattr(block, "title", "§")
            assert "§" in words
        assert made.title.startswith("§")


def test_sentences_that_go_together_have_the_same_blanks():
    """The way of contact, and whether a referral is sent, change the words and not the blanks."""
    words = catalogue.english()
    for start in ("who-", "easy-who-"):
        found = {placeholders(one.text) for key, one in words.items() if key.startswith(start) and "heading" not in key}
        assert found == {("council",)}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text + GOOD[GOOD.index("msgctxt") :], "twice"),
        (lambda text: text.replace('msgctxt "a"\n', ""), "no name"),
        (lambda text: text.replace('msgctxt "a"', '#, fuzzy\nmsgctxt "a"'), "fuzzy"),
        (
            lambda text: text.replace('msgstr "Two', 'msgstr[0] "Two').replace(
                'msgid "One', 'msgid_plural "x"\nmsgid "One'
            ),
            "no gettext catalogue",
        ),
        (lambda text: text.replace('"Two {day}."', "Two"), "no gettext catalogue"),
        (lambda text: text + '#~ msgctxt "b"\n#~ msgid "Old"\n#~ msgstr "Alt"\n', None),
    ],
)
def test_a_catalogue_is_read_strictly(change, why):
    """A repeated, nameless, fuzzy, plural or broken entry is refused with a sentence; an obsolete entry is ignored."""
    raw = change(GOOD).encode()
    if why is None:
        assert len(read_entries(raw, "so.po")) == 1
        return
    with pytest.raises(BrokenCatalogue, match=why):
        read_entries(raw, "so.po")


def test_bytes_that_are_no_text_are_no_catalogue():
    """A file whose bytes are no text, for example a renamed picture, is refused as a catalogue."""
    with pytest.raises(BrokenCatalogue, match=r"so\.po"):
        read_entries(b"\xff\xfe\x00" + GOOD.encode(), "so.po")


def test_the_digest_changes_with_what_is_translated_and_with_nothing_else():
    """A changed sentence makes every language out of date; a changed note, or a word of the card, does not."""
    words = dict(catalogue.words_of(samples.BOOK))
    before = catalogue.digest(words)
    title, card = words["title"], words["card-title"]
    assert catalogue.digest({**words, "title": replace(title, text="What now")}) != before
    assert catalogue.digest({**words, "title": replace(title, notes=("Elsewhere.",))}) == before
    assert catalogue.digest({**words, "card-title": replace(card, text="Ring")}) == before
