"""Words that say nothing, in any spelling, and real names and places that look like them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.asked_again import NothingWords, together
from champion_tui.domain.cases.form import FieldKind
from champion_tui.ground.tables import parse_toml
from champion_tui.knowledge.book import load
from champion_tui.knowledge.shelf import data_folder

FORM = load().forms["duty-to-refer"]
LISTS = FORM.asked_again.nothing


def _phrases(name):
    """Returns the phrases of a list in the data, with those of every list."""
    top = parse_toml((data_folder() / "asked-again.toml").read_bytes(), "data")
    own = next(table for table in top.tables("list") if table.id("id") == name)
    return (*top.table("everywhere").texts("phrases"), *own.texts("phrases"))


mail = "{}@{}".format
PHRASES = [(name, phrase) for name in LISTS for phrase in _phrases(name)]
BETWEEN = ["", " ", ".", "-", " - ", "/", "_", "\N{NO-BREAK SPACE}", "\n", "\N{EN DASH}"]
AROUND = ["", " ", ".", "(", ")", "'", '"', "!", "...", "\N{HORIZONTAL ELLIPSIS}", "#", "*"]


@given(st.sampled_from(PHRASES), st.randoms())
def test_a_phrase_says_nothing_however_it_is_written(listed, pick):
    """Capitals, wide letters, signs between words or none, repetition, and signs around the phrase make no difference."""
    name, phrase = listed
    words = LISTS[name]
    sign = pick.choice(BETWEEN)
    letters = pick.choice([str.upper, str.lower, str.title])(phrase)
    text = sign.join(letters.split())
    if pick.random() < 0.2:
        text = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)
    if pick.random() < 0.2:
        text = f"{text}, {phrase}"
    real = unicodedata.normalize("NFKC", text).casefold() in words.but
    assert words.hold(f"{pick.choice(AROUND)}{text}{pick.choice(AROUND)}") or real


@given(st.sampled_from(sorted(LISTS)), st.text(" .,-_/?!*'\"()#\N{EN DASH}\N{HORIZONTAL ELLIPSIS}"))
def test_signs_alone_say_nothing(name, text):
    """Any number of dashes, dots or question marks says nothing."""
    assert LISTS[name].hold(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((one, text) for one in ("name", "address", "contact") for text in (
            "NFA", "N.F.A.", "n f a", "No fixed abode", "NoFixedAbode", "no-fixed-abode", "none", "N/A", "N\\A", "#N/A", "n / a",
            "unknown", "Homeless", "x", "X", "xxx", "X X", "-", ".", "?", "???", "tbc", "T.B.C.", "refused", "not given", "0",
            "000", "as above", "don\N{RIGHT SINGLE QUOTATION MARK}t know", "dont know", "Unkown", "NONE none", "", " ", "12",
        )),
        ("name", "unknown male"), ("name", "Name not known"), ("name", "No name given (refused)"), ("name", "Mr X"),
        ("name", "Mr Unknown"), ("name", "no one"), ("name", "No One"), ("name", "A. N. Other"), ("name", "Na"),
        ("contact", "self"), ("contact", "no one"), ("contact", "none - no family"),
        ("address", "NFA, Oxford"), ("address", "No fixed abode, Oxford OX1"), ("address", "NFA OX1 1AA"),
        ("address", "NFA\nOxford\nOX1 1AA"), ("address", "c/o NFA"), ("address", "care of none"),
        ("address", "they have no fixed abode at the moment"), ("address", "currently homeless"), ("address", "ZZ99 3VZ"),
        ("address", "sofa surfing in Oxford"), ("address", "sleeping in his car"), ("address", "on the streets"),
        ("email", mail("none", "none.com")), ("email", mail("x", "x.com")), ("email", mail("noemail", "gmail.com")), ("email", mail("na", "na.co.uk")),
        ("notes", "n/a"), ("notes", "None."), ("phone", "01234 567890"), ("phone", "none"),
    ],
)  # fmt: skip
def test_what_fills_a_box_says_nothing(name, text):
    """A phrase that only fills a box says nothing, in the spellings that people use and with the signs that they put
    around it.
    """
    assert LISTS[name].hold(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("name", text) for text in (
            "Ng", "O", "Noone", "Nunn", "Nemo", "X \N{LATIN CAPITAL LETTER AE}", "Nana", "Nona", "Nina", "Xi", "Null Smith", "Jo",
            "\u738b", "Ann Other", "Zebedee", "Na (real name)", "X (real name)", "Tamsin (surname not known)", "Noor",
        )),
        *(("address", text) for text in (
            "c/o the day centre, 10 High Street, Oxford", "c/o the day centre", "NFA, c/o The Gap, Park End Street, Oxford",
            "No fixed abode: letters to 3 Low Road", "Homeless Oxfordshire", "Homeless Oxfordshire, Luther Street, Oxford",
            "Park Street", "The Street, Wantage", "12 High Street", "The Gap", "HMP Bullingdon, A1234BC", "Poste restante, Oxford",
            "Oxford", "OX1 1AA",
        )),
        *(("contact", text) for text in ("Mum", "Jo (sister)", "key worker at the day centre", "Day centre, ask for Jo", "Noone")),
        *(("notes", text) for text in ("after 17:00", "9-5", "any time", "as above", "ring twice", "Probation, 01632 960102")),
        ("phone", "07700 900123"), ("phone", "01632 960123 ext 0"), ("email", mail("ann", "gmail.com")), ("email", "z@example.org"),
        ("email", "x.ample@example.org"),
    ],
)  # fmt: skip
def test_real_names_and_places_say_something(name, text):
    """Short names, names that look like a phrase, and an address in another person's care are accepted."""
    assert not LISTS[name].hold(text)


def test_every_way_to_reach_them_and_every_name_has_its_list():
    """A new field of contact must have a list of the words that say nothing in it; fields for information have none."""
    kinds = {FieldKind.PHONE, FieldKind.EMAIL}
    assert all(field.nothing for field in FORM.fields if field.kind in kinds or field.id.endswith("-name"))
    listed = {field.id for field in FORM.fields if field.nothing}
    assert listed >= {"full-name", "postal-address", "contact-notes", "reachable-until", "reachable-after"}
    assert not listed & {"current-accommodation", "last-settled-address", "household", "risk-notes", "summary"}


def test_each_sentence_shows_what_was_typed_and_offers_a_way():
    """The person sees what was typed and what to do, including how to confirm a name that is real."""
    for words in LISTS.values():
        assert "“{said}”" in words.why
    for name in ("name", "contact"):
        offered = LISTS[name].why.replace("{said}", "Na").rpartition(": ")[2].rstrip(".")
        assert not LISTS[name].hold(offered)


def test_phrases_are_compared_written_together():
    """The lists and the typed text are compared in one form, without the gaps."""
    assert together("No-Fixed Abode.") == "nofixedabode"
    assert NothingWords(frozenset({"nfa"}), frozenset(), frozenset(), frozenset(), "").hold("N F A")
