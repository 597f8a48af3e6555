"""A new passphrase is judged with sentences: how long it resists guessing, what makes it weak, and what to do."""

import unicodedata

import pytest
import zxcvbn
from desk_samples import desk_in

from champion_tui.desk.errors import UnusableValue
from champion_tui.desk.vault.passphrase_strength import WEAKNESSES, check, judged
from champion_tui.store.keys import kdf

OWN = ("Zoë Markerson", "Housing nurse")


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("x", "short"),
        ("é", "short"),
        ("zoë", "own"),
        ("Markerson", "own"),
        ("champion", "own"),
        ("nurse1", "own"),
        ("Password1!", "common"),
        ("qwertyuiop", "common"),
        ("mnbvfr", "spatial"),
        ("x" * 10_000, "repeat"),
        ("abcdefghij", "sequence"),
        ("12.05.1984", "date"),
        ("margaret", "name"),
        ("   ", "repeat"),
    ],
)
def test_a_weak_passphrase_is_refused_and_told_why(weak, why):
    """Each kind of weakness has its own words, with the time it resists and what to do instead, and never the
    passphrase itself.
    """
    found = judged(weak, OWN)
    assert not found.taken
    assert WEAKNESSES[why] in found.words
    assert "A machine that tries a thousand a second finds it in less than a minute" in found.words
    assert "four or more unusual words" in found.words
    assert weak.strip() not in found.words or len(weak.strip()) < 4 or weak == "champion"
    with pytest.raises(UnusableValue) as caught:
        check(weak, OWN)
    assert (caught.value.key, caught.value.exit_code) == ("passphrase", 3)


@pytest.mark.parametrize(
    "good",
    [
        "copper lantern drizzle orbit",
        "пароль из четырёх слов",
        "كلمة السر الطويلة جدا",
        "k7#Vq2!xPz9@",
        "copper lantern " * 600,
    ],
    ids=range(5),
)
def test_a_strong_passphrase_is_taken_in_any_script_and_of_any_length(good):
    """Unusual words, other scripts, random letters and thousands of characters are accepted, with the time they resist."""
    found = judged(good, OWN)
    assert found.taken
    assert found.words.startswith("Good: a machine that tries a thousand a second finds it in ")
    check(good[:10_000], OWN)


@pytest.mark.parametrize("middling", ["copper lantern", "Oxford2019rain"])
def test_what_falls_within_days_is_refused(middling):
    """A passphrase of two words, or a place with a year, is refused: it is strong enough for a website, but not for a
    stolen disk.
    """
    found = judged(middling, OWN)
    assert not found.taken
    assert " hours. " in found.words or " days. " in found.words


@pytest.mark.parametrize("unusable", ["", "x" * 10_001, "half \ud83d"])
def test_what_is_no_passphrase_is_refused_before_it_is_judged(unusable):
    """An empty, too long or broken text is refused with one sentence."""
    with pytest.raises(UnusableValue, match="passphrase"):
        check(unusable, OWN)


@pytest.mark.parametrize("text", ["ﬁancée Ångström", "zoë markerson"])
def test_the_same_letters_are_judged_alike_in_every_unicode_form(text):
    """A passphrase is judged in the Unicode form that the vault keeps, so every form of the same letters is judged alike."""
    assert len({judged(unicodedata.normalize(form, text), OWN) for form in ("NFC", "NFD", "NFKC", "NFKD")}) == 1


def test_time_is_said_in_words_from_seconds_to_centuries(monkeypatch):
    """The sentence gives the time for every order of magnitude: half of the guesses, at a thousand a second."""
    lengths = []
    for seconds in (1, 90, 600, 8000, 2e5, 1e7, 1e9, 1e11):
        estimate = {"guesses": seconds * 2000, "score": 4, "sequence": []}
        monkeypatch.setattr(zxcvbn, "zxcvbn", lambda *_, estimate=estimate, **__: estimate)
        lengths.append(judged("four unusual words", OWN).words.partition(" finds it in ")[2].rstrip("."))
    assert lengths == [
        "less than a minute",
        "a minute or two",
        "about 10 minutes",
        "about 2 hours",
        "about 2 days",
        "about 4 months",
        "about 32 years",
        "hundreds of years",
    ]


def test_a_vault_is_made_and_changed_only_with_a_passphrase_that_holds(tmp_path, monkeypatch):
    """Making a vault, adding a person and changing a passphrase all judge it, with the person's own name; a store of
    invented cases accepts any.
    """
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    desk = desk_in(tmp_path / "home")
    with pytest.raises(UnusableValue, match="easy to guess"):
        desk.vault.create(*OWN, "zoë markerson")
    assert not desk.vault.exists()
    desk.vault.create(*OWN, "demo", any_passphrase=True)
    for ask in (
        lambda: desk.vault.people.add("Bo Invented", "deputy", "bo invented"),
        lambda: desk.vault.people.change_passphrase(None, "housing nurse"),
    ):
        with pytest.raises(UnusableValue, match="list of people"):
            ask()
    assert [person.name for person in desk.vault.people.listed()] == ["Zoë Markerson"]
    desk.vault.lock()
