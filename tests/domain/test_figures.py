"""Monitoring: what is counted where, and that comparing tables never reveals one person's figure."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from figure_rows import OF, FigureRow, counted, tally
from hypothesis import example, given
from hypothesis import strategies as st

from champion_tui.domain.figures import joins as joining
from champion_tui.domain.figures import statistics as counting
from champion_tui.domain.figures.joins import GROUPS, Join
from champion_tui.domain.figures.suppression import Days, Table, is_small

BEGUN = date(2026, 10, 28)
ROW = FigureRow(
    begun_on=BEGUN,
    sent_on=BEGUN + timedelta(days=2),
    authority="oxford",
    body_type="prison",
    stage="threatened",
    outcome="refer",
    status="sent",
    reason="losing-home",
    needs=("old-age",),
    contact_on=None,
    result="",
    result_on=None,
    before_56=True,
    erased=False,
)


def statistics(some, first=None, last=None):
    """Returns what may be published for those rows."""
    return counting.statistics(tally(some, first, last), first, last)


def joins(some, first=None, last=None):
    """Returns the days of each join that may be published for those rows."""
    return joining.joins(tally(some, first, last))


def rows(count, **more):
    """Returns this many equal rows."""
    return [replace(ROW, **more)] * count


def reached(days, **more):
    """Returns a referral whose person the council reached this many days after sending."""
    return replace(ROW, contact_on=ROW.sent_on + timedelta(days=days), status="contact-made", **more)


def test_referrals_are_counted_by_everything_that_is_asked():
    """Referrals are counted by month, council, outcome and need; a council's outcome replaces the status, and a case
    may have several needs or none.
    """
    some = [
        *rows(6),
        *rows(7, authority="cherwell", sent_on=date(2026, 11, 2), result="relief-duty", before_56=False, needs=()),
        *rows(5, reason="", needs=("old-age", "care-leaver"), erased=True),
    ]
    found = statistics(some)
    assert found.referrals == 18
    assert found.by["month"].counts == {"2026-10": 11, "2026-11": 7}
    assert found.by["authority"].counts == {"cherwell": 7, "oxford": 11}
    assert found.by["outcome"].counts == {"relief-duty": 7, "sent": 11}
    assert found.by["reason"].counts == {"losing-home": 13, "not-known": 5}
    assert found.by["need"].counts == {"care-leaver": 5, "old-age": 11}
    assert found.share_before_56 == pytest.approx(11 / 18)
    assert found.to_sent == Days(18, 2, 5)
    assert found.to_contact == Days()


def test_the_period_is_that_of_sending_and_both_its_ends_count():
    """A case that was begun before the period and sent in it counts; an unsent case counts by the day when it was begun."""
    sent_on = ROW.sent_on
    some = [*rows(5), *rows(6, sent_on=None, outcome="advice-only")]
    assert statistics(some, sent_on, sent_on).referrals == 5
    assert statistics(some, sent_on, sent_on).not_referred == 0
    assert statistics(some, BEGUN, BEGUN).referrals == 0
    assert statistics(some, BEGUN, BEGUN).not_referred == 6
    assert statistics(some, None, sent_on - timedelta(days=1)).referrals == 0
    assert statistics(some, sent_on + timedelta(days=1), None).referrals == 0


def test_cases_that_were_not_referred_are_counted_with_why():
    """The triage's outcome is counted, next to withdrawn, unsent and unfinished cases."""
    some = [
        *rows(5, sent_on=None, outcome="no-consent", status="refused-consent"),
        *rows(6, sent_on=None, status="withdrawn"),
        *rows(7, sent_on=None, status="ready"),
        *rows(8, sent_on=None, outcome="", status="draft"),
    ]
    assert statistics(some).why_not.counts == {"no-consent": 5, "not-sent": 7, "unfinished": 8, "withdrawn": 6}


def test_four_cases_say_nothing_at_all():
    """With four cases neither their number nor their kind nor their days are shown."""
    unsent = [*rows(2, sent_on=None, outcome="no-consent"), *rows(2, sent_on=None, outcome="advice-only")]
    found = statistics([*rows(2), *rows(2, authority="cherwell"), *unsent])
    assert (found.referrals, found.not_referred, found.share_before_56) == (None, None, None)
    assert {*found.by} == {*OF, "need"}
    assert all(table == Table(withheld=True) for table in (*found.by.values(), found.why_not))
    assert found.to_sent == found.to_contact == Days()


def test_a_need_that_few_have_is_hidden():
    """A need that few have is hidden alone, because needs do not add up to a total that could be subtracted."""
    found = statistics([*rows(20), *rows(3, needs=("care-leaver",))])
    assert found.by["need"].counts == {"care-leaver": None, "old-age": 20}


def test_a_share_is_not_shown_where_its_parts_are_not():
    """A share is hidden if its parts are hidden, because one late referral among many would be revealed."""
    assert statistics([*rows(20), *rows(1, before_56=False)]).share_before_56 is None
    assert statistics([*rows(20), *rows(6, before_56=False), *rows(3, before_56=None)]).share_before_56 is None
    assert statistics(rows(20, before_56=None)).share_before_56 is None


def test_how_long_contact_took_is_not_shown_where_it_tells_who_waits():
    """The days to contact are hidden if their count would reveal that two of 22 were not reached."""
    some = [reached(days) for days in range(1, 21)]
    assert statistics(some).to_contact == Days(20, 10, 18)
    assert statistics([*some, *rows(2)]).to_contact == Days()
    assert statistics([*some, *rows(5)]).to_contact == Days(20, 10, 18)


def test_a_case_typed_in_after_it_was_sent_took_no_days():
    """A case sent on Monday by telephone and entered on Wednesday counts as no days."""
    assert statistics(rows(5, begun_on=ROW.sent_on + timedelta(days=2))).to_sent == Days(5, 0, 0)


def test_the_joins_by_council_and_by_body():
    """There are three joins, each with the cases that reached it."""
    some = [
        *[reached(days) for days in range(1, 7)],
        *[
            reached(
                days,
                authority="cherwell",
                body_type="probation",
                result="relief-duty",
                result_on=ROW.sent_on + timedelta(days=20),
            )
            for days in range(1, 8)
        ],
        *rows(5, authority="cherwell", body_type="probation"),
    ]
    found = joins(some)
    assert {*found} == {*GROUPS}
    assert found["authority"]["oxford"].days == {
        Join.FIRST_CONTACT_TO_SENT: Days(6, 2, 2),
        Join.SENT_TO_CONTACT: Days(6, 3, 6),
    }
    assert found["authority"]["cherwell"].days == {
        Join.FIRST_CONTACT_TO_SENT: Days(12, 2, 2),
        Join.SENT_TO_CONTACT: Days(7, 4, 7),
        Join.CONTACT_TO_OUTCOME: Days(7, 16, 19),
    }
    assert found["body-type"]["probation"] == found["authority"]["cherwell"]
    assert joins(some, None, BEGUN) == {"authority": {}, "body-type": {}}


def test_the_joins_count_what_the_statistics_count():
    """A council's number of referrals is hidden in both or in neither."""
    some = [*rows(3), *rows(9, authority="cherwell"), *rows(12, authority="swale")]
    table = statistics(some).by["authority"].counts
    shown = {each: days.days[Join.FIRST_CONTACT_TO_SENT].cases for each, days in joins(some)["authority"].items()}
    assert {each: count for each, count in table.items() if count is not None} == shown


def test_a_join_that_few_did_not_reach_is_not_shown():
    """If all but one were reached, the council's figure would show where that one waits; if five were not, it reveals nothing."""
    some = [*people(20, 19, 0, "oxford"), *people(20, 20, 0, "cherwell"), *people(30, 30, 0, "swale")]
    assert all({*each.days} == {Join.FIRST_CONTACT_TO_SENT} for each in joins(some)["authority"].values())
    found = joins([*some, *people(4, 0, 0, "swale"), *people(20, 10, 0, "dover")])["authority"]
    assert {*found["dover"].days} == {Join.FIRST_CONTACT_TO_SENT, Join.SENT_TO_CONTACT}


COUNCILS = ("oxford", "cherwell", "swale")


def people(sent, contacts, results, council):
    """Returns this many referrals to a council, of which some were reached and some of those decided."""
    contact_on, result_on = ROW.sent_on + timedelta(days=3), ROW.sent_on + timedelta(days=9)
    return [
        replace(
            ROW,
            authority=council,
            contact_on=contact_on if number < contacts else None,
            result="relief-duty" if number < results else "",
            result_on=result_on if number < results else None,
        )
        for number in range(sent)
    ]


def could_be(numbers, shown, sizes, most):
    """Returns every (sent, reached, decided) of one council that fits its published figures. ``sizes``: the joins with
    any published figure; in other joins even a zero is unknown. ``numbers`` are the true ones: attackers know which of
    them are zero.
    """
    ranges = []
    for place, join in enumerate(Join):
        if join in shown:
            ranges.append([shown[join].cases])
        elif join in sizes:
            ranges.append([0] if numbers[place] == 0 else range(1, most + 1))
        else:
            ranges.append(range(most + 1))
    return {(x, y, z) for x, y, z in product(*ranges) if x >= y >= z}


NUMBERED = (
    *(lambda numbers, at=at: numbers[at] for at in range(3)),
    *(lambda numbers, a=a, b=b: numbers[a] - numbers[b] for a, b in ((0, 1), (1, 2), (0, 2))),
)
"""The counts of a council: the cases at each join, and the cases lost between two joins."""

NUMBERS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda n: tuple(sorted(n, reverse=True))
)


@given(st.lists(NUMBERS, min_size=2, max_size=3))
@example([(5, 5, 0), (1, 0, 0), (14, 9, 0)])
def test_no_council_s_small_number_follows_from_the_joins(truth):
    """An exhaustive attack tries everything that fits the published figures, with all published totals known. No
    council's count of 1 to 4 at a join, nor its loss between two joins, is the same in all of them.
    """
    some = [row for numbers, council in zip(truth, COUNCILS, strict=False) for row in people(*numbers, council)]
    found = joins(some)["authority"]
    totals = tuple(map(sum, zip(*truth, strict=True)))
    sizes = {join for each in found.values() for join in each.days}
    known = [place for place, join in enumerate(Join) if join in sizes]
    each_could = [
        could_be(numbers, found[council].days if council in found else {}, sizes, totals[0])
        for numbers, council in zip(truth, COUNCILS, strict=False)
    ]
    reachable = [_with_others(each_could, place, totals, known) for place in range(len(truth))]
    for numbers, fits in zip(truth, reachable, strict=True):
        assert numbers in fits
        for number in NUMBERED:
            assert not is_small(number(numbers)) or len(set(map(number, fits))) > 1, (truth, found, numbers)


def _with_others(each_could, place, totals, known):
    """Returns a council's possible numbers that, with some possible numbers of the others, give the known totals."""

    def cut(numbers):
        return tuple(numbers[at] for at in known)

    wanted = cut(totals)
    sums = {cut((0, 0, 0))}
    for other, fits in enumerate(each_could):
        if other != place:
            steps = {cut(numbers) for numbers in fits}
            more = {tuple(map(sum, zip(before, step, strict=True))) for before in sums for step in steps}
            sums = {total for total in more if all(part <= whole for part, whole in zip(total, wanted, strict=True))}
    return {
        numbers
        for numbers in each_could[place]
        if tuple(whole - part for whole, part in zip(wanted, cut(numbers), strict=True)) in sums
    }


@given(
    st.lists(
        st.builds(
            lambda a, b, s: replace(ROW, authority=a, body_type=b, stage=s),
            st.sampled_from(COUNCILS),
            st.sampled_from(["prison", "probation"]),
            st.sampled_from(["early", "homeless"]),
        ),
        max_size=25,
    )
)
def test_the_tables_of_a_period_do_not_give_each_other_away(some):
    """The tables share only a total: what one hides is always more than one count and not all ones, whatever the others show."""
    found = statistics(some)
    assert found.referrals == (None if is_small(len(some)) else len(some))
    for name, of in OF.items():
        table = found.by[name]
        hidden = [each for each, count in table.counts.items() if count is None]
        assert table.withheld or dict(counted(some, of)).keys() == table.counts.keys()
        left = len(some) - sum(count or 0 for count in table.counts.values())
        assert not hidden or left > len(hidden) > 1
        assert not any(count is not None and is_small(count) for count in table.counts.values())


def test_days_to_contact_are_counted_from_sending():
    """Contact on or before the day of sending took no days."""
    assert statistics([reached(0)] * 3 + [reached(-1)] * 3).to_contact == Days(6, 0, 0)
