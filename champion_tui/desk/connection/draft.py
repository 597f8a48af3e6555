"""The entries so far for the local-connection advice. They are in memory only, and the same for both front ends."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from champion_tui.desk.connection.advice_views import ConnectionFormView, ConnectionView
from champion_tui.desk.options import OptionView
from champion_tui.ground.answers import Problem
from champion_tui.ground.values import immutable

STAY, WORK, FAMILY, SPECIAL, UNSAFE, CARE, ASYLUM = (
    "addresses",
    "work",
    "family",
    "special",
    "unsafe",
    "care_leaver",
    "asylum_support",
)
"""The kinds of entry, named as in the file that ``connection --remembered`` reads."""

COUNTY = "county:"
"""Prefix of a county's id, for a county council that owes leaving-care duties."""

TIMES = ("from", "to", "for")

WORDS = {
    STAY: "{place}",
    WORK: "Work: {place}",
    FAMILY: "Family: {place}",
    SPECIAL: "Special reason: {place}",
    UNSAFE: "Not safe: {place}",
    CARE: "Leaving care: {place}",
    ASYLUM: "Asylum support: {place}",
}


@immutable
class DraftEntry:
    """One thing the person said: ``kind`` is one of the kinds above, ``values`` the values of its row."""

    kind: str
    values: Mapping[str, object]


Advise = Callable[[Mapping[str, object]], ConnectionView | Problem]
"""Works out the advice on a history as of today."""


class ConnectionDraft:
    """Entries in the order in which they were given. An entry that cannot be used is not kept; its ``Problem`` is
    returned.
    """

    def __init__(self, form: ConnectionFormView, advise: Advise, stage: str | None = None) -> None:
        """``stage`` is the case's, if known."""
        self.form = form
        self._advise = advise
        self._stage = stage
        self._entries: tuple[DraftEntry, ...] = ()

    @property
    def entries(self) -> tuple[DraftEntry, ...]:
        """What has been entered."""
        return self._entries

    def put(self, entry: DraftEntry, place: int | None = None) -> Problem | None:
        """Adds ``entry``, or replaces the one at ``place``. Returns the problem if it cannot be used; the problem's key
        is the value's own name ("from").
        """
        problem = self.problem_in(entry, place)
        if problem is None:
            self._entries = self._with(entry, place)
        return problem

    def problem_in(self, entry: DraftEntry, place: int | None = None) -> Problem | None:
        """Returns why ``put`` would not accept ``entry``, or None. Changes nothing."""
        advice = self._advise(self._raw(self._with(entry, place)))
        return replace(advice, key=advice.key.rsplit(".", 1)[-1]) if isinstance(advice, Problem) else None

    def _with(self, entry: DraftEntry, place: int | None) -> tuple[DraftEntry, ...]:
        if place is None:
            return (*self._entries, entry)
        return (*self._entries[:place], entry, *self._entries[place + 1 :])

    def take_out(self, place: int) -> None:
        """Removes the entry at ``place``."""
        self._entries = tuple(entry for index, entry in enumerate(self._entries) if index != place)

    def view(self) -> ConnectionView | None:
        """Returns the advice; None while nothing has been entered."""
        advice = self._advise(self._raw(self._entries)) if self._entries else None
        return None if isinstance(advice, Problem) else advice

    def words(self, entry: DraftEntry) -> tuple[str, str]:
        """Returns an entry as text: what it is, and what was said about it."""
        values = entry.values
        district = str(values.get("district", ""))
        place = _words_of(self.form.districts, district) or self.form.name(district)
        details = {
            STAY: lambda: ", ".join(
                [
                    _words_of(self.form.kinds, values.get("kind")),
                    *(f"{time} {values[time]}" for time in TIMES if time in values),
                ]
            ),
            WORK: lambda: {True: "casual", False: "", None: "casual or not: not known"}[_flag(values.get("casual"))],
            FAMILY: lambda: f"{_words_of(self.form.relations, values.get('relation'))}, {values.get('years')}",
            SPECIAL: lambda: str(values.get("reason", "")),
        }
        return WORDS[entry.kind].format(place=place), details.get(entry.kind, str)()

    def _raw(self, entries: tuple[DraftEntry, ...]) -> Mapping[str, object]:
        raw: dict[str, object] = {} if self._stage is None else {"stage": self._stage}
        for kind in (STAY, WORK, FAMILY, SPECIAL):
            raw[kind] = [_row(entry) for entry in entries if entry.kind == kind]
        raw[UNSAFE] = [entry.values["district"] for entry in entries if entry.kind == UNSAFE]
        care = [entry.values["district"] for entry in entries if entry.kind == CARE]
        asylum = [entry.values["district"] for entry in entries if entry.kind == ASYLUM]
        return {
            **raw,
            **({CARE: _owing(care)} if care else {}),
            **({ASYLUM: {"district": asylum[-1]}} if asylum else {}),
        }


def _owing(care: list[object]) -> Mapping[str, object]:
    """Returns the districts that owe leaving-care duties, and the county councils, each of which stands for all of its
    districts.
    """
    named = [str(each) for each in care]
    counties = [each.removeprefix(COUNTY) for each in named if each.startswith(COUNTY)]
    districts = [each for each in named if not each.startswith(COUNTY)]
    return {"districts": districts, **({"counties": counties} if counties else {})}


def _row(entry: DraftEntry) -> Mapping[str, object]:
    """Returns the values of a row. A stay with neither a beginning nor a length began at an unknown time."""
    if entry.kind == STAY and not {"from", "for"} & set(entry.values):
        return {**entry.values, "from": "unknown"}
    return entry.values


def _words_of(options: tuple[OptionView, ...], chosen: object) -> str:
    return next((option.words for option in options if option.id == chosen), "")


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
