"""Corrections that are carried on a stick: signed, shown before they are accepted, and refused with a sentence if they
may not be used.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from champion_tui.desk.desk import load_book
from champion_tui.desk.errors import CannotReadOrWrite, DeskError, UnusableValue
from champion_tui.desk.numbers.corrections import FoundHere, keep_found
from champion_tui.desk.numbers.exchange import Exchange
from champion_tui.domain.lines.phone_lines import PhoneLine
from champion_tui.ground.answers import WrongValue
from champion_tui.knowledge.book import Book, load_from
from champion_tui.knowledge.corrections import correct
from champion_tui.knowledge.exchange import signed_file
from champion_tui.knowledge.shelf import data_folder

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
SIGNER = "Northvale Example Desk"


@cache
def _shipped() -> Book:
    return load_from(data_folder())


def _exchange(home: Path, at: datetime = NOON) -> Exchange:
    """Returns that machine's exchange, with the numbers that it has corrected."""
    book = load_book(home) if (home / "local" / "corrections.toml").exists() else _shipped()
    return Exchange(book, home, lambda: at)


def _correct(home: Path, line: str, phone: str | None = None, hours: str | None = None, at: datetime = NOON) -> None:
    correct(home / "local", _shipped(), line, phone, hours, "Robin Example", "Rang the switchboard", at.date())


def _line(home: Path, line_id: str) -> PhoneLine:
    return next(line for line in load_book(home).lines() if line.line == line_id)


def _kept(home: Path) -> dict[str, bytes]:
    """Returns every file below ``home``, with its bytes."""
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Returns another machine with one corrected number."""
    home = tmp_path / "theirs"
    _correct(home, "cherwell-day", "01632 960123")
    return home


@pytest.fixture
def ours(tmp_path: Path, theirs: Path) -> Path:
    """Returns this machine, which trusts the other one."""
    home = tmp_path / "ours"
    _exchange(home).trust(SIGNER, _exchange(theirs).own_key(), "Alex Example")
    return home


def _stick(theirs: Path, at: datetime = NOON, name: str = "stick.toml") -> Path:
    file = theirs.parent / name
    _exchange(theirs, at).export(file)
    return file


def test_every_difference_is_shown_before_it_is_taken(ours: Path, theirs: Path) -> None:
    """Each difference shows the number, its value here, the new value, who changed it, when and why; looking changes nothing."""
    _correct(theirs, "cherwell-day", hours="Mon-Fri 10:00-16:00")
    before = _kept(ours)

    view = _exchange(ours).look(_stick(theirs))

    assert view.signer == SIGNER
    assert [(each.line, each.what, each.now, each.would_be) for each in view.differences] == [
        ("cherwell-day", "number", "01295 753751", "01632 960123"),
        ("cherwell-day", "hours", "Mon-Fri 09:00-17:15", "Mon-Fri 10:00-16:00"),
    ]
    assert {(each.who, each.on, each.why) for each in view.differences} == {
        ("Robin Example", NOON.date(), "Rang the switchboard")
    }
    assert _kept(ours) == before


def test_what_is_taken_counts_and_says_where_it_is_from(ours: Path, theirs: Path) -> None:
    """After accepting, the other machine's number is used and confirmed on its day, and its source names who checked it
    and whose file it was.
    """
    exchange = _exchange(ours)
    exchange.accept(exchange.look(_stick(theirs)))

    line = _line(ours, "cherwell-day")
    assert (line.phone, line.standing.confidence, line.standing.checked_on) == (
        "01632 960123",
        "confirmed",
        NOON.date(),
    )
    title = load_book(ours).sources[line.standing.source].title
    assert "Robin Example" in title
    assert SIGNER in title


def test_the_same_file_again_has_nothing_to_take(ours: Path, theirs: Path) -> None:
    """A file that was accepted shows no difference any more, and is not an error."""
    stick = _stick(theirs)
    exchange = _exchange(ours)
    exchange.accept(exchange.look(stick))

    again = _exchange(ours).look(stick)

    assert (again.differences, again.changes) == ((), 0)


def test_of_many_corrections_of_a_line_the_last_travels(ours: Path, theirs: Path) -> None:
    """A number that was corrected twice is exported once, with its last value."""
    _correct(theirs, "cherwell-day", "01632 960456")

    view = _exchange(ours).look(_stick(theirs))

    assert [each.would_be for each in view.differences] == ["01632 960456"]


def test_what_is_newer_here_is_left_out_and_the_rest_is_taken(ours: Path, theirs: Path) -> None:
    """A value that was checked here later is kept, and another value of the same file is accepted."""
    _correct(theirs, "oxford-day", "01632 960124")
    later = NOON + timedelta(days=3)
    _correct(ours, "cherwell-day", "01632 960777", at=later)
    exchange = _exchange(ours, later)

    view = exchange.look(_stick(theirs))
    exchange.accept(view)

    assert {each.line: each.verdict for each in view.differences} == {"cherwell-day": "older", "oxford-day": "changes"}
    assert (_line(ours, "cherwell-day").phone, _line(ours, "oxford-day").phone) == ("01632 960777", "01632 960124")


def _changed(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], Path]:
    def make(_: Path, theirs: Path) -> Path:
        stick = _stick(theirs)
        stick.write_bytes(change(stick.read_bytes()))
        return stick

    return make


def _of_a_stranger(ours: Path, _: Path) -> Path:
    stranger = ours.parent / "stranger"
    _correct(stranger, "cherwell-day", "01632 960999")
    return _stick(stranger)


def _own(ours: Path, _: Path) -> Path:
    _correct(ours, "oxford-day", "01632 960888")
    return _stick(ours)


def _older_file(ours: Path, theirs: Path) -> Path:
    old = _stick(theirs, NOON - timedelta(hours=2), "old.toml")
    exchange = _exchange(ours)
    exchange.accept(exchange.look(_stick(theirs)))
    return old


def _older_values(ours: Path, theirs: Path) -> Path:
    _correct(ours, "cherwell-day", "01632 960777", at=NOON + timedelta(days=1))
    return _stick(theirs)


def _from_the_future(_: Path, theirs: Path) -> Path:
    return _stick(theirs, NOON + timedelta(days=40))


def _checked_in_the_future(_: Path, theirs: Path) -> Path:
    _correct(theirs, "oxford-day", "01632 960124", at=NOON + timedelta(days=9))
    return _stick(theirs)


def _link(_: Path, theirs: Path) -> Path:
    link = theirs.parent / "link.toml"
    link.symlink_to(_stick(theirs))
    return link


def _hard_link(_: Path, theirs: Path) -> Path:
    link = theirs.parent / "second.toml"
    os.link(_stick(theirs), link)
    return link


def _pipe(_: Path, theirs: Path) -> Path:
    pipe = theirs.parent / "pipe"
    os.mkfifo(pipe)
    return pipe


def _huge(_: Path, theirs: Path) -> Path:
    stick = _stick(theirs)
    stick.write_bytes(stick.read_bytes() + b"#" * signed_file.MOST_BYTES)
    return stick


def _signed_nonsense(body: bytes) -> Callable[[Path, Path], Path]:
    """A file with a valid signature and meaningless content."""

    def make(_: Path, theirs: Path) -> Path:
        signers = signed_file.sign
        key, signature = signers(theirs, signed_file.FORM + b"\n" + body)
        head = f"# champion-tui corrections 1\n# signer {key}\n# bytes {len(body)}\n# signature {signature}\n"
        stick = theirs.parent / "stick.toml"
        stick.write_bytes(head.encode() + body)
        return stick

    return make


MADE = b'made_at = "2026-11-26T11:00:00+00:00"\n'
ENTRY = b'[[correction]]\nline = "cherwell-day"\nphone = "01632 960123"\nwho = "R"\nwhy = "x"\non = 2026-11-26\n'

REFUSED = {
    "not signed": (_changed(lambda raw: raw.split(b"\n", 4)[4]), "It is not signed"),
    "empty": (_changed(lambda _: b""), "It is not signed"),
    "not text": (_changed(lambda _: bytes(range(256))), "It is not signed"),
    "of a later form": (_changed(lambda raw: raw.replace(b"corrections 1", b"corrections 2", 1)), "newer champion-tui"),
    "a number altered": (_changed(lambda raw: raw.replace(b"960123", b"960124")), "It has been altered"),
    "something added": (_changed(lambda raw: raw + b"\n# and more\n"), "It has been altered"),
    "another key in the head": (_changed(lambda raw: raw.replace(raw[38:48], b"0" * 10, 1)), "It has been altered"),
    "line ends changed": (_changed(lambda raw: raw.replace(b"\n", b"\r\n")), "Its line ends have been changed"),
    "line ends of the body changed": (
        _changed(lambda raw: b"\n".join(raw.split(b"\n", 4)[:4]) + b"\n" + raw.split(b"\n", 4)[4].replace(b"\n", b"\r\n")),
        "Its line ends have been changed",
    ),
    "cut short": (_changed(lambda raw: raw[:-20]), "It is cut short: "),
    "cut in the head": (_changed(lambda raw: raw[:90]), "It is cut short within its first lines"),
    "signed by a stranger": (_of_a_stranger, "a key that nobody here has trusted"),
    "written here": (_own, "It was written on this machine"),
    "older than a file taken": (_older_file, "has been taken already"),
    "older in all that differs": (_older_values, "Every value that differs was checked again here since"),
    "from the future": (_from_the_future, "the clock of this machine says Thursday 26 November 2026 12:00"),
    "checked in the future": (_checked_in_the_future, "It says that oxford-day was checked on Saturday 5 December 2026"),
    "a link": (_link, "it is a link"),
    "a hard link": (_hard_link, "a second name"),
    "a pipe": (_pipe, "it is no ordinary file"),
    "a folder": (lambda _, theirs: theirs, "is a folder"),
    "a file used as a folder": (lambda _, theirs: _stick(theirs) / "stick.toml", "is a folder"),
    "not there": (lambda _, theirs: theirs / "no.toml", "There is no file"),
    "huge": (_huge, "it is larger than 1,000,000 bytes"),
    "signed but no TOML": (_signed_nonsense(b"made_at = \n"), "expected TOML"),
    "signed but without a moment": (_signed_nonsense(ENTRY), "made_at: expected a text (it is missing)"),
    "signed with a moment of nowhere": (
        _signed_nonsense(b'made_at = "2026-11-26T11:00:00"\n' + ENTRY),
        "made_at: expected a moment with its offset",
    ),
    "signed but empty": (_signed_nonsense(MADE), "correction: expected 1 or more entries"),
    "signed with an unknown key": (_signed_nonsense(MADE + ENTRY + b'colour = "red"\n'), "correction[0].colour: expected no such key"),
    "signed with a number that is none": (
        _signed_nonsense(MADE + ENTRY.replace(b"01632 960123", b"ask for Sam")),
        "correction[0].phone: expected a UK phone number",
    ),
    "signed with what drives a terminal": (
        _signed_nonsense(MADE + ENTRY.replace(b'"x"', b'"x\\u001b[2J"')),
        "one line of words",
    ),
    "signed with what cannot be seen": (
        _signed_nonsense(MADE + ENTRY.replace(b'"x"', b'"rang\\u202e it"')),
        "one line of words that can all be seen",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_in_words_and_nothing_changes(
    ours: Path, theirs: Path, make: Callable[[Path, Path], Path], words: str
) -> None:
    """An unsigned, altered, unknown, old, future, truncated or huge file, or none, is refused by name, and no byte on
    this machine changes.
    """
    file = make(ours, theirs)
    before = _kept(ours)

    with pytest.raises(UnusableValue) as refused:
        _exchange(ours).look(file)

    assert words in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert (refused.value.key, refused.value.exit_code) == ("file", 3)
    assert _kept(ours) == before


def test_what_changed_here_since_it_was_shown_is_not_taken(ours: Path, theirs: Path) -> None:
    """If the number was corrected here after the differences were shown, nothing is accepted, and the person must look again."""
    stick = _stick(theirs)
    view = _exchange(ours).look(stick)
    _correct(ours, "cherwell-day", "01632 960555")
    before = _kept(ours)

    with pytest.raises(CannotReadOrWrite, match="changed since you looked"):
        _exchange(ours).accept(view)

    assert _kept(ours) == before


def test_a_broken_file_of_ones_own_is_not_written_over(ours: Path, theirs: Path) -> None:
    """If this machine's own corrections cannot be read, nothing is accepted and the file is not changed."""
    (ours / "local" / "corrections.toml").write_text("[[correction]\n")
    before = _kept(ours)
    exchange = _exchange(ours)
    view = exchange.look(_stick(theirs))

    with pytest.raises(CannotReadOrWrite):
        exchange.accept(view)

    assert _kept(ours) == before


def test_the_private_half_is_for_its_owner_alone_and_in_no_exported_file(theirs: Path) -> None:
    """The key file has mode 600, and an exported file holds the public key and no line of the private key."""
    stick = _stick(theirs).read_bytes()
    key = theirs / "signing-key.pem"

    assert key.stat().st_mode & 0o777 == 0o600
    assert _exchange(theirs).own_key().replace(" ", "").encode() in stick
    assert not any(line in stick for line in key.read_bytes().splitlines() if line and not line.startswith(b"---"))


def test_the_key_stays_the_same(theirs: Path) -> None:
    """The machine shows the same key when asked again, and after it is started again."""
    assert _exchange(theirs).own_key() == _exchange(theirs).own_key()


def test_a_damaged_key_is_named_and_never_replaced(theirs: Path) -> None:
    """A key that cannot be read is reported and not replaced, because other machines trust it."""
    (theirs / "signing-key.pem").write_text("-----BEGIN PRIVATE KEY-----\nnone\n")

    with pytest.raises(CannotReadOrWrite, match=r"signing-key.pem: expected this machine's own signing key"):
        _exchange(theirs).own_key()

    assert (theirs / "signing-key.pem").read_text().endswith("none\n")


def test_nothing_is_written_over_and_no_folder_is_made(theirs: Path) -> None:
    """An export needs a new file in an existing folder."""
    stick = _stick(theirs)
    before = stick.read_bytes()

    for file, words in ((stick, "is there already"), (theirs / "no" / "stick.toml", "There is no folder")):
        with pytest.raises(CannotReadOrWrite, match=words):
            _exchange(theirs).export(file)

    assert stick.read_bytes() == before
    assert not (theirs / "no").exists()


def test_there_must_be_something_to_carry(tmp_path: Path) -> None:
    """A machine without any checked number writes no file and makes no key."""
    with pytest.raises(UnusableValue, match="nothing to carry"):
        _exchange(tmp_path / "home").export(tmp_path / "stick.toml")

    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        (SIGNER, "75af", "the 64 digits"),
        (SIGNER, "g" * 64, "the 64 digits"),
        ("Somebody else", "theirs", "a key that is not trusted yet"),
        ("Ourselves", "ours", "another machine's key"),
        ("NORTHVALE  example desk", "a" * 64, "a name that is not taken"),
        (" ", "a" * 64, "one line of words"),
    ],
)
def test_a_signer_that_cannot_be_trusted_is_refused(ours: Path, theirs: Path, name: str, key: str, said: str) -> None:
    """A mistyped key, a key that is known already, this machine's own key and a name too like a known one are each
    refused by name.
    """
    known = {"theirs": theirs, "ours": ours}
    given = _exchange(known[key]).own_key() if key in known else key

    with pytest.raises(WrongValue) as refused:
        _exchange(ours).trust(name, given, "Alex Example")

    assert said in refused.value.problem.expected


def test_whoever_is_trusted_no_longer_is_a_stranger_and_what_was_taken_stays(ours: Path, theirs: Path) -> None:
    """The next file of a removed signer is refused, and the numbers that were accepted from them stay."""
    exchange = _exchange(ours)
    exchange.accept(exchange.look(_stick(theirs)))
    _correct(theirs, "oxford-day", "01632 960124")

    exchange.distrust(SIGNER)

    assert exchange.trusted() == ()
    with pytest.raises(DeskError, match="nobody here has trusted"):
        _exchange(ours).look(_stick(theirs, name="later.toml"))
    assert _line(ours, "cherwell-day").phone == "01632 960123"


def test_an_upgrade_loses_no_correction_and_says_where_the_shipped_number_has_moved(
    theirs: Path, tmp_path: Path
) -> None:
    """Newer shipped data does not replace a correction; if the shipped number differs from the one that was corrected,
    this is reported.
    """
    newer = tmp_path / "data"
    newer.mkdir()
    for file in data_folder().rglob("*.*"):
        target = newer / file.relative_to(data_folder())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    area = newer / "areas" / "oxfordshire.toml"
    old = 'line = "cherwell-day"\nphone = "01295 753751"'
    assert old in area.read_text(encoding="utf-8")

    def after(number: str) -> PhoneLine:
        text = area.read_text(encoding="utf-8").replace(old, old.replace("01295 753751", number))
        area.write_text(text, encoding="utf-8")
        return next(line for line in load_from(newer, theirs / "local").lines() if line.line == "cherwell-day")

    same, moved = after("01295 753751"), after("01632 960321")

    assert (same.phone, same.moved) == ("01632 960123", "")
    assert (moved.phone, moved.moved) == ("01632 960123", "The shipped number has since changed to 01632 960321.")
    assert moved.shipped.phone == "01632 960321"


def _found(home: Path, email: str = "housing@example.org", at: datetime = NOON) -> None:
    found = FoundHere("buckinghamshire", "01632 960111", "", email, "Ana", "its website")
    assert keep_found(_shipped(), home / "local", found, at.date()) is None


def test_what_was_found_of_a_council_outside_the_areas_travels(tmp_path: Path, ours: Path, theirs: Path) -> None:
    """A council's number and its address for referrals are shown, accepted, and then listed as found by the other
    organisation.
    """
    _found(theirs)
    seen = _exchange(ours).look(_stick(theirs))
    shown = {(each.line, each.what, each.now, each.would_be) for each in seen.differences}
    assert {
        ("buckinghamshire-day", "number", "", "01632 960111"),
        ("buckinghamshire-email", "e-mail", "", "housing@example.org"),
    } <= shown

    _exchange(ours).accept(seen)
    book = load_book(ours)
    council = book.authority("buckinghamshire")
    assert council is not None
    assert (council.referral_email, [line.phone for line in council.lines]) == ("housing@example.org", ["01632 960111"])
    assert council.email_standing is not None
    source = book.source(council.email_standing.source)
    assert source is not None
    assert SIGNER in source.title
    assert book.troubles == ()
    assert _exchange(ours).look(_stick(theirs, name="again.toml")).differences == ()


def test_an_older_address_does_not_take_the_place_of_a_newer_one(ours: Path, theirs: Path) -> None:
    """A newer address found here is kept; one for a council in a loaded area is left out, because nobody would use it."""
    _found(theirs)
    _found(ours, "newer@example.org", NOON + timedelta(days=1))
    (theirs / "local" / "corrections.toml").write_text(
        (theirs / "local" / "corrections.toml").read_text()
        + '\n[[correction]]\nline = "oxford-email"\nemail = "a@example.org"\nwho = "Ana"\nwhy = "web"\non = 2026-11-26\n'
    )
    verdicts = {
        each.line: each.verdict
        for each in _exchange(ours, NOON + timedelta(days=1)).look(_stick(theirs)).differences
        if each.what == "e-mail"
    }
    assert verdicts == {"buckinghamshire-email": "older", "oxford-email": "unknown"}
