"""Desks of one team that do what people do, in any order, while their connections fail and return: a walk decided by a seed.

Afterwards nothing may be lost or doubled, and all desks must be the same. Used by a test for a few seeds, and by ``make load``
for many.
"""

import json
import random
import threading
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date

from behind import in_thread, inside
from cutting_proxy import FROM_SERVER, TO_SERVER
from store_desk import PERSON, TREE
from team_desks import NOBODY_ASKS, cut, mend, rows, troubles

from champion_tui.domain.cases.after_sending import OUTCOME, Step
from champion_tui.domain.cases.case import ReadOut, TakenBack
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.cases.records import CaseChanges
from champion_tui.store.errors import (
    AlreadyFollowed,
    CaseSent,
    Conflict,
    EarlyTaken,
    NoSuchCase,
    NoSuchEarly,
    NoSuchExportedFile,
    NotErased,
    ReferenceTaken,
    TeamNeeded,
)
from champion_tui.store.team.merging import SILENT

REFUSALS = (
    AlreadyFollowed,
    CaseSent,
    Conflict,
    EarlyTaken,
    NoSuchCase,
    NoSuchEarly,
    NoSuchExportedFile,
    NotErased,
    ReferenceTaken,
    TeamNeeded,
)
FIELDS = ("full-name", "summary", "risk-note", "paper")
QUESTIONS = ("emergency", "consent", "capacity")
BEN, CAT = "Ben Example", "Cat Example"


@dataclass
class Walk:
    """A walk of a ``team`` that has begun; ``stores`` are its desks by name, ``down`` the names of desks without a connection."""

    team: object
    seed: int
    stores: dict = field(default_factory=dict)
    down: set = field(default_factory=set)
    said: dict = field(default_factory=dict)
    """By commitment, each event that a person was told is saved: the desk, the case, the verb and the payload."""
    done: list = field(default_factory=list)
    met: Counter = field(default_factory=Counter)
    """The number of faults of each kind."""

    def __post_init__(self):
        self.chance = random.Random(self.seed)  # noqa: S311  a seed decides, so that a walk can be repeated

    def begin(self, *others):
        """Begins the team with a desk for each of ``others``."""
        self.stores[PERSON] = self.team.begin(*others)
        for name in others:
            self.stores[name] = self.team.join(name)

    def step(self):
        """Does one action at a random desk, with a fault or a change of its connection if the seed says so."""
        name = self.chance.choice(list(self.stores))
        with self.fault(name):
            self.do(name)
        if self.chance.random() < 0.15:
            self._line(name, self.stores[name])

    def do(self, name, act=None):
        """Does one action at that desk, and records the events that the person was told are saved."""
        store, known, act = self.stores[name], self.own_events(name), act or self.chance.choice(ACTS)
        self.done.append((name, act.__name__, name in self.down))
        with suppress(*REFUSALS):
            act(self, store)
        for commitment, event in self.own_events(name).items():
            if commitment not in known:
                self.said[commitment] = (name, *event)

    def fault(self, name):
        """Returns a context in which a fault happens while that desk does something; none in this class."""
        return nullcontext(name)

    def _line(self, name, store):
        if name in self.down:
            self.down.discard(name)
            mend(store, self.team)
        else:
            self.down.add(name)
            cut(store)

    def own_events(self, name):
        """Returns the desk's own events by commitment: case, verb and payload."""
        store = self.stores[name]
        own = inside(store).author.slot
        query = "SELECT e.commitment, e.case_reference, e.verb, p.payload FROM event e LEFT JOIN event_payload p USING (number) WHERE e.slot = ?"
        found = in_thread(store, lambda: inside(store).database.connection.execute(query, (own,)).fetchall())
        return {bytes(commitment): tuple(rest) for commitment, *rest in found}

    # -- helpers -----------------------------------------------------------------------------------------------------------

    def case(self, store):
        """Returns a random case that this desk has. Raises ``NoSuchCase`` if it has none."""
        known = store.cases()
        if not known:
            raise NoSuchCase("OX-0")
        return self.chance.choice(known)

    def number(self):
        """Returns a number that is different each time, so that values show where they come from."""
        return len(self.done)

    # -- the end -----------------------------------------------------------------------------------------------------------

    def end(self):
        """Closes and reopens every desk, which also reconnects it, and lets all catch up."""
        for _ in range(2):
            for name in self.stores:
                self.stores[name].close()
                self.stores[name] = self.team.unlock(name)
        for _ in range(2):
            for store in self.stores.values():
                store.team.catch_up()

    def check(self):
        """Raises AssertionError if an event was lost or doubled, or if desks differ."""
        first, *others = [shared(store) for store in self.stores.values()]
        for other in others:
            for table in first:
                assert first[table] == other[table], (table, self.seed)
        for store in self.stores.values():
            assert troubles(store) == [], self.seed
        store = self.stores[PERSON]
        held = in_thread(
            store, lambda: inside(store).database.connection.execute("SELECT commitment FROM event").fetchall()
        )
        there = Counter(bytes(commitment) for (commitment,) in held)
        assert max(there.values()) == 1, self.seed
        gone = [told for commitment, told in self.said.items() if commitment not in there]
        for told in gone:
            self._must_be_kept(*told, gone)

    def _must_be_kept(self, name, reference, verb, payload, gone):
        """Asserts that an event missing from the history was kept for its desk to decide, or repeats a value that is there anyway."""
        clashes = [clash for _, clash in self.stores[name].team.clashes()]
        kept = {(clash.reference, clash.holder) for clash in clashes} | {(clash.reference, "") for clash in clashes}
        renamed = {clash.mine for clash in clashes if clash.key == "reference"}
        assert (
            verb in SILENT
            or (reference, verb) in kept
            or (reference, "") in kept
            or renamed
            or self._stands(reference)
            or self._came_to_the_same(name, reference, verb, json.loads(payload)["key"], gone)
        ), (self.seed, name, reference, verb, payload)

    def _came_to_the_same(self, name, reference, verb, key, gone):
        """Whether this desk arrived at another desk's value, or back at the earlier one; then nobody is asked which is right."""
        here = [json.loads(said) for desk, *place, said in gone if (desk, *place) == (name, reference, verb)]
        changes = [(said["old"], said["new"]) for said in here if said["key"] == key]
        before, after = changes[0][0], changes[-1][1]
        if before == after:
            return True
        query = (
            "SELECT p.payload FROM event e JOIN event_payload p USING (number)"
            " WHERE e.case_reference = ? AND e.verb = ? AND e.slot != ?"
        )
        given = (reference, verb, inside(self.stores[name]).author.slot)
        store = self.stores[PERSON]
        held = in_thread(store, lambda: inside(store).database.connection.execute(query, given).fetchall())
        return any((said["key"], said["new"]) == (key, after) for said in (json.loads(bytes(row[0])) for row in held))

    def _stands(self, reference):
        return self.stores[PERSON].erased_case(reference) is not None


def shared(store):
    """Returns all rows that every desk must have, without unfinished typing."""
    held = rows(store)
    held["case_value"] = sorted(row[1:] for row in held["case_value"] if row[2] != "typing")
    return held


class FaultyWalk(Walk):
    """A walk with a random fault of ``kinds`` in a share (``often``) of its steps. ``proxy`` carries all desks' connections to
    ``server``; ``desks`` starts the desks that are to be killed.
    """

    proxy = server = desks = None
    often = 0.35
    kinds = ()

    @contextmanager
    def fault(self, name):
        """Makes one of ``kinds`` happen while that desk does something."""
        if self.chance.random() >= self.often:
            yield
            return
        with self.chance.choice(self.kinds)(self, name):
            yield
        if name not in self.down and self.chance.random() < 0.7:
            self.stores[name].team.catch_up()

    def on_meanwhile(self, name):
        """Sometimes lets the person at that desk go on working while the server does not answer."""
        if self.chance.random() < 0.3:
            self.do(name, fill_in)


# -- faults --------------------------------------------------------------------------------------------------------------------


@contextmanager
def line_cut(walk, name):
    """Cuts the connection at any byte of a request or an answer, often half-way through a commit; then restores it."""
    if name not in walk.down:
        # A change sends about this many bytes, and its answers take about this many.
        way, most = walk.chance.choice([(TO_SERVER, 2500), (FROM_SERVER, 400)])
        walk.proxy.cut_after(way, walk.chance.randrange(most))
    try:
        yield
        walk.do(name, fill_in)
    finally:
        walk.met["a line cut in the middle of something"] += walk.proxy.whole()


@contextmanager
def server_killed(walk, name):
    """Kills the server at any moment of an action, and starts it again."""
    with _some_moments_later(walk, walk.server.kill):
        yield
    walk.on_meanwhile(name)
    walk.server.stop()
    walk.server.start()
    walk.met["the server killed and started again"] += 1


@contextmanager
def server_silent(walk, name):
    """Suspends the server; later it goes on with what it was sent."""
    with _some_moments_later(walk, walk.server.silence):
        yield
    walk.on_meanwhile(name)
    walk.server.speak()
    walk.met["the server silent, then going on"] += 1


@contextmanager
def desk_killed(walk, name):
    """Kills a person's program in the middle of its work, then opens the desk again on its own store."""
    yield
    walk.down.discard(name)
    walk.stores[name].close()
    given = [str(walk.team.homes[name].home), name, walk.team.passphrases[name], walk.chance.randrange(2**32)]
    saved = walk.desks.kill_after(json.dumps(given), walk.chance.randrange(4), walk.chance.random() * 0.1)
    for one, reference, verb, payload in (event for line in saved for event in json.loads(line)):
        walk.said[bytes.fromhex(one)] = (name, reference, verb, bytes.fromhex(payload))
    walk.stores[name] = walk.team.unlock(name)
    walk.met["a desk killed in the middle of its work"] += 1


@contextmanager
def disk_full(walk, _):
    """Fills the server's disk after some more bytes, until the server has reported it or ended; then makes room and starts it
    again if it ended.
    """
    before = walk.server.log.count(NO_SPACE)
    walk.server.fill_disk(walk.chance.randrange(100_000))
    try:
        yield
        for _ in range(MOST_UNTIL_FULL):
            if walk.server.log.count(NO_SPACE) > before:
                break
            name = walk.chance.choice(list(walk.stores))
            walk.do(name)
            if name not in walk.down:
                walk.stores[name].team.catch_up()
    finally:
        walk.server.make_room()
        walk.server.make_sure()
    walk.met["the server's disk full"] += walk.server.log.count(NO_SPACE) > before


NO_SPACE = "No space left on device"
MOST_UNTIL_FULL = 60
"""At most this many actions are done until the disk is full."""


@contextmanager
def _some_moments_later(walk, what):
    timer = threading.Timer(walk.chance.random() * 0.03, what)
    timer.start()
    try:
        yield
    finally:
        timer.join()


# -- actions -------------------------------------------------------------------------------------------------------------------


def new_case(walk, store):
    """Creates a case. Two desks may give it the same reference."""
    known = store.cases()
    follows = walk.chance.choice(known) if known and walk.chance.random() < 0.2 else None
    store.create_case(
        reference=f"OX-{walk.chance.randrange(12)}",
        area="oxfordshire",
        tree=TREE,
        answers={"emergency": "none"},
        agency={"team": "Front desk"},
        referral={"summary": f"new {walk.number()}"},
        follows=None if follows is None else follows.reference,
        own_details={"team": f"team {walk.number()}"},
    )


def answer(walk, store):
    """Answers a question, or takes an answer back."""
    case, question = walk.case(store), walk.chance.choice(QUESTIONS)
    value = walk.chance.choice(["yes", "no", f"v{walk.number()}", None])
    changes = CaseChanges(
        answers={question: value},
        taken_back={} if value else {question: TakenBack("yes", "because", "x")},
        read_out={question: ReadOut("words", "1")} if value else {},
    )
    store.change_case(case.reference, lambda _: changes)


def fill_in(walk, store):
    """Fills in or empties a field, from an old version of the case or from the current one."""
    case, key = walk.case(store), walk.chance.choice(FIELDS)
    value = walk.chance.choice([f"text {walk.number()}", "the same", None])
    version = walk.chance.choice([None, case.version, case.version - 1])
    store.save_fields(case.reference, version, "referral", {key: value})


def fill_in_agency(walk, store):
    """Fills in a field about the referrer, which is kept for the next case too."""
    case = walk.case(store)
    store.save_fields(case.reference, None, "agency", {"team": walk.chance.choice([f"t{walk.number()}", "one team"])})


def type_on(walk, store):
    """Saves unfinished typing, which may have emptied the field."""
    case, key = walk.case(store), walk.chance.choice(FIELDS)
    store.save_passing(case.reference, None, "referral", key, walk.chance.choice([f"typing {walk.number()}", None]))


def keep_typed(walk, store):
    """Keeps typed text that is no value."""
    case, key = walk.case(store), walk.chance.choice(FIELDS)
    store.keep_text(case.reference, "referral", key, walk.chance.choice(["half a", ""]))


def send(walk, store):
    """Marks a referral sent, or corrects its day."""
    case = walk.case(store)
    on = date(2026, 11, walk.chance.randrange(20, 24))
    store.mark_sent(case.reference, case.version, on, walk.chance.choice(["A1", "B2"]), f'"as {walk.number()}"')


def hear(walk, store):
    """Records a step after sending, or takes it back."""
    case = walk.case(store)
    step = walk.chance.choice([Step(date(2026, 11, 23), "maria", f"n{walk.number()}", "relief-duty", ""), None])
    store.record_steps(case.reference, {OUTCOME: step}, lambda _: None, "why")


def copy_on(walk, store):
    """Ticks a field as copied into the portal."""
    store.mark_copied(walk.case(store).reference, walk.chance.choice(FIELDS), walk.chance.choice(["d1", "d2", None]))


def export(walk, store):
    """Records the export of a pack or a slip."""
    kind = walk.chance.choice(["pack", "slip"])
    store.record_export(walk.case(store).reference, [(f"/out/{walk.number()}", kind)], f"c{walk.number()}")


def take_back(walk, store):
    """Takes back a file that could not be written."""
    case = walk.case(store)
    listed = store.exported_of(case.reference)
    if listed:
        store.take_back_export(case.reference, walk.chance.choice(listed).path, None, None)


def deal_with(walk, store):
    """Deals with a file."""
    listed = store.exported_files()
    if listed:
        store.deal_with(walk.chance.choice(listed).id)


def on_early_list(walk, store):
    """Adds an entry to the early list."""
    own = f"A{walk.chance.randrange(5)}"
    store.early_add(
        [EarlyEntry(own, date(2027, 1, walk.chance.randrange(1, 28)), "release", "maria", date(2026, 11, 23))]
    )


def off_early_list(walk, store):
    """Removes an entry from the early list."""
    entries = store.early()
    if entries:
        store.early_remove(walk.chance.choice(entries).own_reference)


def set_up(walk, store):
    """Changes a setting."""
    store.save_setting("area", walk.chance.choice(["a", "b", f"c{walk.number()}", None]))


def move_area(walk, store):
    """Changes the area of a case."""
    area = walk.chance.choice(["oxfordshire", "kent-and-medway"])
    store.change_case(walk.case(store).reference, lambda _: CaseChanges(area=area))


def erase(walk, store):
    """Erases a case."""
    if walk.chance.random() < 0.4:
        case = walk.case(store)
        store.erase(case.reference, case.version, NOBODY_ASKS)


ACTS = (
    new_case,
    answer,
    answer,
    fill_in,
    fill_in,
    fill_in,
    fill_in_agency,
    type_on,
    keep_typed,
    send,
    hear,
    copy_on,
    export,
    take_back,
    deal_with,
    on_early_list,
    off_early_list,
    set_up,
    move_area,
    erase,
)
