"""The table: columns keep their widths, rows are loaded when they come into sight, and no key acts on an unseen row."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from driving import Driven
from hypothesis import given
from hypothesis import strategies as st
from stand_in_desk import StandInDesk
from textual import events

from champion_tui.tui.app import ChampionApp
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.widgets.layout import GAP, Cell
from champion_tui.tui.widgets.lists.choices import NOTHING_FITS
from champion_tui.tui.widgets.lists.table import (
    ARROW,
    BLOCK,
    BLOCKS,
    LEAST,
    LOOKING,
    Column,
    Page,
    Table,
    TableRow,
    fitting,
)
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.states import NOT_SENT, tag

COLUMNS = (
    Column("What is due", 16),
    Column("Case", 12),
    Column("Who", 6, yields=2),
    Column("Council", 0, yields=3, folds=True),
    Column("Last day", 10, yields=1, folds=True),
)


class Source:
    """A source of ``total`` rows that records what it was asked."""

    def __init__(self, total, name="case"):
        self.total, self.name = total, name
        self.asked = []

    def __call__(self, first, count):
        """Returns the rows from ``first`` on."""
        self.asked.append((first, count))
        return Page(self.total, [self.row(at) for at in range(first, min(first + count, self.total))])

    def row(self, at):
        """Returns an invented row."""
        due = tag(NOT_SENT) if at % 3 == 0 else Cell(f"due in {at} days")
        return TableRow(
            f"{self.name}-{at}", (due, Cell(f"{self.name}-{at}"), Cell("Z.E."), Cell("Northvale"), Cell("3 Dec"))
        )


class TableScreen(VaultScreen[str]):
    """A page with a table, for these tests only."""

    NAME = "cases"
    PURPOSE = "Try the table."
    AUTO_FOCUS = "#table"

    def __init__(self, source, **how):
        super().__init__()
        self.source, self.how = source, how
        self.marked, self.chosen, self.typed = [], [], []
        self.hold = None
        """If set, results of the source are held back until they are called."""

    def parts(self):
        """Yields the table."""
        yield Prose(id=TROUBLE)
        yield Table(COLUMNS, id="table", **self.how)

    def look(self):
        """Shows the source."""
        self.query_one(Table).show_from(self.source, self.ask)

    def ask(self, work, then):
        """Asks at once, or when released."""
        if self.hold is None:
            then(work())
        else:
            self.hold.append(lambda: then(work()))

    def on_table_marked(self, event):
        """Records the row."""
        self.marked.append(event.key)

    def on_table_chosen(self, event):
        """Records the row."""
        self.chosen.append(event.key)

    def on_table_searched(self, event):
        """Changes to another source."""
        self.typed.append(event.typed)
        self.source = Source(self.source.total // 10, f"found-{event.typed}")
        self.look()


@asynccontextmanager
async def at_table(source, size=(80, 24), **how):
    """Yields the app with that page on top."""
    desk = StandInDesk()
    app = ChampionApp(lambda: desk)
    async with app.run_test(size=size) as pilot:
        run = Driven(app, pilot, desk)
        await run.settle()
        page = TableScreen(source, **how)
        app.go(page)
        await run.settle()
        yield run, page, page.query_one(Table)


# -- columns ------------------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.builds(Column, st.just("x"), st.integers(1, 30), st.integers(0, 5), st.booleans()), min_size=1, max_size=7
    ),
    st.integers(10, 250),
)
def test_columns_yield_in_order_and_only_as_far_as_they_must(columns, width):
    """The columns fit, or all that may yield are gone, and those that are gone have higher numbers than those that stay."""
    fit = fitting(columns, width)
    stay = [at for at, _ in fit.first]
    needs = ARROW + sum(GAP + columns[at].least for at in stay)
    assert needs <= width or not any(columns[at].yields for at in stay)
    gone = [at for at in range(len(columns)) if at not in stay]
    assert all(columns[at].yields >= columns[other].yields for at in gone for other in stay)
    assert set(fit.second) == {at for at in gone if columns[at].folds}
    if gone:
        last = min(gone, key=lambda at: (columns[at].yields, at))
        assert needs + GAP + columns[last].least > width


def test_the_widest_column_takes_what_is_left():
    """The widest column takes all remaining space, and never less than its minimum."""
    assert dict(fitting(COLUMNS, 100).first)[3] == 100 - ARROW - 5 * GAP - 44
    assert dict(fitting((Column("a", 20), Column("b")), 24).first)[1] == LEAST


@pytest.mark.parametrize(("size", "lines"), [((120, 30), 1), ((80, 24), 1), ((62, 24), 2)])
async def test_what_does_not_fit_stands_on_a_second_line_or_goes(size, lines):
    """A council on the second line is visible in a narrow window, and the headings name the first line's columns."""
    async with at_table(Source(4), size) as (run, _, table):
        assert fitting(COLUMNS, table.size.width).lines == lines
        assert "Northvale" in run.text
        assert ("Council" in run.text) is (lines == 1)
        starts = {line.index("case-") for line in run.lines if "case-" in line}
        assert len(starts) == 1
        assert f" {NOT_SENT} " in run.text


async def test_a_long_value_never_moves_a_column():
    """A long value is cut at the end of its column."""
    source = Source(3)
    long = source.row(1)
    source.row = lambda at: TableRow(str(at), (Cell("due " * 20), *long.cells[1:])) if at == 1 else long
    async with at_table(source) as (run, _, _table):
        assert len({line.index("Z.E.") for line in run.lines if "Z.E." in line}) == 1
        assert "…" in run.text


# -- rows ---------------------------------------------------------------------------------------------------------------


async def test_a_hundred_thousand_rows_are_never_in_memory():
    """Only blocks in sight are loaded, from end to end, and few are kept."""
    source = Source(100_000)
    async with at_table(source) as (run, page, table):
        assert len(source.asked) == 1
        await run.press("end")
        assert table.here.key == page.marked[-1] == "case-99999"
        assert "100,000 of 100,000" in run.text
        for _ in range(60):
            await run.at_once("pageup")
        assert table.held <= BLOCK * BLOCKS
        assert all(count == BLOCK for _, count in source.asked)
        assert len(source.asked) < 2 + 60
        await run.press("home")
        assert table.here.key == "case-0"


async def test_the_mark_moves_with_the_arrows_and_stays_in_sight():
    """The mark moves by rows and pages, and each new row is reported once."""
    async with at_table(Source(200)) as (run, page, table):
        assert page.marked == ["case-0"]
        await run.press("down", "down", "up")
        assert page.marked == ["case-0", "case-1", "case-2", "case-1"]
        for key in ("pagedown", "pagedown", "down", "pageup", "end", "up", "home", "up"):
            await run.press(key)
            assert table.here.key in run.marked
            assert page.marked[-1] == table.here.key
        assert table.here.key == "case-0"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (62, 17)])
async def test_resizing_keeps_the_marked_row_in_sight(size):
    """The marked row stays visible at every window size."""
    async with at_table(Source(500), (100, 50)) as (run, _, table):
        await run.press("pagedown", "pagedown", "pagedown")
        await run.resize(*size)
        assert table.here.key in run.marked
        assert "PgDn more" in run.footer


async def test_nothing_at_all_is_said_in_words():
    """Without rows, a sentence says so, nothing is marked and Enter does nothing."""
    async with at_table(Source(0), empty="There are no cases yet.") as (run, page, table):
        assert "There are no cases yet." in run.text
        assert table.here is None
        await run.press("down", "enter")
        assert page.chosen == []


async def test_looked_at_again_the_mark_stays_on_its_row():
    """After a reload the mark stays on its row, even if rows were added above."""
    async with at_table(Source(30)) as (run, page, table):
        await run.press(*["down"] * 4)
        older = page.source
        page.source = Source(31)
        page.source.row = lambda at: older.row(at - 1) if at else TableRow("new", older.row(0).cells)
        page.look()
        await run.settle()
        assert table.here.key == "case-4"
        assert "5 of 31" not in run.text


class FirstRows(Source):
    """Knows a number of first rows of a source, and that there may be more."""

    def __call__(self, first, count):
        """Returns those rows."""
        return Page(self.total, super().__call__(first, count).rows, more=True)


async def test_rows_of_which_there_may_be_more_can_be_used_before_it_is_known_how_many():
    """The table shows that there may be more rows, and on a reload shows how many, with rows, mark and the target of Enter
    unchanged.
    """
    async with at_table(FirstRows(50)) as (run, page, table):
        await run.press("down", "down")
        assert "3 of 50 or more" in run.text
        await run.press("end")
        assert "50 of 50 or more" in run.text
        await run.press("home", "down", "down")
        before, page.hold = table.rows, []
        table.ask_again(Source(1000))
        await run.settle()
        assert table.rows == before
        assert table.seen.key == "case-2"
        for let_go in page.hold:
            let_go()
        assert table.seen.key == "case-2"
        await run.settle()
        assert "3 of 1,000" in run.text
        assert "or more" not in run.text
        assert all(now is then for now, then in zip(table.rows[3:], before[3:], strict=True))
        page.hold = None
        await run.press("end", "enter")
        assert page.chosen == ["case-999"]


async def test_a_search_that_has_found_nothing_yet_does_not_say_that_there_is_nothing():
    """A search that has found nothing yet says that it is still looking."""
    async with at_table(Source(10)) as (run, _, table):
        await run.type("q")
        table.show_from(FirstRows(0))
        await run.settle()
        assert LOOKING.format(typed="q") in run.text
        assert NOTHING_FITS.format(typed="q") not in run.text
        table.ask_again(Source(0))
        await run.settle()
        assert NOTHING_FITS.format(typed="q") in run.text


# -- what is pressed ----------------------------------------------------------------------------------------------------


async def test_digits_and_letters_are_searched_for():
    """Digits and letters never mark or choose a row, Backspace removes one, and the screen is told of each."""
    async with at_table(Source(100)) as (run, page, table):
        await run.press("down")
        await run.type("4a")
        assert page.typed == ["4", "4a"]
        assert table.here.key == "found-4a-0"
        await run.press("backspace")
        assert page.typed[-1] == "4"
        assert page.chosen == []
        assert "Search  4____" in run.text


async def test_without_a_search_box_text_is_left_to_the_screen():
    """Without a search box, the table takes no text."""
    async with at_table(Source(10), searched=False) as (run, page, _table):
        await run.type("5x")
        assert page.typed == []
        assert "Search" not in run.text


async def test_enter_goes_on_with_the_marked_row_once():
    """After Enter, keys are dropped until the page is shown again."""
    async with at_table(Source(10)) as (run, page, table):
        await run.press("down", "enter")
        assert page.chosen == ["case-1"]
        await run.press("down", "enter")
        assert page.chosen == ["case-1"]
        page.look()
        await run.settle()
        await run.press("down", "enter")
        assert page.chosen == ["case-1", "case-2"]
        assert table.here.key == "case-2"


async def test_enter_before_the_found_rows_can_be_seen_goes_on_with_none():
    """While a slow search runs, Enter takes none of the old rows still shown."""
    async with at_table(Source(100)) as (run, page, table):
        page.hold = []
        await run.type("4")
        assert "case-0" in run.text
        await run.press("enter")
        assert page.chosen == []
        late = events.Key("enter", None)
        for let_go in page.hold:
            let_go()
        late.set_sender(run.app)
        table.on_key(late)
        assert page.chosen == []
        await run.settle()
        await run.press("enter")
        assert page.chosen == ["found-4-0"]


async def test_rows_of_a_search_that_is_over_are_dropped():
    """Rows of an outdated search are dropped, however late they arrive."""
    async with at_table(Source(100)) as (run, page, table):
        page.hold = []
        await run.type("4")
        await run.type("2")
        first, *second = page.hold
        for let_go in (*second, first):
            let_go()
        await run.settle()
        assert table.here.key == "found-42-0"


async def test_a_row_that_has_not_come_is_not_gone_on_with():
    """Enter takes no row whose block is still loading."""
    async with at_table(Source(1000)) as (run, page, table):
        page.hold = []
        await run.press("end", "enter")
        assert table.here is None
        assert page.chosen == []
        for let_go in page.hold:
            let_go()
        await run.settle()
        await run.press("enter")
        assert page.chosen == ["case-999"]


async def test_keys_typed_for_the_page_before_do_nothing_here():
    """Keys pressed before the table is painted are dropped, as everywhere."""
    async with at_table(Source(10)) as (run, page, table):
        page.go(TableScreen(Source(5)))
        await run.at_once_unsettled("down", "enter")
        await asyncio.sleep(0)
        await run.settle()
        top = run.app.top
        assert top is not page
        assert top.chosen == page.chosen == []
        assert table.here.key == "case-0"


async def test_what_is_typed_makes_no_row_anew_before_others_come():
    """Typing a character does not rebuild the rows already shown."""
    async with at_table(Source(100)) as (run, page, table):
        page.hold = []
        before = table.rows
        await run.type("4")
        assert table.rows[0] != before[0]
        assert all(now is then for now, then in zip(table.rows[3:], before[3:], strict=True))
        await run.press("down")
        changed = [at for at, (now, then) in enumerate(zip(table.rows, before, strict=True)) if now is not then]
        assert changed == [0, 2, 3, 4]
