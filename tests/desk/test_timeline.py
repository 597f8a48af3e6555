"""The timeline in plain characters: one row for each district, both windows marked, detained time hatched."""

from datetime import date

from few_places import places
from hypothesis import given, settings
from hypothesis import strategies as st

from champion_tui.desk.connection.timeline import LABEL, LEGEND, NOTHING, WIDTH, timeline
from champion_tui.domain.connection.districts import window_start
from champion_tui.domain.connection.history import StayKind
from champion_tui.domain.connection.reading import read_remembered
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.domain.dates.remembered import Between

AT = date(2026, 11, 21)
NAMES = {"oxford": "Oxford", "vale-of-white-horse": "Vale of White Horse", "cherwell": "Cherwell"}


def drawn(*rows):
    """Returns the lines for a remembered history."""
    raw = {"addresses": [{"kind": "home", "district": "oxford", **row} for row in rows]}
    return timeline(read_remembered(raw, places(tuple(NAMES), AT)), NAMES, AT).lines()


def test_the_whole_drawing():
    """The drawing has the years on top, marks for five years and twelve months, a row for each district, and a key to
    the marks.
    """
    lines = drawn(
        {"from": "2020", "to": "2023-12-31"},
        {"from": "2024-03-01", "to": "mid 2025", "district": "vale-of-white-horse", "kind": "prison"},
        {"from": "2025-09-01", "district": "cherwell", "kind": "hospital"},
    )
    assert lines == (
        "                 2022        2023        2024        2025        2026",
        "               [5 years----------------------------------------[12 months--]",
        "Oxford         ##########################...................................",
        "Vale of White. ............................//////////////------.............",
        "Cherwell       ..............................................ooooooooooooooo",
        "# lived there   o there: councils judge it   / held there: adds nothing",
        "- may have been held there",
    )


def test_the_twelve_months_begin_in_their_own_cell():
    """The bracket of the twelve months begins above their first month, at the same day of the month."""
    lines = drawn({"from": "2025-11-22"})
    assert lines[2].index("#") == lines[1].index("[12")
    assert window_start(AT, 1) == date(2025, 11, 22)


def test_nothing_to_draw_is_nothing():
    """Without a stay there is no drawing, not even an empty one."""
    assert timeline(RememberedHistory(), NAMES, AT).lines() == ()


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(NAMES)),
            st.sampled_from(StayKind),
            st.dates(date(2015, 1, 1), AT),
            st.dates(date(2015, 1, 1), AT),
            st.dates(date(2015, 1, 1), AT),
        ),
        max_size=8,
    ),
    st.dates(date(2026, 1, 1), date(2032, 12, 31)),
)
def test_lines_are_never_wider_than_the_page_and_only_known_marks_stand_in_them(stays, at):
    """For every history and day, lines have at most 76 columns, there is one row for each district, and every mark is
    explained below.
    """
    told = []
    for district, kind, *days in stays:
        first, middle, last = sorted(days)
        told.append(RememberedStay(district, kind, Between(first, middle), Between(last, last)))
    found = timeline(RememberedHistory(stays=tuple(told)), NAMES, at)
    lines = found.lines()
    assert all(len(line) <= WIDTH for line in lines)
    assert len(found.rows) == len({district for district, *_ in stays})
    for _, label, cells in found.rows:
        assert len(label) <= LABEL
        assert len(cells) in {60, 61}
        assert set(cells) <= {*LEGEND, NOTHING}
        explained = {text for mark, text in LEGEND.items() if mark in cells}
        assert all(any(text in line for line in found.legend) for text in explained)
