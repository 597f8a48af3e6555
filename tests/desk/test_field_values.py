"""One value for one field: tidied, kept whole in every script, or refused with a sentence."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.desk.cases.field_values import clean, parse, tidied
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import FieldKind, FormField, Need
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.visible import INVISIBLE
from champion_tui.knowledge.forms.reading_forms import CodeItem

TODAY = date(2026, 11, 22)
BASE = FormField("f", "s", "Label", "Help.", FieldKind.TEXT, Need.WANTED, ConsentPart.CONTACT, "referral")
CODES = {
    "list": (
        CodeItem("none", "None", alone=True),
        CodeItem("a", "A"),
        CodeItem("b", "B"),
        CodeItem("old", "O", retired=True),
    )
}


def read(kind: FieldKind, raw: object, **changes: object) -> Answer | Problem | None:
    """Returns ``raw`` as read for a field of that kind."""
    return parse(replace(BASE, kind=kind, codes="list", **changes), CODES, raw, TODAY)  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("07700 900123", "07700 900123"),
        ("07700900123", "07700 900123"),
        ("+44 (0)7700 900123", "07700 900123"),
        ("0044 1632 960123", "01632 960123"),
        ("01865 249811 extension 22", "01865 249811 ext 22"),
        ("01865249811x22", "01865 249811 ext 22"),
        ("+353 1 234 5678", "+353 1 234 5678"),
        ("tel:+447700900123", "07700 900123"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "07700 900123"),
    ],
)
def test_phones_are_kept_in_a_form_that_people_read(raw: str, kept: str) -> None:
    """British, foreign, invented and extended numbers are kept, and the kept form is read as itself."""
    assert read(FieldKind.PHONE, raw) == kept
    assert read(FieldKind.PHONE, kept) == kept


@pytest.mark.parametrize(
    "raw",
    [
        "01295 75375",
        "07700 90012",
        "07700 900123 Bob",
        "07700 900123 / 07700 900124",
        "O7700 900123",
        "0800 FLOWERS",
        "none",
        "12",
        "+999 1",
    ],
)
def test_a_number_that_cannot_be_rung_is_refused(raw: str) -> None:
    """A number with a digit missing, words, letters for digits, or two numbers in one is refused with an example."""
    found = read(FieldKind.PHONE, raw)
    assert isinstance(found, Problem)
    assert (found.key, found.given) == ("f", raw)
    assert "07700 900123" in found.expected


@pytest.mark.parametrize(
    "raw",
    [
        "zoe@example.org",
        "z.o-e+1@mail.example.org",
        "zoë@exämple.org",
        " zoe@example.org ",
        "o'neil@example.org",
        "用户@例子.公司",
        "जो@उदाहरण.भारत",
        "zoe@xn--exmple-cua.example",
        "zoe@hmps.example.org",
        f"{'a' * 64}@example.org",
    ],
)
def test_emails_are_kept(raw: str) -> None:
    """Ordinary, accented and international addresses are kept as typed, including those of domains reserved for tests."""
    assert read(FieldKind.EMAIL, raw, longest=254) == raw.strip()


@pytest.mark.parametrize("sign", ["\u2018", "\u2019", "\u02bc", "\u2032", "`", "\u00b4", "\uff07"])
def test_an_apostrophe_is_straightened_and_it_is_said(sign: str) -> None:
    """The curly apostrophe of a phone's keyboard becomes a straight one in the address, and the person who typed it is told."""
    raw = f"o{sign}neil@example.org"
    value = read(FieldKind.EMAIL, raw, longest=254)
    field = replace(BASE, kind=FieldKind.EMAIL)
    assert value == "o'neil@example.org"
    assert tidied(field, raw, value) == "The apostrophe in the e-mail address was made straight: o'neil@example.org"
    assert tidied(field, value, value) == tidied(field, None, None) == tidied(BASE, raw, raw) == ""


@given(
    st.text("abcXYZ019", min_size=1, max_size=20),
    st.text(sorted(INVISIBLE), min_size=1, max_size=3),
    st.integers(0, 40),
)
def test_an_invisible_character_never_refuses_an_address(name: str, hidden: str, place: int) -> None:
    """A character that was pasted along is removed wherever it is in the address, and no message mentions what nobody saw."""
    address = f"{name}@example.org"
    raw = address[:place] + hidden + address[place:]
    value = read(FieldKind.EMAIL, raw, longest=254)
    assert value == address
    assert tidied(replace(BASE, kind=FieldKind.EMAIL), raw, value) == ""


@given(st.text(sorted(INVISIBLE), min_size=1, max_size=3), st.integers(0, 12))
def test_an_invisible_character_never_refuses_a_number(hidden: str, place: int) -> None:
    """Invisible characters in a telephone number are removed in the same way."""
    assert read(FieldKind.PHONE, "07700 900123"[:place] + hidden + "07700 900123"[place:]) == "07700 900123"


@pytest.mark.parametrize(
    "raw",
    [
        "zoe",
        "zoe@",
        "@example.org",
        "zoe@example",
        "z oe@example.org",
        "a@b@example.org",
        "zoe@example..org",
        "zoe@-a.org",
        ".z@example.org",
        "zoe.@example.org",
        "zo..e@example.org",
        "jo@gmail.c",
        "jo@1.2",
        "jo@127.0.0.1",
        "jo@[127.0.0.1]",
        "jo@example.123",
        "jo@localhost",
        "jo@example.test",
        "jo@example.invalid",
        "jo@example_b.org",
        "jo@example.org,",
        "jo@example.org; ann@example.org",
        "Jo <jo@example.org>",
        '"jo a"@example.org',
        "mary at nhs",
        "n/a",
        f"{'a' * 65}@example.org",
    ],
)
def test_a_malformed_email_is_refused(raw: str) -> None:
    """An address that no mail program would send to, or that reaches nobody, is refused with an example."""
    found = read(FieldKind.EMAIL, raw, longest=254)
    assert isinstance(found, Problem)
    assert "name@example.org" in found.expected
    assert ("leave it empty" in found.expected) == ("@" not in raw)


@pytest.mark.parametrize(
    "raw", ["1990-02-30", "30/01/1990", "1990-1-2", "19900102", "1990-W05-1", "soon", "1990-01-02T00:00"]
)
def test_a_date_that_is_none_is_refused(raw: str) -> None:
    """A date that is not year-month-day, or does not exist, is refused."""
    assert isinstance(read(FieldKind.DATE, raw), Problem)


def test_a_birth_date_is_neither_in_the_future_nor_before_1900() -> None:
    """Dates of birth run from 1900 to today, both included; other dates have no such limits."""
    assert read(FieldKind.DATE, "2026-11-22", id="date-of-birth") == "2026-11-22"
    assert read(FieldKind.DATE, "1900-01-01", id="date-of-birth") == "1900-01-01"
    assert isinstance(read(FieldKind.DATE, "2026-11-23", id="date-of-birth"), Problem)
    assert isinstance(read(FieldKind.DATE, "1899-12-31", id="date-of-birth"), Problem)
    assert read(FieldKind.DATE, "2027-01-10") == "2027-01-10"


def test_one_takes_an_offered_option_only() -> None:
    """An unknown or retired option is refused, and the available ones are named."""
    assert read(FieldKind.ONE, "a") == "a"
    for raw in ("c", "old", "A"):
        found = read(FieldKind.ONE, raw)
        assert isinstance(found, Problem)
        assert found.expected == "one of none, a, b"
        assert found.words == "one of the answers: “None”, “A”, “B”"
    assert isinstance(read(FieldKind.ONE, ["a"]), Problem)


def test_many_keeps_the_lists_order_and_refuses_contradictions() -> None:
    """Several options are returned in the list's order; exclusive options with others, repeats, unknown options and a
    value that is no list are refused.
    """
    assert read(FieldKind.MANY, ["b", "a"]) == ("a", "b")
    assert read(FieldKind.MANY, ("none",)) == ("none",)
    for raw in (["none", "a"], ["a", "a"], ["c"], ["old"], "a", [3], {"a": 1}):
        assert isinstance(read(FieldKind.MANY, raw), Problem)


@pytest.mark.parametrize("raw", [None, "", "   ", "\t\n", "\u202e"])
def test_blank_says_nothing(raw: object) -> None:
    """None, blank text and text of hidden characters only are no value."""
    assert read(FieldKind.TEXT, raw) is None


def test_an_empty_list_says_nothing() -> None:
    """A list without any option is no value."""
    assert read(FieldKind.MANY, []) is None


@pytest.mark.parametrize("raw", [3, True, {"a": 1}, ["a"], 1.5])
def test_a_value_that_is_no_text_is_refused(raw: object) -> None:
    """Numbers, lists and tables from a file are refused as text."""
    assert isinstance(read(FieldKind.TEXT, raw), Problem)


def test_notes_of_10000_characters_fit_and_one_more_does_not() -> None:
    """The limit is counted in characters, and the message gives both figures."""
    assert read(FieldKind.LONG_TEXT, "é" * 10_000, longest=10_000) == "é" * 10_000
    found = read(FieldKind.LONG_TEXT, "x" * 10_001, longest=10_000)
    assert isinstance(found, Problem)
    assert found.expected == "10,000 characters or fewer; these are 10,001"


def test_accents_and_every_script_are_kept_in_one_form() -> None:
    """A name typed with a separate accent is the same name; right-to-left and joined scripts are not changed."""
    assert read(FieldKind.TEXT, "Zoe\u0308 O\u2019Né") == "Zo\u00eb O\u2019Né"
    for name in ("محمد عبدالله", "אברהם", "Nguyễn Thị Ánh", "王小明", "\u0915\u094d\u200d\u0937", "\u200fאב\u200e"):
        assert read(FieldKind.TEXT, name) == name


def test_what_could_make_a_sheet_lie_is_stripped() -> None:
    """Direction overrides, escape sequences, null characters and lone surrogates are removed."""
    assert read(FieldKind.TEXT, "a\u202eb\u2066c\u2069d\ufeff") == "abcd"
    assert read(FieldKind.TEXT, "\x1b[31mred\x00\x7f\x9b\ud800") == "[31mred"


def test_lines_are_kept_in_long_text_only() -> None:
    """An address keeps its lines whatever the line ends are; a name becomes one line."""
    assert read(FieldKind.ADDRESS, "1 High St\r\nOxford\u2028OX1", longest=500) == "1 High St\nOxford\nOX1"
    assert read(FieldKind.TEXT, "Zebedee\r\n\tExample") == "Zebedee Example"


@given(st.text(), st.booleans())
def test_cleaning_twice_changes_nothing_and_always_encodes(text: str, one_line: bool) -> None:
    """A cleaned value is not changed by cleaning again, holds no control character except line ends, and can be encoded
    for any file.
    """
    once = clean(text, one_line=one_line)
    assert clean(once, one_line=one_line) == once
    once.encode("utf-8")
    assert all(char == "\n" or char.isprintable() or ord(char) >= 160 for char in once)


def test_reading_an_address_loads_nothing_of_the_network() -> None:
    """In a fresh interpreter, right, wrong and international addresses load no network module."""
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from champion_tui.desk.cases.field_values import parse\n"
        "from champion_tui.domain.cases.form import *\n"
        "field = FormField('f', 's', 'L', 'H', FieldKind.EMAIL, Need.WANTED, ConsentPart.CONTACT, 'referral')\n"
        "for text in ('jo@example.org', 'jo@gmail.c', 'zoë@exämple.org', 'x'):\n"
        "    parse(field, {}, text, date(2026, 11, 22))\n"
        "print({'email_validator'} <= set(sys.modules), {'dns', 'socket', 'ssl'} & set(sys.modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[0] == "True set()"


@pytest.mark.parametrize(
    "raw",
    [
        "07700 900123 01632 960123",
        "07700900123\n01632 960123",
        "07700 900123 / 01632 960123",
        "07700 900123, 01632 960123",
        "07700 900123 or 01632 960123",
    ],
)
def test_two_phone_numbers_are_asked_about(raw: str) -> None:
    """The question names the two numbers and asks which is meant; neither is chosen."""
    problem = read(FieldKind.PHONE, raw)
    assert isinstance(problem, Problem)
    assert "07700 900123 and 01632 960123: which one is it?" in problem.expected


def test_one_phone_number_with_a_word_is_not_two() -> None:
    """A number with a note next to it is refused as before."""
    problem = read(FieldKind.PHONE, "07700 900123 after six")
    assert isinstance(problem, Problem)
    assert "which one" not in problem.expected
