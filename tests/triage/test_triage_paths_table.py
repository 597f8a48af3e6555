"""The table of paths that a champion signs off is complete, exact, and short enough to read."""

import json
from functools import cache

from triage_samples import shipped_tree, walk_all

from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.triage.proofs.paths import all_paths, collapsed
from champion_tui.triage.proofs.paths_table import PathRow, PathsTable, as_lines, as_rows, meeting_points, paths_table


@cache
def table() -> PathsTable:
    """Returns the table of the shipped tree."""
    return paths_table(shipped_tree())


def fits(row: PathRow, chosen: dict[str, str]) -> bool:
    """Returns whether a path (question -> words of the answer) passes through ``row``."""
    steps = [(question, words) for question, words in chosen.items() if question in dict(row.answers)]
    earlier = all(chosen.get(question, "not asked") in _parts(words) for question, words in row.earlier)
    first = next(iter(dict(row.answers)))
    return first in chosen and tuple(steps) == row.answers and earlier


@cache
def _parts(words: str) -> set[str]:
    """Yields every run of the listed answers: groups are joined by commas, and contain commas themselves."""
    single = words.split(", ")
    return {", ".join(single[start:end]) for start in range(len(single)) for end in range(start + 1, len(single) + 1)}


def test_every_path_is_one_row_of_each_part_and_ends_where_the_row_says() -> None:
    """Each walked path passes through exactly one row of each part that it reaches, and the last row names its outcome."""
    for walk in walk_all(shipped_tree(), collapsed(shipped_tree()), every=23):
        chosen = {question: choice.words for question, choice in walk.chosen.items()}
        rows = [row for row in table().rows if fits(row, chosen)]
        assert [row.number.split(".")[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert [question for row in rows for question, _ in row.answers] == list(chosen)
        assert [row.outcome for row in rows] == [None] * (len(rows) - 1) + [walk.judgement.outcome]
        assert walk.judgement.stage is None or walk.judgement.stage in rows[-1].stages
        assert set(rows[-1].always) <= set(walk.judgement.warnings) <= {*rows[-1].always, *rows[-1].sometimes}


def test_the_rows_that_end_paths_count_them_all() -> None:
    """No path is missing or counted twice: the counts of the last rows add up to all collapsed paths."""
    ends = sum(row.paths for row in table().rows if row.outcome)

    assert ends == table().paths == sum(1 for _ in all_paths(shipped_tree(), collapsed(shipped_tree())))


def test_it_can_be_read_by_a_person() -> None:
    """The table has well under a hundred rows, each no wider than a landscape page, so a champion can read it in one sitting."""
    lines = list(as_lines(table()))

    assert len(table().rows) < 80
    assert max(map(len, lines)) <= 132
    assert "Signature" in lines[-1]
    assert shipped_tree().digest in "\n".join(lines)


def test_a_row_says_the_stage_that_its_answers_give() -> None:
    """The rows about the home state one stage each, even if an emergency contradicts it."""
    about = [row for row in table().rows if row.part == "situation"]
    later = {row.earlier: row.stages for row in about if dict(row.answers)["situation"] == "at-risk-later"}

    assert all(len(row.stages) == 1 for row in about)
    assert later == {
        (("emergency", "danger, none"),): ("early",),
        (("emergency", "nowhere-tonight, fire-or-flood, fleeing-abuse"),): ("unknown",),
    }


def test_the_rows_are_ready_for_json() -> None:
    """Rows are unchanged after a trip through JSON, with every key of a row."""
    rows = as_rows(table())

    assert json.loads(json.dumps(rows)) == rows
    assert set(rows[0]) == set(PathRow.__dataclass_fields__)
    assert rows[0]["answers"] == [
        {"question": "emergency", "answers": "danger"},
        {"question": "after-call", "answers": "stop-here"},
    ]


def test_the_same_tree_gives_the_same_table() -> None:
    """Nothing in the table depends on the run, so a signature stays valid."""
    assert list(as_lines(paths_table(shipped_tree()))) == list(as_lines(table()))


def test_parts_begin_where_all_paths_meet() -> None:
    """No path skips the question with which a part begins."""
    starts = meeting_points(shipped_tree())

    assert starts[0] == "emergency"
    assert not set(starts) & {"after-call", "children-first", "notice-type", "last-date", "capacity-support", "assist"}


def test_two_earlier_answers_may_decide_together(small_tree: bytes) -> None:
    """If no single earlier answer decides where a row leads, the row names all that do."""
    tree = read_tree(small_tree, "small.toml")
    ends = [row for row in paths_table(tree).rows if row.part == "who" and "elsewhere" in row.answers[0][1]]

    assert {row.outcome for row in ends} == {"stop", "go"}
    assert {question for row in ends for question, _ in row.earlier} == {"start", "what"}
