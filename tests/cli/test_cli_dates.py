"""``dates``: each answer names the rule, its source, which day is day 1, and how sure the rule is."""

import pytest
from command_line import run_here

AT = ("--at", "2026-11-23")


def said(*argv):
    """Returns the text of a ``dates`` command on 23 November 2026, as one line."""
    ran = run_here("dates", *argv, *AT)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_the_56_days_say_when_they_began():
    """Within the 56 days it says to refer now and since when; before them, when they begin and that one need not wait."""
    assert "Refer now: the 56 days began on Sunday 15 November 2026." in said("home", "--last", "2027-01-10")
    early = said("home", "--last", "2027-03-10")
    assert "The 56 days begin on Wednesday 13 January 2027. You need not wait for them" in early


@pytest.mark.parametrize(
    ("argv", "rule", "day_one", "sure"),
    [
        (("home", "--last", "2027-01-10"), "Housing Act 1996 s.175, s.175(4)", "the day after today", True),
        (
            ("home", "--last", "2027-01-10", "--what", "release"),
            "Shelter Legal on leaving prison",
            "the day after today",
            False,
        ),
        (("home", "--last", "2027-01-10", "--what", "bailiffs"), "code of guidance", "the day after today", False),
        (
            ("home", "--last", "2027-01-10", "--what", "section-8"),
            "Renters' Rights Act 2025",
            "the day after today",
            False,
        ),
        (("review", "--notified", "2026-11-02"), "Housing Act 1996 s.202, s.202(3)", "the day they were told", True),
        (
            ("duty", "--accepted", "2026-11-23", "--duty", "relief"),
            "s.189B",
            "the council first found that it owed the duty",
            False,
        ),
        (
            ("duty", "--accepted", "2026-11-23", "--duty", "prevention"),
            "s.195",
            "the council first found that it owed the duty",
            False,
        ),
        (("contact", "--sent", "2026-11-23"), "3.1.1", "the day after sending", True),
    ],
)
def test_every_answer_says_rule_day_one_and_how_sure(argv, rule, day_one, sure):
    """Each answer names the rule, its source and day 1, as the issue asks, and marks what is second-hand."""
    words = said(*argv)
    assert rule in words
    assert f"Day 1 is {day_one}" in words or day_one in words
    assert ("NOT CONFIRMED" not in words) is sure


def test_the_kind_of_date_does_not_change_the_contracted_json():
    """``--what`` only explains: the JSON is the same with and without it."""
    plain, kind = (
        run_here("dates", "home", "--last", "2027-01-10", *more, "--json", *AT).json
        for more in ((), ("--what", "section-21"))
    )
    assert plain == kind


def test_a_duty_in_json():
    """The JSON has the 56 days of a duty, with the rule behind them."""
    shown = run_here("dates", "duty", "--accepted", "2026-11-23", "--duty", "relief", "--json").json
    assert (shown["duty"], shown["accepted"], shown["last_day"]) == ("relief", "2026-11-23", "2027-01-17")
    assert shown["source"] == "housing-act-1996-s189b"
    assert shown["confirmed"] is False


@pytest.mark.parametrize(
    ("argv", "key"),
    [
        (("home", "--last", "2027-01-10", "--what", "whim"), "what"),
        (("home", "--last", "10 January 27"), "last"),
        (("duty", "--accepted", "2026-02-30", "--duty", "relief"), "accepted"),
        (("duty", "--accepted", "2026-02-20", "--duty", "main"), "duty"),
    ],
)
def test_wrong_values_are_named(argv, key):
    """A wrong date, kind or duty is named by its option, with exit code 3."""
    ran = run_here("dates", *argv, "--json", *AT)
    assert (ran.code, ran.problem["key"]) == (3, key)


def test_a_closed_day_says_what_to_do_instead():
    """For Boxing Day 2026 the advice is to ring by Christmas Eve, and to expect a release by Thursday, perhaps on Wednesday."""
    words = said("home", "--last", "2026-12-26")
    assert "Saturday 26 December 2026 is a bank holiday." in words
    assert "ring it before, on Thursday 24 December 2026 at the latest" in words
    assert "expect Thursday 24 December 2026 at the latest" in words
    assert "perhaps to Wednesday 23 December" in words
    bailiffs = said("home", "--last", "2026-12-26", "--what", "bailiffs")
    assert "ring it before, on Thursday 24 December 2026 at the latest" in bailiffs
    assert "prison" not in bailiffs


def test_a_release_on_a_friday_may_come_sooner_and_warns_of_nothing():
    """A Friday release may be brought forward, which only ``--what release`` mentions, and a script gets no warning."""
    assert "perhaps to Thursday 10 December or Wednesday 9 December" in said(
        "home", "--last", "2026-12-11", "--what", "release"
    )
    assert "brought forward" not in said("home", "--last", "2026-12-11")
    assert run_here("dates", "home", "--last", "2026-12-11", "--json", *AT).json["warnings"] == []


def test_a_closed_day_that_is_tomorrow_says_to_ring_now():
    """On a Saturday, with a last day on Sunday, the advice is to ring the out-of-hours number now."""
    ran = run_here("dates", "home", "--last", "2026-11-29", "--at", "2026-11-28")
    assert "Ring its number for nights and weekends now" in " ".join(ran.out.split())
