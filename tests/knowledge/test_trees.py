"""Reading decision trees: one good file, many bad ones with one mistake each, and the shipped tree."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.tables import DataError, Table
from champion_tui.knowledge.shelf import data_folder
from champion_tui.knowledge.trees.conditions import authorities_named, check_condition, read_condition
from champion_tui.knowledge.trees.reading_trees import read_tree, sources_of
from champion_tui.triage.tree import ALWAYS, Condition, Situation

FOLDER = Path(__file__).parents[1] / "vectors" / "trees"
GOOD = (FOLDER / "good.toml").read_bytes()
BAD = sorted(file for file in FOLDER.glob("*.toml") if file.name != "good.toml")
SHIPPED = data_folder() / "triage" / "duty-to-refer.toml"


def test_a_good_file_becomes_the_tree_it_states() -> None:
    """Every part of a small tree is read: words, kinds, routes with conditions, notes, warnings, stages."""
    tree = read_tree(GOOD, "small.toml")

    assert (tree.id, tree.version, tree.first) == ("small", "1", "start")
    assert list(tree.questions) == ["start", "when", "what", "who"]
    assert list(tree.outcomes) == ["stop", "go"]
    assert (tree.outcomes["stop"].referral, tree.outcomes["go"].referral) == (False, True)
    assert [option.id for option in tree.questions["what"].options if option.alone] == ["none"]
    first, otherwise = tree.questions["who"].options[0].routes
    assert (first.to, otherwise.to) == ("stop", "go")
    assert first.when == Condition(answers={"start": frozenset({"here"})}, unless={"what": frozenset({"red"})})
    assert otherwise.when == ALWAYS
    assert tree.questions["start"].first == "Is it safe to talk?"
    assert tree.questions["start"].why.paragraph == "1.1"
    assert tree.stages[Stage.EARLY].agreed_reason == "early-help"
    assert tree.stages[Stage.NONE].agreed_reason == ""


def test_the_digest_is_that_of_the_bytes() -> None:
    """A stored case can be compared with the exact file that it was made under: one changed byte changes the digest."""
    assert read_tree(GOOD, "a.toml").digest == hashlib.sha256(GOOD).hexdigest()
    assert read_tree(GOOD + b"\n", "a.toml").digest != read_tree(GOOD, "a.toml").digest


def test_every_source_that_the_tree_uses_is_listed() -> None:
    """The loader gets the sources of questions, outcomes, notes and warnings, to look them up."""
    assert sources_of(read_tree(GOOD, "small.toml")) == {"code", "act", "notes", "warnings"}


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_each_mistake_is_its_own_error(file: Path) -> None:
    """A tree with one mistake is refused with the error that its file names: the place, and what was expected."""
    raw = file.read_bytes()
    wanted = raw.decode().split("\n", 1)[0].removeprefix("# error: ")

    with pytest.raises(DataError) as refused:
        read_tree(raw, "tree.toml")

    told = str(refused.value)
    assert told.startswith(wanted.removesuffix("...")) if wanted.endswith("...") else told == wanted


def test_the_mistakes_are_many_and_differ() -> None:
    """The folder of bad files is not empty, and no two files are refused for the same reason at the same place."""
    errors = [file.read_text().split("\n", 1)[0] for file in BAD]

    assert len(BAD) > 50
    assert len([error for error in errors if not error.endswith("...")]) == len(
        {error for error in errors if not error.endswith("...")}
    )


def test_the_bad_files_differ_from_the_good_one_by_their_mistake_only() -> None:
    """Each bad file shares nearly all its lines with the good one, so that it shows only the mistake that it is named for."""
    good = set(GOOD.decode().splitlines())
    for file in BAD:
        new = [line for line in file.read_text().splitlines()[2:] if line not in good]
        assert len(new) <= 5, file.name


def test_the_shipped_tree_is_read_without_an_error() -> None:
    """The ids, routes, conditions, placeholders and rules of the shipped tree all fit together."""
    tree = read_tree(SHIPPED.read_bytes(), "data/triage/duty-to-refer.toml")

    assert tree.id == "duty-to-refer"
    assert sources_of(tree) <= {entry["id"] for entry in tomllib.loads(_sources().read_text())["source"]}


def test_a_condition_elsewhere_is_held_against_a_tree() -> None:
    """Conditions in other files are checked against the tree's ids, and authority ids are returned for the loader to look up."""
    tree = read_tree(GOOD, "small.toml")
    found = read_condition(Table({"answers": {"who": ["testham", "elsewhere-england"]}}, "area.toml", "when"))

    check_condition(found, tree, "area.toml", "when")

    assert authorities_named(found, tree) == {"testham"}
    with pytest.raises(DataError, match=r"area.toml: when.answers.what: expected options of what"):
        check_condition(Condition(answers={"what": frozenset({"blue"})}), tree, "area.toml", "when")


def test_a_condition_holds_only_where_all_its_parts_do() -> None:
    """Answers, unless, stages, outcomes, warnings and either must all be fulfilled; one that fails is enough."""
    whole = read_condition(
        Table(
            {
                "answers": {"what": ["red", "green"]},
                "unless": {"start": ["there"]},
                "stages": ["early"],
                "outcomes": ["go"],
                "warnings": ["call-today"],
                "either": [{"answers": {"who": ["x"]}}, {"stages": ["early"]}],
            },
            "any.toml",
            "when",
        )
    )
    met = {"what": ("green", "blue"), "start": "here", "who": "y"}
    warnings = frozenset({"call-today"})

    assert whole.holds(Situation(met, Stage.EARLY, "go", warnings))
    assert not whole.holds(Situation({**met, "what": ("blue",)}, Stage.EARLY, "go", warnings))
    assert not whole.holds(Situation({**met, "start": "there"}, Stage.EARLY, "go", warnings))
    assert not whole.holds(Situation(met, Stage.HOMELESS, "go", warnings))
    assert not whole.holds(Situation(met, Stage.EARLY, None, warnings))
    assert not whole.holds(Situation(met, Stage.EARLY, "go", frozenset()))
    assert not Condition(either=(Condition(outcomes=frozenset({"x"})),)).holds(Situation(met))


def _sources() -> Path:
    return data_folder() / "sources.toml"
