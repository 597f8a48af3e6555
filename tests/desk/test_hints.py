"""The hints of the first triage: shown at every question of the tree, and ended by the first case that is kept or by a key."""

from types import SimpleNamespace

import pytest
from desk_samples import REFER, desk_in, unlocked_desk

from champion_tui.ground.answers import Problem
from champion_tui.knowledge.book import load
from champion_tui.knowledge.practice.hints import read_hints
from champion_tui.knowledge.shelf import Shelf, data_folder

TREE = load().trees["duty-to-refer"]
AT = read_hints(Shelf(data_folder()), TREE.questions).at


def test_hints_are_for_questions_that_are_asked():
    """Each question of the duty to refer that has a hint is one that a new user reaches."""
    assert {"emergency", "consent", "authority"} <= set(AT) <= set(TREE.questions)


def test_nothing_is_read_before_somebody_is_to_be_told(tmp_path):
    """The file of hints is read neither when a desk opens nor for a user who has turned hints off."""
    desk = desk_in(tmp_path)
    desk.settings = SimpleNamespace(hints=False)
    assert desk.hint("emergency") == ""
    assert "hints" not in vars(desk)


def test_whoever_is_new_is_told_at_each_question_until_they_turn_it_off(tmp_path):
    """A new machine shows hints; once turned off, they stay off for the next user of it too."""
    desk = desk_in(tmp_path)
    assert desk.hint("consent") == AT["consent"]
    desk.end_hints()
    assert desk.hint("consent") == desk_in(tmp_path).hint("consent") == ""


def test_the_first_case_that_is_kept_ends_them(tmp_path):
    """The first case that a user keeps ends the hints."""
    desk = unlocked_desk(tmp_path)
    interview = desk.begin()
    for question, answer in REFER.items():
        assert not isinstance(interview.answer(question, answer), Problem)
    assert desk.hint("emergency")
    desk.cases.keep(interview)
    assert desk.hint("emergency") == ""


def test_the_settings_can_say_that_nobody_wants_them(tmp_path):
    """If the organisation's settings turn hints off, there are none from the first question on."""
    desk = desk_in(tmp_path)
    desk.settings = SimpleNamespace(hints=False)
    assert desk.hint("emergency") == ""


@pytest.mark.parametrize("broken", ["x = [", "[[hints]]\nmachine = 1\n"])
def test_a_broken_file_means_hints_and_no_error(tmp_path, broken):
    """A file that cannot be read or written is ignored, because hints are only words."""
    (tmp_path / "hints.toml").write_text(broken, encoding="utf-8")
    desk = desk_in(tmp_path)
    desk.end_hints()
    assert desk.hint("emergency")
