"""Corrections passed from one organisation to another: this machine's key, trusted signers, and signed files that are
written, looked at and accepted.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, UnusableValue, os_error_words
from champion_tui.desk.opening import LOCAL_DATA
from champion_tui.domain.dates.clock import SLACK
from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.ground.dates.date_words import count_words, day_words, moment_words, plain_day
from champion_tui.ground.files.bounded import NotOrdinary, TooLarge, whole
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.tables import DataError
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.exchange import signed_file, signers
from champion_tui.knowledge.exchange.differences import Difference, Verdict, differences, take, to_carry
from champion_tui.knowledge.exchange.signed_file import MOST_BYTES, Carried, Refused
from champion_tui.knowledge.exchange.signers import Signer, key_in_words
from champion_tui.knowledge.local.own_files import read_local

NOTHING_CHANGED = "Nothing was changed."
NONE_HERE = "There is nothing to carry. No number has been confirmed or corrected on this machine."
IN_THE_WAY = "{file} is there already. Give it another name; nothing is written over."
NO_FOLDER = "There is no folder {folder}. Is the stick in?"
NO_FILE = "There is no file {file}. Is the stick in?"
A_FOLDER = "{file} is a folder. Name the file in it."
NO_ORDINARY = "{file} is not taken: {why}."
STRANGER = "It is signed by a key that nobody here has trusted: {key}. Ring the person who gave it to you. Ask them to read out what their machine shows with “data signer”. If it is the same: “champion-tui data signer --trust NAME KEY”."
YOUR_OWN = "It was written on this machine. Its corrections are here already."
OLDER_FILE = (
    "It is older than what is here. A file that {name} made on {newest} has been taken already. This one is of {made}."
)
OLDER_VALUES = "It is older than what is here. Every value that differs was checked again here since."
FROM_THE_FUTURE = (
    "It was made on {made}, and the clock of this machine says {now}. One of the two clocks is wrong. If it is this one, set it right; "
    "if it is theirs, ask for a new file."
)
CHECKED_IN_THE_FUTURE = "It says that {line} was checked on {on}, and today is {today}. One of the two clocks is wrong."
CHANGED_MEANWHILE = "What is here has changed since you looked. Look at the differences again."


@immutable
class SignerView:
    """A trusted signer. ``key`` is in groups that can be read out; ``words`` says since when, by whom, and which file
    was accepted last.
    """

    name: str
    key: str
    words: str


@immutable
class DifferenceView:
    """One value that a file would change. ``words`` says all of it in one line; ``taken`` says whether accepting the
    file takes it.
    """

    line: str
    name: str
    what: str
    now: str
    would_be: str
    who: str
    on: date
    why: str
    verdict: str
    taken: bool
    words: str


@immutable
class ImportView:
    """A file of corrections that was looked at. ``headline`` says who signed it and when, ``summary`` how many values
    would be taken.
    """

    signer: str
    key: str
    made_at: datetime
    headline: str
    differences: tuple[DifferenceView, ...]
    summary: str
    raw: bytes

    @property
    def changes(self) -> int:
        """The number of values that would be taken."""
        return sum(each.taken for each in self.differences)


@dataclass(frozen=True)
class Exchange:
    """Exchanges corrections with other organisations. Needs no vault."""

    book: Book
    home: Path
    now: Callable[[], datetime]

    @property
    def _local(self) -> Path:
        return self.home / LOCAL_DATA

    # -- keys ---------------------------------------------------------------------------------------------------------

    def own_key(self) -> str:
        """Returns this machine's public key in groups that can be read out; makes the key if there is none. Raises
        ``CannotReadOrWrite``.
        """
        with _in_words():
            return key_in_words(signers.make_own_key(self.home))

    def trusted(self) -> tuple[SignerView, ...]:
        """Returns the signers whose corrections are accepted. Raises ``CannotReadOrWrite``."""
        with _in_words():
            return tuple(map(_signer_view, signers.read_signers(self._local)))

    def trust(self, name: str, key: str, by: str) -> SignerView:
        """Accepts corrections signed by ``key`` from now on. Raises ``WrongValue``, ``CannotReadOrWrite``."""
        name, by = without_invisible(name), without_invisible(by)
        with _in_words():
            return _signer_view(signers.trust(self.home, self._local, name, key, by, london_date(self.now())))

    def distrust(self, name: str) -> SignerView:
        """Accepts no more corrections from ``name``. Raises what ``trust`` raises."""
        with _in_words():
            return _signer_view(signers.distrust(self._local, without_invisible(name)))

    # -- files --------------------------------------------------------------------------------------------------------

    def export(self, file: Path) -> int:
        """Writes the organisation's own corrections that are in force into a new signed file. Returns how many values
        it contains.

        Raises ``UnusableValue`` if there is nothing to write, and ``CannotReadOrWrite``.
        """
        carried = to_carry(read_local(self._local).corrections)
        if not carried:
            raise UnusableValue("file", NONE_HERE)
        if os.path.lexists(file):
            raise CannotReadOrWrite(IN_THE_WAY.format(file=file))
        if not file.parent.is_dir():
            raise CannotReadOrWrite(NO_FOLDER.format(folder=file.parent))
        with _in_words():
            raw, _ = signed_file.written(self.home, carried, self.now().replace(microsecond=0))
            replace_file(file, raw)
        return len(carried)

    def look(self, file: Path) -> ImportView:
        """Returns what a file would change. Raises ``UnusableValue`` if it is refused, ``CannotReadOrWrite`` if it
        cannot be read.
        """
        return self.look_into(_bytes_of(file))

    def look_into(self, raw: bytes) -> ImportView:
        """Returns what a file would change, from its bytes."""
        signer, carried = self._refuse(raw)
        found = differences(self.book, carried, signer)
        if found and not any(each.taken for each in found) and any(each.verdict is Verdict.OLDER for each in found):
            raise _refused(OLDER_VALUES)
        return _import_view(signer, carried, found, raw)

    def accept(self, seen: ImportView) -> ImportView:
        """Accepts the file that was looked at, as a whole. Raises what ``look`` raises, and ``CannotReadOrWrite`` if
        the values here have changed since.
        """
        again = self.look_into(seen.raw)
        if again.differences != seen.differences:
            raise CannotReadOrWrite(f"{CHANGED_MEANWHILE} {NOTHING_CHANGED}")
        signer, carried = self._refuse(seen.raw)
        with _in_words():
            take(self._local, differences(self.book, carried, signer), signer, carried)
        return again

    def _refuse(self, raw: bytes) -> tuple[Signer, Carried]:
        """Returns who signed a file and what it contains. Raises ``UnusableValue`` if it may not be accepted at all."""
        try:
            carried = signed_file.read(raw, "the file")
        except Refused as error:
            raise _refused(str(error)) from error
        with _in_words():
            known = {each.key: each for each in signers.read_signers(self._local)}
            own = signers.own_key(self.home)
        if carried.key == own:
            raise _refused(YOUR_OWN)
        signer = known.get(carried.key)
        if signer is None:
            raise _refused(STRANGER.format(key=key_in_words(carried.key)))
        self._refuse_by_date(signer, carried)
        return signer, carried

    def _refuse_by_date(self, signer: Signer, carried: Carried) -> None:
        now, made_at = self.now(), carried.made_at
        if made_at > now + SLACK:
            raise _refused(FROM_THE_FUTURE.format(made=_moment(made_at), now=_moment(now)))
        today = london_date(now + SLACK)
        for each in carried.corrections:
            if each.on > today:
                words = CHECKED_IN_THE_FUTURE.format(line=each.line, on=day_words(each.on), today=day_words(today))
                raise _refused(words)
        if signer.newest is not None and made_at < signer.newest:
            newest, made = _moment(signer.newest), _moment(made_at)
            raise _refused(OLDER_FILE.format(name=signer.name, newest=newest, made=made))


def _refused(sentence: str) -> UnusableValue:
    return UnusableValue("file", f"{sentence} {NOTHING_CHANGED}")


def _bytes_of(file: Path) -> bytes:
    try:
        return whole(file, MOST_BYTES, alone=True)
    except FileNotFoundError as error:
        raise _refused(NO_FILE.format(file=file)) from error
    except (IsADirectoryError, NotADirectoryError) as error:
        raise _refused(A_FOLDER.format(file=file)) from error
    except (NotOrdinary, TooLarge) as error:
        raise _refused(NO_ORDINARY.format(file=file, why=error.why)) from error
    except ValueError as error:
        raise _refused(NO_FILE.format(file=file)) from error
    except OSError as error:
        raise CannotReadOrWrite(f"{os_error_words(error)}. {NOTHING_CHANGED}") from error


@contextmanager
def _in_words() -> Iterator[None]:
    """Turns errors in reading or writing keys, signers and corrections into ``CannotReadOrWrite``."""
    try:
        yield
    except DataError as error:
        raise CannotReadOrWrite(f"{error}. Correct that file first. {NOTHING_CHANGED}") from error
    except OSError as error:
        raise CannotReadOrWrite(f"{os_error_words(error)}. {NOTHING_CHANGED}") from error


def _signer_view(signer: Signer) -> SignerView:
    since = f"trusted since {plain_day(signer.trusted_on)} by {signer.trusted_by}"
    newest = f"the newest file taken is of {_moment(signer.newest)}" if signer.newest else "no file taken yet"
    return SignerView(signer.name, key_in_words(signer.key), f"{since}; {newest}")


def _import_view(signer: Signer, carried: Carried, found: tuple[Difference, ...], raw: bytes) -> ImportView:
    views = tuple(map(_difference_view, found))
    changes, left = sum(each.taken for each in views), sum(not each.taken for each in views)
    parts = [
        f"{count_words(changes, 'value')} to take" if changes else "Everything in it that can be used is here already"
    ]
    parts += [f"{count_words(left, 'value')} left out"] if left else []
    return ImportView(
        signer=signer.name,
        key=key_in_words(carried.key),
        made_at=carried.made_at,
        headline=f"Signed by {signer.name}, made on {_moment(carried.made_at)}.",
        differences=views,
        summary=f"{', '.join(parts)}.",
        raw=raw,
    )


def _difference_view(found: Difference) -> DifferenceView:
    entry = found.entry
    now = found.now or "not known"
    here = f" (checked here on {plain_day(found.here_on)})" if found.here_on else ""
    would = {
        Verdict.CHANGES: f"would be {found.would_be}",
        Verdict.CONFIRMS: "is right as it is",
        Verdict.OLDER: f"LEFT OUT, older than what is here: {found.would_be}",
        Verdict.UNKNOWN: f"LEFT OUT, this program does not know that line: {found.would_be}",
    }[found.verdict]
    said = f"{entry.who}, {plain_day(entry.on)}: {entry.why}"
    stands = "" if found.verdict is Verdict.UNKNOWN else f"now {now}{here}; "
    return DifferenceView(
        line=entry.line,
        name=found.name,
        what=found.what,
        now=found.now,
        would_be=found.would_be,
        who=entry.who,
        on=entry.on,
        why=entry.why,
        verdict=found.verdict.value,
        taken=found.taken,
        words=f"{found.name} ({entry.line}), {found.what}: {stands}{would}. {said}",
    )


def _moment(moment: datetime) -> str:
    return moment_words(moment.astimezone(LONDON))
