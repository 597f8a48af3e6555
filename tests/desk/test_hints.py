"""The hints of the first triage: there at every question of the tree, gone with the first case that is kept, or by a key."""

from types import SimpleNamespace

import pytest
from desk_samples import REFER, desk_in, unlocked_desk

from champion_tui.desk.triage.hints import AT
from champion_tui.ground.answers import Problem
from champion_tui.knowledge.book import load

TREE = load().trees["duty-to-refer"]


def test_hints_are_for_questions_that_are_asked():
    """Each hint belongs to a question of the duty to refer."""
    assert set(AT) <= set(TREE.questions)
    assert all(AT.values())


def test_whoever_is_new_is_told_at_each_question_until_they_turn_it_off(tmp_path):
    """A new machine has hints; turned off, they stay off for whoever comes next on it."""
    desk = desk_in(tmp_path)
    assert desk.hint("consent") == AT["consent"]
    desk.end_hints()
    assert desk.hint("consent") == desk_in(tmp_path).hint("consent") == ""


def test_the_first_case_that_is_kept_ends_them(tmp_path):
    """Whoever has kept a case needs no hints any more."""
    desk = unlocked_desk(tmp_path)
    interview = desk.begin()
    for question, answer in REFER.items():
        assert not isinstance(interview.answer(question, answer), Problem)
    assert desk.hint("emergency")
    desk.cases.keep(interview)
    assert desk.hint("emergency") == ""


def test_the_settings_can_say_that_nobody_wants_them(tmp_path):
    """Where the organisation's settings turn hints off, there are none from the first question on."""
    desk = desk_in(tmp_path)
    desk.settings = SimpleNamespace(hints=False)
    assert desk.hint("emergency") == ""


@pytest.mark.parametrize("broken", ["x = [", "[[hints]]\nmachine = 1\n"])
def test_a_broken_file_means_hints_and_no_error(tmp_path, broken):
    """What cannot be read or written is passed over: hints are only words."""
    (tmp_path / "hints.toml").write_text(broken, encoding="utf-8")
    desk = desk_in(tmp_path)
    desk.end_hints()
    assert desk.hint("emergency")
