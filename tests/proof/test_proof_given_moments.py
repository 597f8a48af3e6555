"""A given time does not falsify the history: the clock's own is recorded with it, on paper too, and no safety copies are deleted."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import store_child
from behind import execute, read
from command_line import run_here
from desk_samples import MINIMUM, REFER, unlocked_desk
from hypothesis import given
from hypothesis import strategies as st
from store_holds import bench

from champion_tui.cli.context import Context
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.store import vault
from champion_tui.store.copies import container, copies_here
from champion_tui.store.copies.copies_here import AT_ONCE, kept, leaving
from champion_tui.store.history.events import Broken, told, told_of

__all__ = ["bench"]
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
EIGHT_WEEKS_AGO = "2026-10-01T09:00"


@pytest.fixture
def clock(monkeypatch):
    """Sets the machine's clock to 26 November 2026, and returns the list that holds its time."""
    held = [NOW]

    class Clock(datetime):
        """Shows the time that the test sets."""

        @classmethod
        def now(cls, tz=None):
            return held[0].astimezone(tz)

    monkeypatch.setattr("champion_tui.cli.context.datetime", Clock)
    return held


@pytest.fixture
def home(tmp_path, clock, monkeypatch):
    """Makes a home with a vault made today, and returns its folder."""
    unlocked_desk(tmp_path / "home", now=lambda: clock[0]).vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a plainly invented passphrase\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return tmp_path / "home"


def run(home, *words, at=None, stdin=""):
    """Runs a command of the program, at the clock's time or at a given one; returns the result."""
    before = ("--at", at) if at else ()
    ran = run_here(*before, "--home", home, *words, stdin=stdin)
    assert ran.code == 0, ran.err
    return ran


def stored(home, at=None):
    """Creates a case that can be sent, and returns its reference."""
    answers = {question: list(answer) if isinstance(answer, tuple) else answer for question, answer in REFER.items()}
    case = {"triage": answers, "agency": {"agency-name": "HMP Example"}, "referral": dict(MINIMUM)}
    return run(home, "case", "new", "--from", "-", "--json", at=at, stdin=json.dumps(case)).json["reference"]


def evidence(home, tmp_path, case, at=None):
    """Returns the text of the evidence record on one line."""
    file = tmp_path / f"evidence-{len(list(tmp_path.iterdir()))}.txt"
    run(home, "case", "evidence", case, "--to", file, at=at)
    return " ".join(file.read_text(encoding="utf-8").split())


def moments(home):
    """Returns the result of the vault's check of moments."""
    checks = run(home, "vault", "check", "--json").json["checks"]
    return next(check for check in checks if check["name"] == "moments")


def opened(home):
    """Returns the store, opened at the clock's time."""
    return vault.unlock(home, "a plainly invented passphrase", now=lambda: NOW)


def test_a_duty_met_eight_weeks_ago_has_todays_clock_beside_it(home, tmp_path):
    """For a case begun and sent with --at, the evidence record prints both times of each, and the check names the events."""
    case = stored(home, at=EIGHT_WEEKS_AGO)
    run(home, "case", "sent", case, "--on", "2026-10-01", at=EIGHT_WEEKS_AGO)
    said = evidence(home, tmp_path, case)
    assert "1 October 2026" in said
    assert re.search(r"Thursday 1 October 2026.{0,12}: a moment that somebody gave", said)
    assert re.search(r"The machine's clock said Thursday 26 November 2026", said)
    assert re.search(
        r"Noted as sent under Thursday 1 October.*The machine's clock said Thursday 26 November 2026", said
    )
    check = moments(home)
    assert check["ok"]
    assert re.search(r"were noted under a moment that someone gave: event \d+ under Thursday 1 October", check["words"])
    with opened(home) as store:
        told = [event for event in store.events(case) if event.what in {"created", "sent", "as-sent"}]
        assert {(event.at, event.given.date()) for event in told} == {(NOW, date(2026, 10, 1))}
        assert store.verify_chain().ok


def test_a_record_that_is_made_under_a_given_moment_says_so(home, tmp_path):
    """If the case is honest and the paper is backdated, both times of the paper are on it."""
    case = stored(home)
    assert "somebody gave" not in evidence(home, tmp_path, case)
    said = evidence(home, tmp_path, case, at=EIGHT_WEEKS_AGO)
    assert re.search(
        r"Record made: Thursday 1 October 2026.*a moment that somebody gave.*clock said Thursday 26 November", said
    )


def test_a_day_of_sending_that_is_not_the_day_of_noting_is_told_apart(home, tmp_path):
    """Without --at too, the given day of sending is shown apart from the day on which it was recorded."""
    case = stored(home)
    run(home, "case", "sent", case, "--on", "2026-10-01")
    assert "Noted as sent on Thursday 26 November 2026" in evidence(home, tmp_path, case)
    other = stored(home)
    run(home, "case", "sent", other, "--on", "2026-11-26")
    assert "Noted as sent" not in evidence(home, tmp_path, other)


def test_erasing_washes_no_given_moment_clean(home):
    """After an erasing the payloads are gone, but the clock's day is still shown next to the given day."""
    case = stored(home, at=EIGHT_WEEKS_AGO)
    run(home, "case", "sent", case, "--on", "2026-10-01", at=EIGHT_WEEKS_AGO)
    run(home, "case", "erase", case, at=EIGHT_WEEKS_AGO)
    said = " ".join(run(home, "case", "show", case).out.split())
    today = "on Thursday 26 November 2026"
    assert f"By the machine's clock: begun {today}, noted as sent {today} and erased {today}" in said
    with opened(home) as store:
        assert [result.words for result in store.check() if not result.ok] == []


def test_what_was_given_cannot_be_changed_afterwards(home):
    """Both times are part of the chain, so that a changed one does not verify."""
    case = stored(home, at=EIGHT_WEEKS_AGO)
    with opened(home) as store:
        number = store.events(case)[0].number
        change = "UPDATE event_payload SET payload = CAST(replace(payload, '2026-10-01', '2026-11-26') AS BLOB)"
        execute(store, change)
        assert f"what event {number} says was changed" in store.verify_chain().trouble


def test_no_moment_in_the_future_makes_the_clock_doubted_ever_after(home):
    """After a command dated 2031, the clock is compared with its own earlier times, not with that date."""
    stored(home, at="2031-06-01")
    with opened(home) as store:
        assert store.newest_event() == NOW
        assert store.newest_event(given=True).year == 2031


def copies(home):
    """Returns the times of the automatic copies here."""
    return [copy.made for copy in copies_here.copies(home) if copy.kind == copies_here.AUTOMATIC]


def made_over_weeks(home, clock):
    """Makes copies as two weeks of work would, and leaves the clock at the end of them."""
    clock[0] = NOW - timedelta(days=14)
    for _ in range(14):
        stored(home)
        clock[0] += timedelta(days=1)
    assert len(copies(home)) > 2 * AT_ONCE
    return copies(home)


@pytest.mark.parametrize("at", ["2031-01-01", "2019-01-01"])
def test_one_command_of_another_year_takes_no_copy_away(home, clock, at):
    """Safety copies age by the machine's clock, not by a given time, and the copy made then is kept as well."""
    before = made_over_weeks(home, clock)
    stored(home, at=at)
    (new,) = set(copies(home)) - set(before)
    assert new.year == int(at[:4])
    assert set(before) - set(copies(home)) <= leaving(before, clock[0])
    assert max(before) in copies(home)


@pytest.mark.parametrize("years", [5, -5])
def test_a_clock_that_jumps_takes_a_few_at_once_and_never_the_newest(home, clock, years):
    """If the machine's own clock is wrong by years, at most a few copies are deleted, and never the newest before or the one
    just made.
    """
    before = made_over_weeks(home, clock)
    clock[0] += timedelta(days=365 * years)
    stored(home)
    after = copies(home)
    assert len(set(before) - set(after)) <= AT_ONCE
    assert max(before) in after
    assert clock[0] in after


MOMENTS = st.sets(st.timedeltas(timedelta(days=-4000), timedelta(days=4000)).map(lambda by: NOW + by), max_size=40)


@given(MOMENTS, st.timedeltas(timedelta(days=-9000), timedelta(days=9000)))
def test_whatever_the_clock_says_a_few_go_at_once(made, by):
    """For any copies and clock, only a few that need not be kept are deleted, oldest first, and never the one just made."""
    now = NOW + by
    going = leaving({*made, now}, now)
    assert len(going) <= AT_ONCE
    assert not going & kept({*made, now}, now)
    assert now not in going
    if going:
        assert not [one for one in {*made, now} - kept({*made, now}, now) - going if one < max(going)]


@given(MOMENTS)
def test_what_need_not_stay_goes_as_more_are_made(made):
    """With each new copy some are deleted, until none is left that need not be kept."""
    here, now = {*made, NOW}, NOW
    for _ in range(len(made) // AT_ONCE + 2):
        here -= leaving(here, now)
    assert here == kept(here, now)


def test_a_frozen_clock_never_takes_the_newest_copy_away(bench):
    """A clock that does not move gives each copy a name slightly later than its time; that copy is kept all the same."""
    store_child.prepare(bench / "home")
    moment = NOW
    with vault.unlock(bench / "home", store_child.PASSPHRASE, now=lambda: moment, person=store_child.PERSON) as store:
        for number in range(12):
            store.save_setting("area", str(number))
            store.backups.wait()
            store.backups.begin_at_once()
            store.backups.wait()
            newest = max(copies_here.copies(bench / "home"), key=lambda copy: copy.made)
            assert newest.made >= moment
            assert container.peek(newest.path).events == len(store.events())


def test_moments_that_go_backwards_are_named(home, clock):
    """If the clock was put back by eight weeks without --at, the check names the event, its time and the previous event's."""
    stored(home)
    clock[0] -= timedelta(days=56)
    stored(home)
    check = moments(home)
    assert check["ok"]
    assert re.search(
        r"the clock went backwards: event \d+ was recorded on Thursday 1 October 2026.*, the one before it on Thursday 26 November",
        check["words"],
    )


def test_where_all_moments_are_the_clocks_own_it_says_so(home, clock):
    """A difference of a few minutes, as between two machines, is not reported."""
    stored(home)
    clock[0] -= timedelta(minutes=4)
    stored(home)
    assert "None is earlier than the one before. None was given" in moments(home)["words"]


def test_every_way_to_write_has_both_moments(bench):
    """Every event of making, unlocking, changing and typing in a store, and of changing its people and key, has both times."""
    given_clock = GivenMoment(datetime(2026, 10, 1, 9, tzinfo=UTC), lambda: NOW)
    home = bench / "home"
    store, _ = vault.create(
        home, "Ann Example", "champion", "four invented words here", now=given_clock, cost=store_child.TEST_ONLY_COST
    )
    with store:
        case = store_child.new_case(store, **{"full-name": "Zoë Example"})
        store.save_passing("OX-1", case.version, "referral", "phone", "07700 900123")
        store.save_setting("area", "oxfordshire")
        store.people.add("Bea Example", "champion", "words of another person")
        store.people.remove("Bea Example", keep_key=False)
    with vault.unlock(home, "four invented words here", now=given_clock, person="Ann Example") as store:
        events = store.events()
        assert "referral phone" in [event.what for event in events]
        assert "key-changed" in [event.what for event in events]
        assert {(event.at, event.given) for event in events} == {(NOW, given_clock.moment)}
        assert [result.words for result in store.check() if not result.ok] == []


def test_a_broken_history_has_no_moments(bench):
    """The check says what is broken, and nobody is prevented from opening the vault."""
    store_child.prepare(bench / "home")
    given_clock = GivenMoment(NOW, lambda: NOW)
    change = "UPDATE event SET commitment = zeroblob(32) WHERE number = 2"
    with vault.unlock(bench / "home", store_child.PASSPHRASE, now=given_clock, person=store_child.PERSON) as store:
        execute(store, change)
        assert store.newest_event(given=True) is None
        (check,) = [result for result in store.check() if result.name == "moments"]
        assert (check.ok, "event 2" in check.words) == (False, True)
        with pytest.raises(Broken):
            read(store, lambda session: list(told(session)))
        with pytest.raises(Broken):
            read(store, lambda session: told_of(session, "OX-1"))


def test_the_program_gives_both_to_the_desk():
    """With --at the desk's clock shows the given time and knows the machine's; without, it is the machine's."""

    class Args:
        """The typed options."""

        at = EIGHT_WEEKS_AGO

    now = Context(Args()).now
    assert (now().date(), now.machine().date()) != (now.machine().date(), now().date())
    Args.at = None
    assert not isinstance(Context(Args()).now, GivenMoment)
