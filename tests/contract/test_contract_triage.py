"""The contract of ``triage``: its shape, and the first problem of a bad file (design section 6)."""

import json

import pytest

KEYS = [
    "status",
    "outcome",
    "question",
    "stage",
    "at",
    "path",
    "off_path",
    "notes",
    "warnings",
    "protocols",
    "numbers",
    "next_steps",
    "record",
    "say",
    "reasons",
    "tree",
]
LINE = [
    "line",
    "id",
    "name",
    "phone",
    "use",
    "hours",
    "hours_assumed",
    "answers_now",
    "confidence",
    "hours_confidence",
    "checked_on",
    "hours_checked_on",
    "due",
    "source",
    "note",
]


@pytest.fixture
def triage(at):
    """Returns a function that judges a file's text and returns JSON."""
    return lambda text, *more: at("triage", "--answers", "-", "--json", *more, stdin=text)


def test_an_outcome_has_the_contracts_shape(triage, answers):
    """Every key is there in the contract's order, and the lists of an outcome are filled."""
    ran = triage(json.dumps({"tree": "duty-to-refer", "answers": answers}))
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    assert list(found) == KEYS
    assert (found["status"], found["outcome"], found["question"], found["stage"]) == (
        "outcome",
        "refer",
        None,
        "threatened",
    )
    assert found["at"] == "2026-11-23T10:04:31+00:00"
    assert found["path"] == list(answers)
    assert found["off_path"] == []
    assert all(found[key] for key in ("numbers", "next_steps", "record", "say", "reasons"))
    assert [list(line) for line in found["numbers"]] == [LINE] * len(found["numbers"])
    assert {tuple(reason) for reason in found["reasons"]} == {("text", "source", "paragraph")}
    assert list(found["tree"]) == ["id", "version", "digest"]
    assert len(found["tree"]["digest"]) == 64


def test_an_open_question_is_named_and_its_lists_are_empty(triage):
    """With questions open, the next one is named and there is no outcome."""
    found = triage('{"answers": {"emergency": "none", "safeguarding": "no"}}').json
    assert (found["status"], found["outcome"], found["question"], found["stage"]) == ("question", None, "age", None)
    assert found["path"] == ["emergency", "safeguarding"]
    assert [found[key] for key in ("next_steps", "record", "say", "reasons")] == [[], [], [], []]


def test_answers_off_the_path_are_listed_in_the_trees_order(triage, answers):
    """Answers to questions that the path has not visited are kept and named."""
    found = triage(json.dumps({"answers": {**answers, "assist": "refer-and-assist", "after-call": "stop-here"}})).json
    assert found["outcome"] == "refer"
    assert found["off_path"] == ["after-call", "assist"]


@pytest.mark.parametrize(
    ("text", "key", "given"),
    [
        ('{"answers": {"emergency": "none", "shoe-size": "9"}}', "shoe-size", "shoe-size"),
        ('{"answers": {"emergency": "plague"}}', "emergency", "plague"),
        ('{"answers": {"emergency": 3}}', "emergency", 3),
        ('{"answers": {"emergency": null}}', "emergency", None),
        ('{"answers": {"emergency": ["none"]}}', "emergency", ["none"]),
        ('{"answers": {"emergency": {"none": 1}}}', "emergency", {"none": 1}),
        ('{"answers": {"circumstances": []}}', "circumstances", []),
        ('{"answers": {"circumstances": ["none", "pregnant"]}}', "circumstances", ["none", "pregnant"]),
        ('{"answers": {"circumstances": "pregnant"}}', "circumstances", "pregnant"),
        ('{"answers": {"last-date": "2027-02-30"}}', "last-date", "2027-02-30"),
        ('{"answers": {"last-date": "30/01/2027"}}', "last-date", "30/01/2027"),
        ('{"answers": {"authority": "atlantis"}}', "authority", "atlantis"),
        ('{"answers": {}, "tree": "other"}', "tree", "other"),
        ('{"answers": {}, "tree": 3}', "tree", 3),
        ('{"answers": []}', "answers", []),
        ("{}", "answers", None),
        ('{"answers": {}, "colour": "red"}', "colour", "colour"),
        ('{"answers": {"age": "18-plus", "age": "16-17"}}', "age", "16-17"),
        ('{"answers": {}, "answers": {}}', "answers", {}),
    ],
)
def test_each_wrong_thing_is_the_problem(triage, text, key, given):
    """The problem names the question, or the key of the file, with what was given, and stderr repeats it on one line."""
    ran = triage(text)
    assert ran.code == 3
    assert (ran.problem["key"], ran.problem["given"]) == (key, given)
    assert ran.problem["expected"]
    assert ran.err.startswith(key)
    assert ran.err.count("\n") == 1


def test_a_wrong_answer_off_the_path_is_wrong_too(triage, answers):
    """Every answer in the file is checked, even one off the path."""
    ran = triage(json.dumps({"answers": {**answers, "assist": "no-such-option"}}))
    assert (ran.code, ran.problem["key"]) == (3, "assist")


def test_problems_come_in_the_contracts_order(triage):
    """Repeated keys precede unknown ones, those precede wrong values, and wrong values are in the tree's order."""
    wrong = '"age": "old", "emergency": "plague"'
    assert triage('{"x": 1, "answers": {"y": 1, "reach": "a", "reach": "b", ' + wrong + "}}").problem["key"] == "reach"
    assert triage('{"answers": {"y": 1, ' + wrong + '}, "x": 1}').problem["key"] == "y"
    assert triage('{"x": 1, "answers": {"y": 1, ' + wrong + "}}").problem["key"] == "x"
    assert triage('{"answers": {' + wrong + "}}").problem["key"] == "emergency"


def test_the_area_must_be_loaded(triage):
    """An unknown area is a wrong value of that option."""
    ran = triage('{"answers": {}}', "--area", "atlantis")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "area", "atlantis")


def test_nothing_is_stored(at, tmp_path):
    """A judgement leaves no trace in the home folder."""
    assert at("triage", "--answers", "-", stdin='{"answers": {}}').code == 0
    assert not (tmp_path / "home").exists()


def test_words_say_the_same_as_json(at, answers):
    """Without ``--json`` the outcome is printed as sentences, with the note that nothing was saved."""
    ran = at("triage", "--answers", "-", stdin=json.dumps({"answers": answers}))
    assert "Cherwell District Council" in ran.out
    assert "NOT SAVED" in ran.out
    ran = at("triage", "--answers", "-", stdin="{}")
    assert (ran.code, ran.out) == (3, "")
