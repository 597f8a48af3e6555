"""Whether a new passphrase withstands guessing by a machine, as judged by zxcvbn (Wheeler, USENIX Security 2016), in
our own words.

It is judged in the form that the vault uses (NFKC). The library loads only when a new passphrase is judged.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from champion_tui.desk.errors import UnusableValue
from champion_tui.desk.store_access import store_errors
from champion_tui.ground.values import immutable
from champion_tui.store.keys.passphrase import as_bytes

LONGEST_JUDGED = 72
"""The most characters that the library accepts. More characters only make a good passphrase better."""

GOOD_ENOUGH = 4
"""Of 0 to 4: 10 thousand million guesses or more, "strong protection from an offline attack on a slow hash" (zxcvbn's
README).

A score of 3 could be guessed in an afternoon by a person who stole the machine with the addresses of people in hiding.
"""

GUESSES_A_SECOND = 1000
"""The assumed rate of one fast machine that has the stolen files: a guess fills 64 MiB twice (``kdf.DEFAULT_COST``)."""

ADVICE = "Take four or more unusual words that have nothing to do with each other."
NAMES = frozenset({"male_names", "female_names", "surnames"})
WEAKNESSES = {
    "own": "it contains a name or a word from the vault's list of people",
    "common": "it is, or contains, a passphrase that very many people use",
    "name": "it contains a name",
    "word": "it contains a common word",
    "spatial": "it contains keys in a row on the keyboard",
    "repeat": "it contains a repeat",
    "sequence": "it contains letters or digits in their order",
    "date": "it contains a date or a year",
    "short": "it is short",
}
UNITS = (
    (365 * 86400 * 100, "hundreds of years"),
    (365 * 86400, "years"),
    (30 * 86400, "months"),
    (86400, "days"),
    (3600, "hours"),
    (60, "minutes"),
)


@immutable
class PassphraseStrength:
    """``taken`` says whether the passphrase is good enough. ``words`` says how long it withstands guessing and, if that
    is too short, why and what to do.
    """

    taken: bool
    words: str


def judged(passphrase: str, own_words: Iterable[str]) -> PassphraseStrength:
    """Judges ``passphrase``. ``own_words`` are the person's name and role, which a person guessing would try first."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  slow to load

    text = unicodedata.normalize("NFKC", passphrase)[:LONGEST_JUDGED]
    own = {"champion", *(word for phrase in own_words for word in (phrase, *phrase.split()) if word)}
    estimate = zxcvbn(text, user_inputs=sorted(unicodedata.normalize("NFKC", word) for word in own))
    holds = f"A machine that tries a thousand a second finds it in {_length(float(estimate['guesses']))}"
    if estimate["score"] >= GOOD_ENOUGH:
        return PassphraseStrength(True, f"Good: {holds[0].lower()}{holds[1:]}.")
    weak = _weakness(estimate["sequence"])
    return PassphraseStrength(False, f"That passphrase is too easy to guess: {weak}. {holds}. {ADVICE}")


def check(passphrase: str, own_words: Iterable[str]) -> None:
    """Raises ``UnusableValue`` if ``passphrase`` cannot be accepted: empty, too long, not valid text, or too easy to
    guess.
    """
    check_usable(passphrase)
    strength = judged(passphrase, own_words)
    if not strength.taken:
        raise UnusableValue("passphrase", strength.words)


def check_usable(passphrase: str) -> None:
    """Raises ``UnusableValue`` if ``passphrase`` cannot be one at all: empty, too long or not valid text."""
    with store_errors():
        as_bytes(passphrase)


def _weakness(sequence: Sequence[Mapping[str, object]]) -> str:
    """Returns why it is weak, from the longest part that can be guessed as a whole; if there is none, it is short."""
    guessed = [part for part in sequence if part["pattern"] != "bruteforce"]
    longest = max(guessed, key=lambda part: len(str(part["token"])), default=None)
    if longest is None or len(str(longest["token"])) == 1:
        return WEAKNESSES["short"]
    if longest["pattern"] != "dictionary":
        return WEAKNESSES["date" if longest["pattern"] == "regex" else str(longest["pattern"])]
    listed = longest["dictionary_name"]
    if listed == "user_inputs":
        return WEAKNESSES["own"]
    return WEAKNESSES["common" if listed == "passwords" else "name" if listed in NAMES else "word"]


def _length(guesses: float) -> str:
    """Returns how long guessing takes, as text, if on average half of ``guesses`` are needed."""
    seconds = guesses / 2 / GUESSES_A_SECOND
    for size, unit in UNITS:
        if seconds >= 2 * size:
            count = seconds / size
            return f"about {count:.0f} {unit}" if unit != UNITS[0][1] else unit
    return "a minute or two" if seconds >= UNITS[-1][0] else "less than a minute"
