"""``connection`` without JSON, from remembered dates, and line by line; the form in the contract is unchanged."""

import json

import pytest
from command_line import run_here
from desk_samples import REFER, unlocked_desk

AT = "2026-11-23"
ROUGHLY = {
    "addresses": [{"district": "oxford", "kind": "home", "from": "May 2026"}],
    "family": [{"district": "cherwell", "relation": "mother", "years": "over 5 years"}],
    "stage": "homeless",
}
OXFORD, OWN_HOME = "1", "1"
STAY, TIE, UNSAFE, TAKE_OUT, SHOW, DONE = "123456"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns a desk with one case in a vault that a passphrase file opens."""
    desk = unlocked_desk(tmp_path / "home")
    desk.reference = desk.cases.new({"triage": dict(REFER), "referral": {}})
    desk.vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a plainly invented passphrase", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    return desk


def ask(*lines, argv=()):
    """Runs the advisor with these lines on standard input."""
    return run_here("connection", "--ask", "--at", AT, *argv, stdin="".join(f"{line}\n" for line in lines))


def test_a_remembered_file_gives_ranges():
    """``--remembered --json`` gives the least and the most of each figure and each strength."""
    ran = run_here("connection", "-", "--remembered", "--json", "--at", AT, stdin=json.dumps(ROUGHLY))
    assert ran.code == 0
    oxford = ran.json["districts"]["oxford"]
    assert oxford["strength"] == {"least": "possible", "most": "likely"}
    assert oxford["settled"] is False
    residence = oxford["grounds"][0]
    assert list(residence) == [
        "ground", "met", "days_12_months", "days_5_years", "guideline_days_12_months", "guideline_days_5_years", "source",
    ]  # fmt: skip
    assert residence["guideline_days_12_months"] == {"least": 177, "most": 207}
    assert residence["met"] == {"least": False, "most": True}
    assert ran.json["districts"]["cherwell"]["strength"] == {"least": "likely", "most": "likely"}


def test_a_remembered_file_in_words():
    """Without JSON, ``--remembered`` prints what was understood, the timeline, the working, what would settle it, and its limits."""
    ran = run_here("connection", "-", "--remembered", "--at", AT, stdin=json.dumps(ROUGHLY))
    assert ran.code == 0
    told = " ".join(ran.out.split())
    assert "It began in May 2026 and goes on." in told
    assert "[12 months--]" in told
    assert "for sure 177 and at most 207 days. The guideline asks for 182." in told
    assert "If it was 26 May 2026 or before, the guideline is reached." in told
    assert "it never decides" in told
    assert all(len(line) < 80 for line in ran.out.splitlines())


def test_without_the_option_remembered_dates_are_wrong():
    """The contract's form takes no remembered date (design section 6: "dates are YYYY-MM-DD and nothing else")."""
    ran = run_here("connection", "-", "--json", "--at", AT, stdin=json.dumps(ROUGHLY))
    assert ran.code == 3
    assert ran.problem["key"] == "addresses[0].from"


@pytest.mark.parametrize(
    ("addresses", "key"),
    [
        ([{"district": "oxford", "kind": "home", "from": "March 24"}], "addresses[0].from"),
        ([{"district": "oxford", "kind": "home", "from": "2025", "to": "2024"}], "addresses[0].to"),
        ([{"district": "oxford", "kind": "home", "from": "2024"}] * 200, "addresses"),
    ],
)
def test_wrong_remembered_input_is_named(addresses, key):
    """Two-digit years, an end before the start and 200 addresses are each named, with exit code 3."""
    given = json.dumps({"addresses": addresses})
    ran = run_here("connection", "-", "--remembered", "--json", "--at", AT, stdin=given)
    assert ran.code == 3
    assert ran.problem["key"] == key
    assert len(ran.err.splitlines()) == 1


def test_two_hundred_exact_addresses_are_judged_and_asked_about():
    """The contract's form judges any number of stays, and a caution points out so many."""
    rows = [{"district": "oxford", "kind": "home", "from": "2024-01-01", "to": None}]
    few, many = (
        run_here("connection", "-", "--json", "--at", AT, stdin=json.dumps({"addresses": rows * count})).json
        for count in (1, 200)
    )
    assert few["districts"] == many["districts"]
    assert [text for text in many["cautions"] if text not in few["cautions"]] == [
        "This history has 200 addresses. Check that it is one person's, and that each is there once."
    ]


@pytest.mark.parametrize("argv", [(), ("--ask", "file.json")])
def test_a_file_or_ask_but_not_both(argv):
    """Without a file, or with a file and ``--ask``, the command line cannot be parsed."""
    assert run_here("connection", *argv).code == 2


def test_into_needs_ask(tmp_path):
    """``--into`` with a file is wrong, and nothing is unlocked."""
    ran = run_here("connection", "-", "--into", "CHW-7K3M-2Q", "--json", stdin="{}")
    assert (ran.code, ran.problem["key"]) == (3, "into")


def test_ask_has_no_json_form():
    """``--ask`` with ``--json`` is refused, as there is no object to print."""
    assert run_here("connection", "--ask", "--json").code == 2


def test_the_advisor_line_by_line():
    """A place, a relative and an unsafe place are asked for, repeated and judged, and a wrong time is asked for again."""
    ran = ask(
        STAY, OXFORD, OWN_HOME, "March 24", "March 2024", "", "",
        TIE, "2", "2", "1", "over 5 years",
        UNSAFE, "3",
        DONE,
    )  # fmt: skip
    assert ran.code == 0
    told = " ".join(ran.out.split())
    assert "expected the year with all four digits: 2024 or 1924?" in told
    assert "1. Oxford: a home of their own. It began in March 2024 and goes on." in told
    assert "Oxford City Council: A connection is likely." in told
    assert "Cherwell District Council: A connection is likely." in told
    assert "South Oxfordshire District Council: They say that they are not safe there." in told


def test_work_care_asylum_and_a_special_reason_line_by_line():
    """Every other ground can be entered, shown and removed."""
    ran = ask(
        TIE, "1", "1", "3",
        TIE, "3", "2", "a specialist hospital",
        TIE, "4", "3",
        TIE, "4", "4",
        TIE, "5", "5",
        SHOW,
        *((TAKE_OUT, "1") * 5), TAKE_OUT,
        DONE,
    )  # fmt: skip
    assert ran.code == 0
    shown, after = ran.out.split("They choose. This helps them to; it never decides.", 1)
    for words in ("Work there", "Special reason", "Leaving care", "Asylum support"):
        assert words in shown
    assert after.count("Taken out.") == 5
    assert "Nothing has been entered yet." in after


def test_going_back_drops_a_half_entered_place():
    """Back from any prompt drops the place, and the end of the input leaves without storing anything."""
    ran = ask(STAY, "b", STAY, OXFORD, "b", STAY, OXFORD, OWN_HOME, ".b", "?", "n", SHOW)
    assert ran.code == 0
    assert "Nothing has been entered yet." in ran.out
    assert "999" in ran.out
    assert ran.out.rstrip().endswith("Left. Nothing was stored.")


def test_the_result_goes_into_a_case(home):
    """``--into`` stores the chosen sentence under "why this council", and changes nothing else."""
    ran = ask(STAY, OXFORD, OWN_HOME, "2024", "", "", DONE, "1", argv=("--into", home.reference.lower()))
    assert ran.code == 0, ran.err
    kept = run_here("case", "show", home.reference, "--json", "--at", AT).json
    assert kept["referral"] == {
        "why-this-authority": "Local connection with Oxford, as they remember it: they lived there 365 days of the last "
        "12 months, and for sure 693 and at most 1,058 days of the last 5 years."
    }


def test_the_advice_stands_beside_the_authority_question(home):
    """The key l at the question about the authority opens the advisor, and its sentence is stored once the case is kept."""
    upto = [" ".join(a) if isinstance(a, tuple) else a for q, a in REFER.items()]
    at = list(REFER).index("authority")
    advice = ["l", STAY, "2", OWN_HOME, "2024", "", "", DONE, "1"]
    lines = [*upto[:at], *advice, *upto[at:], "1"]
    ran = run_here("plain", "--at", "2026-11-23T10:04:31", stdin="".join(f"{line}\n" for line in lines))
    assert ran.code == 0, ran.err
    assert "l work out local connection" in " ".join(ran.out.split())
    rows = run_here("case", "list", "--json", "--at", AT).json["cases"]
    kept = [run_here("case", "show", row["reference"], "--json", "--at", AT).json for row in rows]
    assert sorted(
        case["referral"].get("why-this-authority", "").startswith("Local connection with Cherwell") for case in kept
    ) == [False, True]
