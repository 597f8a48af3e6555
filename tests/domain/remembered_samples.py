"""Exact histories, and what a person might remember of each, for the property tests of ranges."""

from datetime import date, timedelta

from hypothesis import strategies as st

from champion_tui.domain.connection.history import Stay, StayKind
from champion_tui.domain.connection.remembered_history import RememberedStay, settled
from champion_tui.domain.dates.remembered import ANY_LENGTH, Between, Length

AT = date(2026, 11, 21)
DISTRICTS = ("oxford", "cherwell", "elsewhere-england")


@st.composite
def stays(draw):
    """A possible stay, ended or not."""
    first = draw(st.dates(date(2019, 1, 1), AT))
    last = draw(st.none() | st.dates(first, date(2027, 6, 1)))
    return Stay(draw(st.sampled_from(DISTRICTS)), first, last, draw(st.sampled_from(list(StayKind))))


def remembered(stay):
    """Returns the stay as remembered to the day."""
    last = Between(stay.last or AT, stay.last or AT)
    return RememberedStay(stay.district, stay.kind, Between(stay.first, stay.first), last, goes_on=stay.last is None)


@st.composite
def blurred(draw, stay):
    """What a person might remember of ``stay``: ranges and a length that include it."""
    slack = st.just(0) | st.integers(0, 800)
    before, after, early, late = (timedelta(days=draw(slack)) for _ in range(4))
    first = Between(stay.first - before, min(stay.first + after, AT))
    last = Between(AT, AT) if stay.last is None else Between(stay.last - early, stay.last + late)
    days = ((stay.last or AT) - stay.first).days + 1
    lengths = st.builds(lambda less, more: Length(max(1, days - less), days + more), slack, slack)
    found = settled(
        RememberedStay(stay.district, stay.kind, first, last, draw(st.just(ANY_LENGTH) | lengths), stay.last is None)
    )
    assert found is not None, "what holds a stay can always be so"
    return found


@st.composite
def histories(draw, most=6):
    """Pairs of an exact stay and what is remembered of it."""
    exact = draw(st.lists(stays(), max_size=most))
    return [(stay, draw(blurred(stay))) for stay in exact]
