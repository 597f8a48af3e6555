"""The read model: after any write it is what the cases give, and lists, dues and counts agree with the cases."""

import re
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
from behind import execute, in_thread, inside
from figure_rows import FigureRow, tally
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from invented_summaries import FIRST, summarise
from store_changes import save_answers
from store_desk import TREE, Clock, Desk
from thoroughness import most

from champion_tui.domain.cases.after_sending import OF_A_REFERRAL, OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.case import CaseFacts, CaseStatus
from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.summary import BY_LAST_DATE, CaseQuery, DueKind, Likeness, SearchTexts, SortBy
from champion_tui.domain.dates.stage import stage_from_last_date
from champion_tui.domain.figures.joins import joins
from champion_tui.domain.figures.statistics import statistics
from champion_tui.store.cases import alike, counting, listing
from champion_tui.store.cases.summary_rows import clean
from champion_tui.store.database import connection, driver
from champion_tui.store.errors import HistoryDiffers

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Leaves out the shrinking of a failing example: each example opens stores, so that would take minutes."""
TODAY = date(2026, 11, 26)
NAMES = (
    "Zoë O’Example",
    "Grusha Invented",
    "Abdul Example",
    "Zoe Exampel",
    "李 Invented",
    "Half \ud800 and \0 nothing",
)
TABLES = ("case_summary", "case_due", "case_search", "case_phone")


def held(store):
    """Returns the rows of the read model by table, without row numbers, which mean nothing."""
    found = {
        table: execute(store, f"SELECT * FROM {table}")  # noqa: S608  names listed above
        for table in TABLES
    }
    return {
        table: sorted((row[1:] if table in {"case_due", "case_phone"} else row for row in rows), key=repr)
        for table, rows in found.items()
    }


def naive(store):
    """Returns the summary of every case, made from the cases themselves."""
    files = {}
    for row in execute(store, "SELECT id FROM exported_file WHERE dealt_with_at IS NULL"):
        files[row[0]] = None
    listed = {}
    for file in store.exported_files():
        listed.setdefault(file.case, []).append(file)
    return [summarise(case, tuple(listed.get(case.reference, ()))) for case in store.cases()]


def result(store, name="summaries"):
    """Returns the result of the check of the read model."""
    return next(each for each in store.check() if each.name == name)


class Writes(RuleBasedStateMachine):
    """Any sequence of writes to a few cases, some of them while no summary can be made."""

    home = Path()

    def __init__(self):
        super().__init__()
        shutil.rmtree(self.home, ignore_errors=True)
        self.desk = Desk(self.home, Clock())
        self.store, _ = self.desk.create()
        self.store.summarise_with(summarise, "basis 1")
        self.made, self.count = [], 0

    def on(self, which):
        """Returns one of the existing cases."""
        return self.made[which % len(self.made)]

    @rule(name=st.sampled_from(NAMES), follows=st.booleans())
    def begin(self, name, follows):
        """Creates a case, which may follow the last one."""
        self.count += 1
        before = self.made[-1] if follows and self.made and not self.store.case(self.made[-1]).followed_by else None
        self.store.create_case(
            reference=f"OX-{self.count}", area="oxfordshire", tree=TREE, answers={}, agency={}, referral={"full-name": name},
            follows=before,
        )  # fmt: skip
        self.made.append(f"OX-{self.count}")

    @precondition(lambda self: self.made)
    @rule(
        which=st.integers(0, 9),
        key=st.sampled_from(["full-name", "phone", "last", "born"]),
        value=st.sampled_from([*NAMES, "1,2", None]),
    )
    def field(self, which, key, value):
        """Saves a field that has been left."""
        if self.store.case(self.on(which)).sent is None:
            self.store.save_fields(self.on(which), None, "referral", {key: value})

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9), value=st.sampled_from([*NAMES, None]), usable=st.booleans())
    def typing(self, which, value, usable):
        """Saves a field in the middle of being typed, or keeps text that it refused."""
        case = self.store.case(self.on(which))
        if case.sent is None and usable:
            self.store.save_passing(case.reference, case.version, "referral", "full-name", value)
        elif case.sent is None:
            self.store.keep_text(case.reference, "referral", "full-name", value or "")

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9), value=st.sampled_from(["none", "danger", None]))
    def answer(self, which, value):
        """Saves an answer."""
        if self.store.case(self.on(which)).sent is None:
            save_answers(self.store, self.on(which), {"emergency": value})

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9), days=st.integers(0, 400))
    def send(self, which, days):
        """Marks a case sent, or sent again."""
        case = self.store.case(self.on(which))
        self.store.mark_sent(case.reference, case.version, TODAY - timedelta(days=days), f"C{days}")

    @precondition(lambda self: self.made)
    @rule(
        which=st.integers(0, 9), kind=st.sampled_from([*Heard, OUTCOME, WITHDRAWN]), days=st.integers(0, 60),
        note=st.sampled_from(["", "late", "again"]), gone=st.booleans(),
    )  # fmt: skip
    def step(self, which, kind, days, note, gone):
        """Records a step, or takes one back."""
        step = None if gone else Step(FIRST + timedelta(days=days), "Ann Example", note, "no-duty")
        self.store.record_steps(self.on(which), {str(kind): step}, lambda case: None)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9), back=st.booleans(), dealt=st.booleans())
    def export(self, which, back, dealt):
        """Records a pack, which may be taken back or dealt with."""
        reference = self.on(which)
        self.store.record_export(reference, [(f"/stick/{self.count}", "pack")], "ab")
        if back:
            self.store.take_back_export(reference, f"/stick/{self.count}", None)
        elif dealt:
            self.store.deal_with(self.store.exported_files()[-1].id)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9), digest=st.sampled_from(["ab", None]))
    def copy(self, which, digest):
        """Ticks a field as copied."""
        self.store.mark_copied(self.on(which), "full-name", digest)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 9))
    def erase(self, which):
        """Erases a case."""
        reference = self.on(which)
        self.store.erase(reference, self.store.case(reference).version, CaseFacts())
        self.made.remove(reference)

    @rule(basis=st.sampled_from(["basis 1", "basis 2"]), ready=st.booleans())
    def again(self, basis, ready):
        """Closes and reopens the store; one case may be changed while no summary can be made."""
        self.store.close()
        self.store = self.desk.unlock()
        if not ready and self.made:
            self.store.mark_copied(self.made[0], "phone", str(len(self.made)))
            self.typing(0, "Invented Meanwhile", usable=True)
        self.store.summarise_with(summarise, basis)

    def teardown(self):
        """The read model is what the cases give, the check agrees, and rebuilding it changes nothing."""
        found = held(self.store)
        assert result(self.store).ok, result(self.store).words
        assert [each for each in self.store.check() if not each.ok] == []
        assert self.store.rebuild() == len(self.made)
        assert held(self.store) == found
        assert result(self.store).ok
        self.store.close()


def test_after_any_sequence_of_writes_the_read_model_is_what_the_cases_give(tmp_path):
    """The read model matches the cases after closing, with another basis, and after writes while no summary could be made."""
    Writes.home = tmp_path / "home"
    run_state_machine_as_test(
        Writes,
        settings=settings(phases=QUICK, max_examples=most(6, 300), stateful_step_count=most(20, 40), deadline=None),
    )


WRITES = {
    "begun": lambda store: created(store, "OX-1", None),
    "followed": lambda store: created(store, "OX-2", "OX-1"),
    "followed again": lambda store: created(store, "OX-3", "OX-2"),
    "a field": lambda store: store.save_fields("OX-2", None, "referral", {"full-name": "Grusha Invented", "phone": "1,2"}),
    "an answer": lambda store: save_answers(store, "OX-2", {"emergency": "none"}),
    "in passing": lambda store: store.save_passing("OX-2", None, "referral", "full-name", "Gru"),
    "unusable": lambda store: store.keep_text("OX-2", "referral", "last", "someday"),
    "left": lambda store: store.save_fields("OX-2", None, "referral", {"full-name": "Grusha"}),
    "ticked": lambda store: store.mark_copied("OX-2", "full-name", "ab"),
    "a pack": lambda store: store.record_export("OX-2", [("/stick/a", "pack"), ("/stick/b", "slip")], "ab"),
    "dealt with": lambda store: store.deal_with(store.exported_files()[0].id),
    "taken back": lambda store: store.take_back_export("OX-2", "/stick/b", None),
    "sent": lambda store: store.mark_sent("OX-2", store.case("OX-2").version, TODAY, "C1"),
    "heard": lambda store: store.record_steps("OX-2", {"acknowledged": Step(TODAY, "Ann Example")}, lambda case: None),
    "not heard": lambda store: store.record_steps("OX-2", {"acknowledged": None}, lambda case: None),
    "the one before goes": lambda store: store.erase("OX-1", store.case("OX-1").version, CaseFacts()),
    "the one after goes": lambda store: store.erase("OX-3", store.case("OX-3").version, CaseFacts()),
}  # fmt: skip
"""Every kind of write; each changes the summary of a case."""


def created(store, reference, follows):
    """Creates a case, which may follow another."""
    return store.create_case(
        reference=reference, area="oxfordshire", tree=TREE, answers={}, agency={}, referral={"full-name": "Zoë"}, follows=follows
    )  # fmt: skip


def test_each_kind_of_write_writes_the_summary_too(store):
    """Each kind of write in turn changes the read model and leaves it as the cases give it."""
    store.summarise_with(summarise, "a basis")
    for name, write in WRITES.items():
        before = held(store)
        write(store)
        assert held(store) != before, name
        assert result(store).ok, (name, result(store).words)


def statements(store, work):
    """Returns the statements that SQLite runs during ``work``."""
    run = []
    store.backups.wait()  # a safety copy that is being made asks the same connection
    connection = inside(store).database.connection
    in_thread(store, lambda: connection.set_trace_callback(run.append))
    work()
    in_thread(store, lambda: connection.set_trace_callback(None))
    return run


def test_a_save_reads_nothing_of_a_case_that_it_has_read(store):
    """A save reads a case's values once before and once after writing, and its texts and its summary once."""
    store.summarise_with(summarise, "a basis")
    created(store, "OX-1", None)
    for write in (
        lambda: store.save_fields("OX-1", None, "referral", {"full-name": "Grusha Invented"}),
        lambda: save_answers(store, "OX-1", {"emergency": "danger"}),
    ):
        asked = statements(store, write)
        for table, times in (("case_value", 2), ("case_search", 1), ("case_summary", 1)):
            reads = [sql for sql in asked if sql.startswith("SELECT") and f" FROM {table} WHERE case_id" in sql]
            assert len(reads) == times, (table, asked)


def test_what_was_being_typed_when_the_program_ended_gets_a_new_summary(desk, store):
    """The next opening records it in the history before any summary can be made."""
    store.summarise_with(summarise, "a basis")
    created(store, "OX-1", None)
    store.save_passing("OX-1", 1, "referral", "full-name", "Grusha")
    store.close()
    store = desk.unlock()
    store.summarise_with(summarise, "a basis")
    assert store.case("OX-1").typing["full-name"].cut_short
    assert result(store).ok


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize("sort", [sort for sort in SortBy if sort not in {SortBy.DUE, SortBy.CHANGED}])
def test_a_whole_list_stands_in_the_order_that_was_asked_for(many, monkeypatch, sort, few):
    """Whether read along an index or sorted, a list is in the requested order, with rows without a value last."""
    monkeypatch.setattr(listing, "FEW", few)
    for query in (CaseQuery(sort=sort, limit=100), CaseQuery(sort=sort, limit=100, search="e", only_due=True)):
        keys = [ORDERS[sort](row.summary) for row in many.listed(query, TODAY).rows]
        assert keys == sorted(keys)
        assert len(set(keys)) > 1


def test_a_list_by_change_begins_with_the_one_changed_last(many):
    """A list by change begins with the case changed last, whatever the clock shows."""
    save_answers(many, "OX-09", {"emergency": "danger"})
    rows = many.listed(CaseQuery(sort=SortBy.CHANGED), TODAY).rows
    assert [row.summary.reference for row in rows] == [case.reference for case in many.cases()]
    assert rows[0].summary.reference == "OX-09"


@pytest.fixture
def many(store):
    """Returns a store with two dozen cases of every kind and their summaries."""
    store.summarise_with(summarise, "a basis")
    for number in range(24):
        name = NAMES[number % 4] + " " + "abcdefgh"[number % 8] * (number % 5)
        case = store.create_case(
            reference=f"OX-{number:02}", area="oxfordshire", tree=TREE, answers={"emergency": "none"} if number % 2 else {},
            agency={"referrer-name": ("Ann", "Bob", "")[number % 3]},
            referral={"full-name": name, "phone": f"07700 9000{number:02}", "last": "x" * (number % 7), "born": f"1980-0{1 + number % 9}-04"},
        )  # fmt: skip
        if number % 3:
            case = store.mark_sent(case.reference, case.version, TODAY - timedelta(days=number * 11), "")
        if number % 4 == 1:
            kind = (*OF_A_REFERRAL, OUTCOME)[number % 5]
            step = Step(FIRST + timedelta(days=number), "Ann", "n" * (number % 3))
            store.record_steps(case.reference, {str(kind): step}, lambda case: None)
        if number % 5 == 0:
            store.record_export(case.reference, [(f"/stick/{number}", "pack")])
    return store


def urgent(summary, today):
    """Returns the dues that are shown, most urgent first."""
    shown = [due for due in summary.dues if due.shows_from <= today]
    return sorted(shown, key=lambda due: order(due, today))


def order(due, today):
    """Returns the sort key of a due: the order of ``domain/cases/afterwards/due.py``, written a second time."""
    waits = due.kind in {"duty-ends", "slip-missing", "file-outside", "early", "erase"}
    day = due.due or today
    return due.due is not None, max(day, today) if waits else day, list(DueKind).index(due.kind)


def on_the_day(summary, today):
    """Returns the status and the stage on that day."""
    status, stage = summary.status, summary.stage
    if status in {"sent", "acknowledged"} and (today - summary.sent_on).days >= 182:
        status = "expired"
    if stage == BY_LAST_DATE:
        stage = stage_from_last_date(summary.last_date, today) if summary.last_date else "unknown"
    return status, stage


ORDERS = {
    SortBy.REFERENCE: lambda s: s.reference,
    SortBy.COUNCIL: lambda s: (s.authority_words == "", s.authority_words),
    SortBy.WORKER: lambda s: (s.worker == "", s.worker),
    SortBy.LAST_DATE: lambda s: s.last_date or date.max,
    SortBy.SENT: lambda s: -(s.sent_on or date.min).toordinal(),
    SortBy.STATUS: lambda s: list(CaseStatus).index(s.status),
    SortBy.CHANGED: lambda s: 0,
}


@settings(phases=QUICK, max_examples=60)
@given(
    days=st.integers(-40, 400),
    sizes=st.sampled_from([(0, 0, 0), (0, 4, 4), (2, 20, 2), (5, 5, 50), (0, 50, 3), (0, 12, 1), (500, 500, 500)]),
    query=st.builds(
        CaseQuery,
        status=st.sampled_from(["", "", "sent", "expired", "draft", "outcome-known", "acknowledged", "nonsense"]),
        authority=st.sampled_from(["", "", "cherwell", "nowhere"]),
        stage=st.sampled_from(["", "", "threatened", "early", "unknown", "homeless"]),
        worker=st.sampled_from(["", "", "Ann", "Bob"]),
        only_due=st.booleans(),
        sort=st.sampled_from(list(SortBy)),
        search=st.sampled_from(
            [
                "",
                "",
                "",
                "exam",
                "zoë",
                "ox-1",
                "ox 07",
                "07700 900012",
                "exam g",
                "exam 0 z",
                "o",
                "gi",
                "nobody",
                "example",
                "EXAMPLE 9000 1",
                "zoë exampl 0",
                "xxxx",
            ]
        ),
        limit=st.integers(0, 3) | st.integers(0, 30),
        offset=st.just(0) | st.integers(0, 26),
    ),
)
def test_a_list_is_what_looking_at_every_case_would_give(many, days, query, sizes):
    """With any filter, order and window, on any day, a list has the same cases, total and order as looking at every case,
    whether the matching cases are sorted, walked past, or counted and looked for from the top.
    """
    today = TODAY + timedelta(days=days)
    few, top, numbers = sizes
    with mock.patch.multiple(listing, FEW=few, TOP=top, MANY=numbers, STEP=1 + few, SPARSE=numbers):
        page = many.listed(query, today)
        whole = many.listed(CaseQuery(**{**as_dict(query), "limit": 100, "offset": 0}), today).rows
    wanted = [summary for summary in naive(many) if matches(summary, query, today)]
    assert page.total == len(wanted)
    assert sorted(row.summary.reference for row in whole) == sorted(summary.reference for summary in wanted)
    assert page.rows == whole[query.offset : query.offset + query.limit]
    by_reference = {summary.reference: summary for summary in wanted}
    for row in whole:
        summary = by_reference[row.summary.reference]
        assert row.summary == replace(summary, search=SearchTexts(), alike=Likeness())
        assert (row.status, row.stage) == on_the_day(summary, today)
        assert row.due == next(iter(urgent(summary, today)), None)
    if query.sort is SortBy.DUE:
        ranks = [urgent(row.summary, today)[:1] for row in whole]
        keys = [(not rank, *(order(each, today) for each in rank)) for rank in ranks]
    else:
        keys = [ORDERS[query.sort](row.summary) for row in whole]
    assert keys == sorted(keys)


def test_what_is_looked_for_from_the_top_is_what_is_found_among_all(many):
    """If too many cases match to be read, the first window is still the first of all that match, in every order and for every
    length of the window and of the top.
    """
    for sort in SortBy:
        for search in ("gi", "1", "exam"):
            query = CaseQuery(search=search, sort=sort, limit=100)
            whole = many.listed(query, TODAY)
            assert 2 < whole.total < 24
            for top in (0, 1, 2, 4, 7, 13, 24):
                with mock.patch.multiple(listing, FEW=0, MANY=1, TOP=top):
                    page = many.listed(replace(query, limit=1 + top % 4), TODAY)
                assert (page.total, page.rows) == (whole.total, whole.rows[: 1 + top % 4])


@settings(phases=QUICK, max_examples=80)
@given(
    sizes=st.sampled_from([(0, 0, 0), (0, 4, 4), (2, 20, 2), (0, 50, 3), (500, 500, 500)]),
    looks=st.sampled_from([(1, 1), (2, 9), (3, 24), (60, 1_000)]),
    query=st.builds(
        CaseQuery,
        status=st.sampled_from(["", "", "", "sent", "draft"]),
        only_due=st.booleans(),
        sort=st.sampled_from(list(SortBy)),
        search=st.sampled_from(["exam", "example", "exam g", "exam 0 z", "o", "gi", "nobody", "ox-1", "zoë exampl 0", "xxxx", "q"]),
        limit=st.integers(0, 5) | st.integers(0, 30),
        offset=st.just(0) | st.integers(0, 6),
    ),
)  # fmt: skip
def test_the_first_rows_of_a_search_are_those_of_the_whole_list(many, query, looks, sizes):
    """However few cases are examined for them, the rows shown before the total is known are the first of all that match; once
    all are found the list is exact.
    """
    few, top, numbers = sizes
    with mock.patch.multiple(
        listing, FEW=few, TOP=top, MANY=numbers, STEP=1 + few, SPARSE=numbers, AT_FIRST=looks[0], LOOKED_AT=looks[1]
    ):
        inside(many).database._kept.clear()
        page = many.listed(replace(query, quickly=True), TODAY)
        exact = many.listed(query, TODAY)
        whole = many.listed(replace(query, limit=100, offset=0), TODAY)
        found = many.find_all(query, TODAY, lambda: True)
        afterwards = many.listed(replace(query, quickly=True), TODAY)
    assert found == whole.total
    assert page.rows == exact.rows[: len(page.rows)]
    if page.more:
        assert query.offset + len(page.rows) == max(page.total, query.offset) <= max(whole.total, query.offset)
        assert page.total == query.offset + query.limit or page.total <= looks[1] * listing.WIDER
        assert looks != (60, 1_000) or page.total == query.offset + query.limit
    else:
        assert page == exact
    assert afterwards == exact


def test_of_a_search_that_many_fit_only_as_many_are_looked_at_as_are_shown(many, monkeypatch):
    """A search that matches many cases is recognised by the first numbers from the index; then only the texts of the top cases
    are read.
    """
    monkeypatch.setattr(listing, "SPARSE", 2)
    monkeypatch.setattr(listing, "AT_FIRST", 5)
    for search in ("example", "ox-1 ox", "o"):
        pages = []
        query = CaseQuery(search=search, limit=4, quickly=True)
        asked = statements(many, lambda: pages.append(many.listed(query, TODAY)))  # noqa: B023  called at once
        assert [(page.total, len(page.rows), page.more) for page in pages] == [(4, 4, True)], search
        read = [sql for sql in asked if "FROM case_search" in sql]
        assert read
        assert len(read) < 3
        assert all(re.search(r"case_id IN \((\d+, ){4,19}\d+\) AND", sql) for sql in read), read


def test_all_that_fit_are_found_while_nobody_asks_for_anything_else(many, monkeypatch):
    """Finding all matches stops when it is not wanted or when another job waits, which is then done; the caller may ask again."""
    monkeypatch.setattr(connection, "STEPS", 5)
    query = CaseQuery(search="example g", quickly=True)
    worker, ended, counted = inside(many).worker, [], []

    def another_job():
        if not ended:
            ended.append(worker.start(lambda: counted.append(many._counted)))
        return True

    assert many.find_all(query, TODAY, lambda: False) is None
    assert many.find_all(query, TODAY, another_job) is None
    ended[0].result()
    assert counted
    assert many.listed(replace(query, limit=1), TODAY).more
    assert many.find_all(query, TODAY, lambda: True) == many.listed(query, TODAY).total > 1
    assert not many.listed(replace(query, limit=1), TODAY).more


def test_what_was_found_holds_until_somebody_writes(many):
    """A search whose matches were all found reads no text for a window; after a change it searches again."""
    query = CaseQuery(search="example g", limit=2)
    before = many.find_all(query, TODAY, lambda: True)
    assert not [sql for sql in statements(many, lambda: many.listed(query, TODAY)) if "case_search" in sql]
    created(many, "OX-99", None)
    many.save_fields("OX-99", None, "referral", {"full-name": "Another Good Example"})
    assert many.listed(query, TODAY).total == before + 1


def as_dict(query):
    """Returns the parts of a query by name."""
    return {name: getattr(query, name) for name in CaseQuery.__slots__}


def matches(summary, query, today):
    """Returns whether a list should include the case."""
    status, stage = on_the_day(summary, today)
    texts = summary.search
    everything = f"{texts.name} {texts.known_as} {texts.phone} {texts.council} {texts.notes}".casefold()
    named = f"{summary.reference} {summary.reference.replace('-', '')} {summary.initials}".casefold()
    words = query.search.casefold().split()
    long = any(len(word) >= 3 for word in words)
    return (
        all(word in named or (long and word in everything) for word in words)
        and query.status in {"", status}
        and query.authority in {"", summary.authority}
        and query.stage in {"", stage}
        and query.worker in {"", summary.worker}
        and (not query.only_due or bool(urgent(summary, today)))
    )


@settings(phases=QUICK, max_examples=40)
@given(days=st.integers(-40, 60), limit=st.one_of(st.none(), st.integers(0, 12)))
def test_dues_and_counts_are_what_looking_at_every_case_would_give(many, days, limit):
    """There is one item for each due that is shown, in the order of the design, and the counts agree with them."""
    today = TODAY + timedelta(days=days)
    summaries = naive(many)
    wanted = [(summary.reference, due) for summary in summaries for due in summary.dues if due.shows_from <= today]
    items = many.due_items(today)
    found = [(each.reference, each.due) for each in items]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    kinds = list(DueKind)
    keys = [order(due, today) for _, due in found]
    assert keys == sorted(keys)
    assert many.due_items(today, limit) == items[:limit]
    by_reference = {
        summary.reference: replace(summary, search=SearchTexts(), alike=Likeness(), dues=()) for summary in summaries
    }
    for each in items:
        case = by_reference[each.reference]
        assert (each.initials, each.authority_words, each.sent_on, each.code, each.tree) == (
            *(case.initials, case.authority_words, case.sent_on, case.code),
            many.case(each.reference).tree.id,
        )
    for kind in kinds:
        rows = many.due_cases(today, kind)
        assert [(row.summary.reference, row.due) for row in rows] == [each for each in found if each[1].kind is kind]
        assert all(row.summary == by_reference[row.summary.reference] for row in rows)
        assert all((row.status, row.stage) == on_the_day(row.summary, today) for row in rows)
    counts = many.counts(today)
    assert counts.due == {kind: sum(due.kind == kind for _, due in wanted) for kind in kinds}
    late = {"chase", "code-missing", "send", "ask-again"}
    assert counts.overdue == sum(due.kind in late and (due.due or today) < today for _, due in wanted)
    assert (counts.open, counts.not_sent, counts.ready, counts.files) == (
        sum(each.closed_on is None for each in summaries),
        sum(each.not_sent for each in summaries),
        sum(each.ready for each in summaries),
        len(many.exported_files()),
    )


@settings(phases=QUICK, max_examples=200)
@given(
    typed=st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ['"', 'a" OR "b', "NEAR(", "*", "name:zoe", "-exam", "^ex", "'; DROP", "exam*", "(exam", "\ud800ab", "a\0b"]
        ),
    )
)
def test_nothing_that_is_typed_is_read_as_a_language_of_searches(many, typed):
    """Quotation marks, operators, column names and surrogates are searched for as ordinary text."""
    page = many.listed(CaseQuery(search=typed), TODAY)
    words = [clean(word).casefold() for word in typed.split()]
    assert words or page.total == 24
    searched = {summary.reference: summary for summary in naive(many)}
    for row in page.rows:
        summary = searched[row.summary.reference]
        texts = summary.search
        everything = f"{summary.reference} {summary.initials} {texts.name} {texts.phone} {texts.council} {texts.notes}"
        assert all(
            word in everything.casefold() or search_key(word) in search_key(summary.reference)
            for word in words
            if word.isascii()
        )


@pytest.mark.parametrize("sparse", [0, 500])
def test_a_short_word_beside_a_long_one_is_found_in_each_text(many, monkeypatch, sparse):
    """The case is found whichever of its texts contains the 12 of "bed 12", and not if none does."""
    monkeypatch.setattr(listing, "SPARSE", sparse)
    texts = {"name": "qq", "known_as": "qv", "phone": "qx", "council": "qy", "notes": "qz"}
    for column, word in texts.items():
        execute(many, f"UPDATE case_search SET {column} = ? WHERE found_by LIKE 'ox-12 %'", (f"bed {word}",))  # noqa: S608  names listed above
    for word in (*texts.values(), "12"):
        found = many.listed(CaseQuery(search=f"ox-12 {word}"), TODAY).rows
        assert [row.summary.reference for row in found] == ["OX-12"], word
    assert many.listed(CaseQuery(search="ox-12 qw"), TODAY).total == 0


@pytest.mark.parametrize("sparse", [0, 500])
def test_a_reference_is_found_however_it_is_written(store, monkeypatch, sparse):
    """A reference is found in small letters, run together, in separate words, with look-alike letters, and by a part of it."""
    monkeypatch.setattr(listing, "SPARSE", sparse)
    store.summarise_with(summarise, "a basis")
    for reference in ("CHW-7K3M-2Q", "CHW-0A11-XX"):
        store.create_case(reference=reference, area="oxfordshire", tree=TREE, answers={}, agency={}, referral={})
    for typed in ("chw-7k3m-2q", "chw7k3m2q", "chw 7k3m 2q", "7k3", "7K3M-2Q", "2q"):
        assert [row.summary.reference for row in store.listed(CaseQuery(search=typed), TODAY).rows] == [
            "CHW-7K3M-2Q"
        ], typed
    for typed in ("oall", "chw-oa11", "0AI1"):
        assert [row.summary.reference for row in store.listed(CaseQuery(search=typed), TODAY).rows] == [
            "CHW-0A11-XX"
        ], typed


def test_candidates_share_a_phone_a_day_of_birth_or_letters_of_a_name(many):
    """Day and month may be swapped; the case itself is never a candidate, and no more are returned than were asked for."""

    def found(likeness, most=30, but="OX-99"):
        return [reference for reference, _ in many.likely_same(likeness, but, most)]

    assert found(Likeness(phones=("07700 900003",)))[:1] == ["OX-03"]
    assert set(found(Likeness(born="1980-04-02"))) == {"OX-01", "OX-10", "OX-19"}
    assert set(found(Likeness(born="1980-02-04"))) == {"OX-01", "OX-10", "OX-19"}
    assert set(found(Likeness(name="grushka"))) == {f"OX-{number:02}" for number in range(1, 24, 4)}
    assert found(Likeness(name="grusha", phones=("07700 900000",)), most=2)[0] == "OX-00"
    assert len(found(Likeness(name="example"), most=5)) == 5
    assert "OX-03" not in found(Likeness(phones=("07700 900003",)), but="OX-03")
    assert found(Likeness()) == []
    ((_, likeness),) = many.likely_same(Likeness(phones=("07700 900003",)), "", 1)
    assert likeness.phones == ("07700 900003",)


FACTS = st.builds(
    CaseFacts,
    authority=st.sampled_from([None, "cherwell", "oxford"]),
    body_type=st.sampled_from([None, "voluntary"]),
    stage=st.sampled_from([None, "threatened", "early"]),
    outcome=st.sampled_from([None, "refer", "no-consent", "other-authority"]),
    status=st.sampled_from([None, "sent", "withdrawn"]),
    reason=st.sampled_from([None, "dispute"]),
    contact_on=st.sampled_from([None, TODAY]),
    result=st.sampled_from([None, "no-duty"]),
    result_on=st.sampled_from([None, TODAY + timedelta(days=3)]),
    before_56=st.sampled_from([None, True, False]),
)


def row_of(summary):
    """Returns a stored case as a row to count; a stage that depends on the day is that of the day on which the case was begun."""
    return FigureRow(
        summary.begun_on, summary.sent_on, summary.authority, summary.body_type, on_the_day(summary, summary.begun_on)[1],
        summary.outcome, summary.status, summary.reason, summary.needs, summary.contact_on, summary.result, summary.result_on,
        summary.before_56, erased=False,
    )  # fmt: skip


def row_of_erased(stub):
    """Returns an erased case as a row to count."""
    facts = stub.facts
    ids = (facts.authority, facts.body_type, facts.stage, facts.outcome, facts.status, facts.reason)
    return FigureRow(
        stub.created_on, stub.sent_on, *(each or "" for each in ids), (), facts.contact_on, facts.result or "", facts.result_on,
        facts.before_56, erased=True,
    )  # fmt: skip


@settings(phases=QUICK, max_examples=40)
@given(
    facts=FACTS,
    begin=st.integers(-300, 60),
    length=st.integers(0, 500),
    open_ends=st.tuples(st.booleans(), st.booleans()),
    but=st.sets(st.sampled_from(["refer", "other-authority", "no-consent", "universal-support"])),
)
def test_what_is_counted_in_the_store_is_what_counting_row_by_row_gives(many, facts, begin, length, open_ends, but):
    """Stored and erased cases, of any period and without some outcomes, give the same counts, published figures and hidden
    figures.
    """
    stubs = {stub.reference for stub in many.erased_cases()}
    reference = next((each.reference for each in many.cases() if each.reference not in stubs), None)
    if reference is not None:
        many.erase(reference, many.case(reference).version, facts)
    rows = [*map(row_of, naive(many)), *map(row_of_erased, many.erased_cases())]
    rows = [row for row in rows if row.outcome not in but]
    first = None if open_ends[0] else TODAY + timedelta(days=begin)
    last = None if open_ends[1] else TODAY + timedelta(days=begin + length)
    counted, slowly = many.tally(first, last, but), tally(rows, first, last)
    assert counted == slowly
    assert statistics(counted, first, last) == statistics(slowly, first, last)
    assert joins(counted) == joins(slowly)


def rows_taken(monkeypatch, module):
    """Records each statement that ``module`` runs from now on, with the number of rows it returns."""
    taken = []
    as_it_is = module.plain

    class Counted:
        def __init__(self, connection):
            self._connection = connection

        def execute(self, sql, values=()):
            rows = self._connection.execute(sql, values).fetchall()
            taken.append((sql, len(rows)))
            return Rows(rows)

    class Rows(list):
        def fetchall(self):
            return self

        def fetchone(self):
            return next(iter(self), None)

    monkeypatch.setattr(module, "plain", lambda session: Counted(as_it_is(session)))
    return taken


def test_statistics_take_the_columns_of_all_cases_at_once(many, monkeypatch):
    """However many cases there are, the sent ones are read as two rows, one of stored and one of erased cases, because an
    object for each value would cost more than all the counting.
    """
    taken = rows_taken(monkeypatch, counting)
    assert many.tally(None, None).sent > 2
    assert [rows for sql, rows in taken if "sent_on IS NULL" not in sql] == [1, 1]


def test_whoever_may_be_the_same_is_counted_without_a_row_for_each(many, monkeypatch):
    """Letters of a name are common: a fifth of a hundred thousand cases share some. Only the cases that are compared are read
    as rows.
    """
    taken = rows_taken(monkeypatch, alike)
    found = many.likely_same(Likeness(name="example invented", born="1990-01-02"), "none", 2)
    assert len(found) == 2
    *counted, (_, compared) = taken
    assert len(counted) > 5
    assert {rows for _, rows in counted} == {1}
    assert compared == 3


def test_a_list_never_reads_all_cases(store, monkeypatch):
    """Ten times as many cases cost a list, its dues and its counts hardly more steps in SQLite."""
    from behind import steps

    store.summarise_with(summarise, "a basis")
    monkeypatch.setattr(listing, "FEW", 5)
    costs = []
    for count in (20, 120):
        for number in range(count):
            store.create_case(
                reference=f"N{count}-{number}",
                area="oxfordshire",
                tree=TREE,
                answers={"a": "b"},
                agency={},
                referral={},
            )
        costs.append(
            steps(
                store,
                lambda: [
                    store.listed(CaseQuery(limit=20, sort=sort), TODAY) for sort in SortBy if sort is not SortBy.DUE
                ],
            )
        )
    # Counting all cases reads the smallest index once; reading the cases would cost a hundred steps each.
    assert costs[1] - costs[0] < 120 * len(SortBy) * 8


@pytest.fixture
def asked(many, monkeypatch):
    """Returns the statements that lists run on the store, in order."""
    statements = []

    class Recorded:
        def __init__(self, connection):
            self._connection = connection

        def execute(self, sql, values=()):
            statements.append(sql)
            return self._connection.execute(sql, values)

        def __getattr__(self, name):
            return getattr(self._connection, name)

    recorded = {}
    as_it_is = listing.plain
    monkeypatch.setattr(
        listing, "plain", lambda session: recorded.setdefault(0, Recorded(as_it_is(session)))
    )  # always the same one, because it is asked whether something was written since
    return statements


@pytest.mark.parametrize("ordered", [20_000, 2])
@pytest.mark.parametrize("search", ["exam", "x", "gi", "07700 900012", "nobody"])
def test_a_key_of_a_search_goes_through_the_texts_once(many, asked, monkeypatch, search, ordered):
    """One search of the texts decides which cases match, how many and in which order; no list reads the texts of its rows."""
    monkeypatch.setattr(listing, "MANY", ordered)
    page = many.listed(CaseQuery(search=search), TODAY)
    assert page.total == len([each for each in naive(many) if matches(each, CaseQuery(search=search), TODAY)])
    looks = [sql for sql in asked if "case_search" in sql or "case_text" in sql]
    assert len(looks) == 1
    assert not any("alike_name" in sql or "q.notes" in sql or ", notes" in sql for sql in asked if sql not in looks)


@pytest.mark.parametrize("search", ["x", "qq", "z e"])
def test_short_words_alone_are_looked_for_in_an_index_that_holds_reference_and_initials(many, asked, search):
    """Short words can match only the reference and initials, so no text is read; reading the texts would take four times as long."""
    many.listed(CaseQuery(search=search, limit=3), TODAY)
    (look,) = (sql for sql in asked if "case_search" in sql)
    plan = execute(many, f"EXPLAIN QUERY PLAN {look}", search.split())
    assert any("COVERING INDEX ix_case_search_found_by" in str(step) for step in plan)


@pytest.mark.parametrize("search", ["exam x", "zoë g", "example 0 1"])
def test_for_a_short_word_beside_one_that_many_have_the_texts_are_gone_through_once(many, asked, monkeypatch, search):
    """The index is asked whether few cases have the long word, and then the texts of all are read exactly once."""
    monkeypatch.setattr(listing, "SPARSE", 2)
    monkeypatch.setattr(listing, "MANY", 2)
    many.listed(CaseQuery(search=search, limit=3), TODAY)
    assert sum("FROM case_search NOT INDEXED" in sql for sql in asked) == 1
    of_the_index = [sql for sql in asked if "case_text" in sql and "case_search" not in sql]
    assert len(of_the_index) == 1
    assert "LIMIT 3" in of_the_index[0]


def test_what_is_due_reads_of_each_case_what_is_said_beside_it(many, asked):
    """All of it takes two statements, which neither sort nor read the rest of a summary: of a hundred thousand cases thousands
    are due.
    """
    assert len(many.due_items(TODAY + timedelta(days=60))) > 9
    dues, cases = asked
    assert "ORDER" not in dues
    assert not {"needs", "changed_at", "status"} & set(re.findall(r"\w+", cases))


@pytest.mark.parametrize("sparse", [2, 10_000])
def test_which_cases_have_a_long_word_is_asked_once_for_all_letters_of_a_short_one(many, asked, monkeypatch, sparse):
    """Which cases have the long word is looked up again only after something was written."""
    monkeypatch.setattr(listing, "SPARSE", sparse)

    def looked_up():
        before = len(asked)
        for search in ("exam b", "exam bd"):
            found = many.listed(CaseQuery(search=search, limit=100), TODAY)
            wanted = [each for each in naive(many) if matches(each, CaseQuery(search=search), TODAY)]
            assert found.total == len(wanted) > 0
        return sum("case_text" in sql for sql in asked[before:])

    assert (looked_up(), looked_up()) == (1, 0)
    save_answers(many, "OX-09", {"emergency": "danger"})
    assert looked_up() == 1


LETTERS = st.text("abc", min_size=3, max_size=14)


@settings(max_examples=300)
@given(word=LETTERS, more=st.lists(LETTERS, max_size=5))
def test_a_word_of_which_the_index_sees_two_ends_stands_there_as_a_whole(word, more):
    """For a word whose ends could match elsewhere the index is asked for all parts and the texts are read; for other words both
    ends are enough.
    """
    ends = [word[:6] + word[-6:][by:] for by in range(7)] + [word[-6:] + word[:6][by:] for by in range(7)]
    texts = [word, f"b{word}c", *ends, *more]
    with closing(driver.MODULE.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE one USING fts5(text, tokenize='trigram')")
        connection.executemany("INSERT INTO one VALUES (?)", [(text,) for text in texts])

        def found(asked):
            return {text for (text,) in connection.execute("SELECT text FROM one WHERE one MATCH ?", (asked,))}

        having = {text for text in texts if word in text}
        assert having <= found(listing._in_parts(word))
        if listing._is_quick(word):
            assert found(listing._together(word)) == having


@pytest.mark.parametrize("word", ["cherwell", "invented", "oxford city", "benaday", "chw7k3m2q"])
def test_the_words_of_councils_and_names_are_seen_quickly(word):
    """A word is searched for in pieces short enough for the index to find without using memory for each case."""
    for piece in word.split():
        assert listing._is_quick(piece)
        assert all(len(part) <= listing.AT_A_TIME for part in re.findall('"([^"]*)"', listing._together(piece)))


def test_the_order_of_what_is_due_is_read_once_for_all_keys(many, asked):
    """The order is read again only after something was written, or on another day."""

    def looked_up():
        before = len(asked)
        for search in ("e", "ex", "exa", "exam"):
            many.listed(CaseQuery(search=search), TODAY)
        return sum("ORDER BY d.due" in sql for sql in asked[before:])

    assert (looked_up(), looked_up()) == (1, 0)
    save_answers(many, "OX-09", {"emergency": "danger"})
    assert looked_up() == 1
    many.listed(CaseQuery(search="exam"), TODAY + timedelta(days=1))
    assert looked_up() == 1


def test_of_cases_that_fit_only_as_much_of_an_order_is_walked_as_a_window_needs(many, asked, monkeypatch):
    """Steps grow: the first rows of a hundred thousand cases are found near the top, and the last of a few take few steps."""
    monkeypatch.setattr(listing, "FEW", 0)
    monkeypatch.setattr(listing, "STEP", 4)
    monkeypatch.setattr(listing, "LONGER", 2)
    for limit, walks in ((2, 1), (24, 3)):
        asked.clear()
        page = many.listed(CaseQuery(search="ox-", sort=SortBy.REFERENCE, limit=limit), TODAY)
        assert len(page.rows) == limit
        assert [row.summary.reference for row in page.rows] == [f"OX-{number:02}" for number in range(limit)]
        assert sum("OFFSET" in sql for sql in asked) == walks


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE case_summary SET status = 'sent'",
        "UPDATE case_search SET born = '1980-01-01'",
        "UPDATE case_search SET name = 'somebody'",
        "DELETE FROM case_due",
        "DELETE FROM case_phone",
        "DELETE FROM case_summary",
        "INSERT INTO case_text (case_text) VALUES ('delete-all')",
        "INSERT INTO case_name (case_name) VALUES ('delete-all')",
    ],
)
def test_the_check_names_a_summary_that_is_not_what_its_case_gives(desk, store, harm):
    """A row changed without the program's knowledge is named, and rebuilding the read model repairs it."""
    store.summarise_with(summarise, "a basis")
    store.create_case(
        reference="OX-1",
        area="oxfordshire",
        tree=TREE,
        answers={},
        agency={},
        referral={"full-name": "Zoë", "phone": "1"},
    )
    assert result(store).ok
    before = held(store)
    execute(store, harm)
    assert not result(store).ok
    assert "OX-1" in result(store).words or "search index" in result(store).words
    assert "vault check --rebuild" in result(store).words
    assert store.rebuild() == 1
    assert result(store).ok
    assert held(store) == before
    assert store.listed(CaseQuery(search="zoë"), TODAY).total == 1


def test_opening_with_the_same_basis_makes_nothing_and_with_another_makes_all(desk, store):
    """The first row alone decides: no case is read if no summary is missing."""
    store.summarise_with(summarise, "a basis")
    for number in range(3):
        desk.new_case(store, f"OX-{number}")
    store.close()
    made = []

    def counted(case, files):
        made.append(case.reference)
        return summarise(case, files)

    store = desk.unlock()
    store.summarise_with(counted, "a basis")
    assert made == []
    store.close()
    store = desk.unlock()
    store.mark_copied("OX-1", "team", "ab")
    store.summarise_with(counted, "a basis")
    assert made == ["OX-1"]
    store.close()
    store = desk.unlock()
    store.summarise_with(counted, "another basis")
    assert sorted(made) == ["OX-0", "OX-1", "OX-1", "OX-2"]


def test_making_summaries_that_was_cut_short_goes_on_where_it_was(desk, store, monkeypatch):
    """Summaries made before the interruption are kept; the rest are made at the next opening."""
    from champion_tui.store.cases import summaries

    monkeypatch.setattr(summaries, "AT_ONCE", 2)
    for number in range(5):
        desk.new_case(store, f"OX-{number}")
    made = []

    def cut(case, files):
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(case.reference)
        return summarise(case, files)

    with pytest.raises(KeyboardInterrupt):
        store.summarise_with(cut, "a basis")
    store.close()
    store = desk.unlock()
    made.clear()
    store.summarise_with(summarise, "a basis")
    assert store.listed(CaseQuery(), TODAY).total == 5


def test_the_words_of_an_erased_case_leave_the_index_when_the_store_is_closed(desk, store):
    """No three letters of a name that only the erased case had are in any table of the index, nor of its earlier values."""
    store.summarise_with(summarise, "a basis")
    desk.new_case(store, "OX-1", **{"full-name": "Zwölfzylinderquark"})
    desk.new_case(store, "OX-2", **{"full-name": "Anna Example"})
    store.save_fields("OX-1", 1, "referral", {"full-name": "Xylophonmacher"})
    store.erase("OX-1", 2, CaseFacts())
    assert store.listed(CaseQuery(search="xylophon"), TODAY).total == 0
    assert pieces_in_index(store, "zwölfzylinderquark")
    assert pieces_in_index(store, "xylophonmacher")
    store.close()
    with desk.unlock() as again:
        assert pieces_in_index(again, "zwölfzylinderquark") == pieces_in_index(again, "xylophonmacher") == set()
        assert pieces_in_index(again, "anna")
        again.summarise_with(summarise, "a basis")
        assert again.listed(CaseQuery(search="anna"), TODAY).total == 1


def pieces_in_index(store, word):
    """Returns those three-letter pieces of ``word`` that the index still contains."""
    pieces = {word[at : at + 3] for at in range(len(word) - 2)}
    found = set()
    for table in ("case_text", "case_name"):
        execute(store, f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{table}', 'row')")
        found |= {term for (term,) in execute(store, "SELECT term FROM temp.words")} & pieces
        execute(store, "DROP TABLE temp.words")
        for (block,) in execute(store, f"SELECT block FROM {table}_data"):  # noqa: S608  names listed above
            found |= {piece for piece in pieces if len(piece) == 3 and piece.encode() in bytes(block)}
    return found


class TestSteps:
    """What happened after sending is stored, chained and compared like any other value."""

    STEP = Step(date(2026, 11, 24), "Ann Example", "They rang \ud800", "no-duty", "yes")

    def test_a_step_is_kept_replaced_and_taken_back(self, desk, store):
        """The case has the step, the history its old and new value, the version grows, and nothing is written if nothing differs."""
        case = desk.new_case(store)
        case = store.mark_sent("OX-1", case.version, date(2026, 11, 23), "")
        stepped = store.record_steps("OX-1", {"outcome": self.STEP}, lambda case: None)
        assert stepped.steps == {"outcome": self.STEP}
        assert stepped.version == case.version + 1
        events = store.verify_chain().events
        assert store.record_steps("OX-1", {"outcome": self.STEP}, lambda case: None) == stepped
        assert store.verify_chain().events == events
        later = Step(date(2026, 11, 25), "Bob Example")
        store.record_steps("OX-1", {"outcome": later}, lambda case: None)
        gone = store.record_steps("OX-1", {"outcome": None}, lambda case: None, why="another case's")
        assert gone.steps == {}
        *_, first, second, third = store.events("OX-1")
        assert [event.what for event in (first, second, third)] == ["step outcome"] * 3
        assert (first.old, third.new) == (None, None)
        assert second.old == first.new
        assert [each for each in store.check() if not each.ok] == []

    def test_what_decide_raises_stops_it(self, desk, store):
        """``decide`` gets the case as it is now, including other windows' changes; if it raises, nothing is changed."""
        case = desk.new_case(store)
        seen = []

        def refuse(stands):
            seen.append(stands)
            raise ValueError("not before it was sent")

        with pytest.raises(ValueError, match="not before"):
            store.record_steps("OX-1", {"outcome": self.STEP}, refuse)
        assert seen == [case]
        assert store.case("OX-1") == case

    def test_a_step_without_its_event_is_refused(self, desk, store):
        """A step written without the history's knowledge is neither shown nor printed."""
        desk.new_case(store)
        execute(store, "INSERT INTO case_value (case_id, holder, key, value) VALUES (1, 'step', 'outcome', '[\"2026-11-24\", \"\", \"\", \"\", \"\"]')")  # fmt: skip
        with pytest.raises(HistoryDiffers, match="step outcome"):
            store.case("OX-1")

    def test_nothing_of_a_step_is_left_of_an_erased_case(self, desk, store):
        """Neither the row of a step nor the text of its event is left after the case is erased."""
        desk.new_case(store)
        store.record_steps("OX-1", {"outcome": self.STEP}, lambda case: None)
        store.erase("OX-1", 2, CaseFacts())
        assert execute(store, "SELECT count(*) FROM case_value") == [(0,)]
        assert {event.new for event in store.events("OX-1")[:-1]} == {None}


def test_what_layout_4_keeps_of_an_erased_case_is_held_against_its_event(desk, store):
    """A fact that appears later without its event is refused, even if nothing was stored in its place."""
    desk.new_case(store)
    desk.new_case(store, "OX-2")
    store.erase("OX-1", 1, CaseFacts(status="sent", before_56=False))
    execute(store, "UPDATE erased_case SET result = 'no-duty'")
    with pytest.raises(HistoryDiffers, match="result"):
        store.erased_case("OX-1")


def test_several_cases_are_erased_together_or_not_at_all(desk, store):
    """If one of the cases was changed meanwhile, none is erased."""
    for number in range(3):
        desk.new_case(store, f"OX-{number}")
    from champion_tui.store.errors import NotErased

    with pytest.raises(NotErased):
        store.erase_all([("OX-0", 1, CaseFacts()), ("OX-1", 7, CaseFacts())])
    assert len(store.cases()) == 3
    stubs = store.erase_all([(f"OX-{number}", 1, CaseFacts(status="draft")) for number in range(3)])
    assert [stub.reference for stub in stubs] == ["OX-0", "OX-1", "OX-2"]
    assert store.cases() == ()
    assert [each for each in store.check() if not each.ok] == []
