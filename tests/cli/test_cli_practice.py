"""``practice``: a case played line by line up to the comparison, under TRAINING, with nothing kept."""

from command_line import run_here


def test_a_case_is_played_and_what_differs_is_told():
    """A different answer is shown with the champion's, the reason and the source, and the other answers are reported as the same."""
    ran = run_here("practice", "--at", "2026-11-27", stdin="4\n5\n1\n2\n1\n3\n")
    assert ran.code == 0
    assert "1 of your 4 answers" in " ".join(ran.out.split())
    assert "You have rung, so it is reported." in " ".join(ran.out.split())
    assert "do not ring them" in " ".join(ran.out.split())
    assert ran.out.count("TRAINING: ") >= 5
    assert ran.out.rstrip().endswith("Left. Nothing was kept.")


def test_leaving_and_the_end_of_the_input_are_no_errors_and_json_is_refused():
    """The case can be left anywhere, and there is no form for scripts."""
    assert run_here("practice", stdin="q\n").code == 0
    assert run_here("practice", stdin="1\n").code == 0
    assert run_here("practice", "--json").code == 2


def test_a_turned_off_hint_is_gone_at_the_next_question():
    """``h`` at a question ends the hints."""
    ran = run_here("practice", stdin="4\nh\n5\nq\n")
    told = ran.out.split("No more hints on this computer.")
    assert "Hint: " in told[0]
    assert "Hint: " not in told[1]
