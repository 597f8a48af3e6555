"""The contract of ``numbers``, ``dates``, ``connection``, ``data`` and ``tree``: shapes and wrong values."""

import json

import pytest


def test_numbers_have_the_contracts_shape(at):
    """``numbers`` gives the moment, the area, the lines to call with the best first, and all others."""
    found = at("numbers", "--json").json
    assert list(found) == ["at", "area", "call", "also"]
    assert (found["at"], found["area"]) == ("2026-11-23T10:04:31+00:00", "oxfordshire")
    lines = [line["line"] for line in (*found["call"], *found["also"])]
    assert len(lines) == len(set(lines)) > 10
    assert "999" in lines


def test_numbers_of_an_authority_and_an_emergency(at):
    """An authority's own line is first, or after 999 if the emergency has 999."""
    assert at("numbers", "cherwell", "--json").json["call"][0]["line"] == "cherwell-day"
    call = at("numbers", "cherwell", "--for", "danger", "--json").json["call"]
    assert [line["line"] for line in call[:2]] == ["999", "cherwell-day"]


@pytest.mark.parametrize(
    ("argv", "key", "given"),
    [
        (["numbers", "atlantis"], "authority", "atlantis"),
        (["numbers", "--for", "plague"], "for", "plague"),
        (["numbers", "--area", "atlantis"], "area", "atlantis"),
        (["dates", "contact", "--sent", "2026-02-30"], "sent", "2026-02-30"),
        (["dates", "contact", "--sent", "2026-11-23", "--authority", "atlantis"], "authority", "atlantis"),
        (["dates", "contact", "--sent", "9999-12-31"], "sent", "9999-12-31"),
        (["dates", "home", "--last", "soon"], "last", "soon"),
        (["dates", "home", "--last", "0001-01-01"], "last", "0001-01-01"),
        (["dates", "review", "--notified", "2026-11-23T10:00"], "notified", "2026-11-23T10:00"),
        (["dates", "review", "--notified", ""], "notified", ""),
        (["tree", "show", "atlantis"], "tree", "atlantis"),
        (["tree", "show", "--format", "png"], "format", "png"),
        (["tree", "paths", "atlantis"], "tree", "atlantis"),
        (["data", "correct", "cherwell-day", "--phone", "01295 753751", "--why", "rang it"], "as", None),
        (
            ["data", "correct", "atlantis", "--phone", "01295 753751", "--why", "rang it", "--as", "Ann"],
            "line",
            "atlantis",
        ),
        (["data", "correct", "cherwell-day", "--phone", "12", "--why", "rang it", "--as", "Ann"], "phone", "12"),
        (
            ["data", "correct", "cherwell-day", "--hours", "always", "--why", "rang it", "--as", "Ann"],
            "hours",
            "always",
        ),
        (["data", "correct", "cherwell-day", "--phone", "01295 753751", "--why", " ", "--as", "Ann"], "why", " "),
        (["numbers", "--home", ""], "home", ""),
    ],
)
def test_a_wrong_value_is_named_by_its_option(at, argv, key, given):
    """A wrong value gives exit code 3, the option without dashes and what was given, and one line on stderr."""
    ran = at(*argv, "--json")
    assert ran.code == 3
    assert (ran.problem["key"], ran.problem["given"]) == (key, given)
    assert ran.err.count("\n") == 1
    plain = at(*argv)
    assert (plain.code, plain.out, plain.err) == (3, "", ran.err)


def test_an_area_of_its_own_home_is_only_read_last(tmp_path, at):
    """``--area`` overrides the settings, these the first area, and a broken settings file stops nothing."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("area = 3", encoding="utf-8")
    assert at("numbers", "--json").json["area"] == "oxfordshire"


@pytest.mark.parametrize(
    ("typed", "at_json"),
    [
        ("2026-11-22", "2026-11-22T12:00:00+00:00"),
        ("2026-07-01T09:15", "2026-07-01T09:15:00+01:00"),
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00"),
        ("2026-07-01T09:15Z", "2026-07-01T10:15:00+01:00"),
    ],
)
def test_the_moment_can_be_given(at, typed, at_json):
    """``--at`` is London time, the last one given counts, and an hour that occurs twice means the first."""
    assert at("numbers", "--json", "--at", "2020-01-01", "--at", typed).code == 0
    from command_line import run_here

    assert run_here("--at", typed, "numbers", "--json").json["at"] == at_json


@pytest.mark.parametrize("typed", ["2026-03-29T01:30", "2026-02-30", "yesterday"])
def test_a_moment_that_does_not_exist_is_wrong(typed):
    """An hour that the clocks skip, or an invalid moment, ends with exit code 3."""
    from command_line import run_here

    ran = run_here("numbers", "--at", typed, "--json")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "at", typed)


def test_dates_have_the_contracts_shapes(at):
    """Each of the three deadlines has its shape, with the contract's own example."""
    assert at("dates", "contact", "--sent", "2026-12-18", "--authority", "cherwell", "--json").json == {
        "sent": "2026-12-18",
        "working_days": 10,
        "due": "2027-01-06",
        "promise": "local",
        "warnings": [],
    }
    assert at("dates", "contact", "--sent", "2026-12-18", "--json").json["promise"] == "none"
    assert at("dates", "contact", "--sent", "2029-01-05", "--json").json["warnings"] == ["bank-holidays-projected"]
    assert at("dates", "home", "--last", "2027-01-10", "--json").json == {
        "last": "2027-01-10",
        "days": 48,
        "stage": "threatened",
        "threatened_from": "2026-11-15",
        "warnings": ["closed-day"],
    }
    assert at("dates", "home", "--last", "2027-01-11", "--json").json["warnings"] == []
    assert at("dates", "home", "--last", "2026-11-22", "--json").json["warnings"] == ["date-passed"]
    assert at("dates", "review", "--notified", "2026-11-02", "--json").json == {
        "notified": "2026-11-02",
        "last_day": "2026-11-22",
    }


def test_connection_gives_the_contracts_example(at):
    """The contract's example for ``connection`` gives exactly the contract's result."""
    given = {
        "addresses": [{"district": "oxford", "from": "2026-01-01", "to": None, "kind": "home"}],
        "work": [{"district": "cherwell", "casual": False}],
        "unsafe": ["vale-of-white-horse"],
    }
    ran = at("connection", "-", "--json", "--at", "2026-11-21", stdin=json.dumps(given))
    assert ran.code == 0
    assert list(ran.json) == ["at", "considered", "cautions", "districts"]


def test_connection_counts_the_contracts_days(write):
    """325 days at home in Oxford on 21 November 2026 make a likely connection."""
    from command_line import run_here

    given = {"addresses": [{"district": "oxford", "from": "2026-01-01", "to": None, "kind": "home"}]}
    found = run_here("connection", write(given), "--json", "--at", "2026-11-21").json
    assert (found["at"], found["considered"]) == ("2026-11-21", True)
    district = found["districts"]["oxford"]
    ground = district["grounds"][0]
    assert (district["strength"], ground["ground"], ground["met"]) == ("likely", "residence", True)
    assert [ground[key] for key in list(ground)[2:6]] == [325] * 4


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"addresses": [{"district": "oxford", "district": "oxford"}]}', "addresses[0].district"),
        ('{"shoes": 1}', "shoes"),
        ('{"addresses": [{"district": "oxford", "from": "x", "kind": "home"}]}', "addresses[0].from"),
        ('{"addresses": [{"district": "oxford", "from": "2026-01-01", "kind": "tent"}]}', "addresses[0].kind"),
        ('{"stage": "lost"}', "stage"),
        ("[]", "file"),
        ("{", "file"),
    ],
)
def test_connection_names_the_place_of_a_problem(at, text, key):
    """The problem's key is the path within the file, or the file itself."""
    ran = at("connection", "-", "--json", stdin=text)
    assert (ran.code, ran.problem["key"]) == (3, key)


def test_stale_facts_are_listed_with_what_is_unsure(at):
    """Each fact says what is in doubt, where it comes from and when it was checked."""
    found = at("data", "stale", "--json").json
    assert list(found) == ["at", "stale"]
    keys = ["kind", "id", "name", "value", "confidence", "checked_on", "why", "source", "ask"]
    assert {tuple(fact) for fact in found["stale"]} == {tuple(keys)}
    assert all(fact["why"] for fact in found["stale"])


def test_a_correction_is_kept_and_used(at):
    """A corrected number is given at once and after a restart, and the shipped data stay unchanged."""
    ran = at("data", "correct", "cherwell-day", "--phone", "01632 960123", "--why", "rang it", "--as", "Ann", "--json")
    assert (ran.code, ran.json["phone"], ran.json["confidence"]) == (0, "01632 960123", "confirmed")
    assert at("numbers", "cherwell", "--json").json["call"][0]["phone"] == "01632 960123"


def test_a_confirmation_is_kept_with_who_made_it(at):
    """``data confirm`` makes the number confirmed today by the person whom ``--as`` names, and requires one."""
    ran = at("data", "confirm", "west-oxfordshire-day", "--as", "Robin Example", "--json")
    assert (ran.code, ran.json["phone"], ran.json["confidence"]) == (0, "01993 861000", "confirmed")
    assert at("data", "confirm", "west-oxfordshire-day", "--json").problem["key"] == "as"
    assert at("data", "confirm", "atlantis", "--as", "Robin Example", "--json").problem["key"] == "line"


def test_corrections_travel_signed_from_one_home_to_another(at, tmp_path):
    """Corrections are shown there once their signer is trusted, and taken only with ``--accept``; a stranger's file is refused."""
    stick, there = str(tmp_path / "stick.toml"), ("--home", str(tmp_path / "there"))
    at("data", "correct", "cherwell-day", "--phone", "01632 960123", "--why", "rang it", "--as", "Ann")
    exported = at("data", "export", stick, "--json")
    assert (exported.code, exported.json["file"], exported.json["values"]) == (0, stick, 1)
    key = at("data", "signer", "--json").json["key"]
    assert exported.json["signer"] == key

    stranger = at("data", "import", stick, "--json", *there)
    assert (stranger.code, stranger.problem["key"], stranger.problem["given"]) == (3, "file", stick)
    trusted = at("data", "signer", "--trust", "Ann's desk", key, "--as", "Bo", "--json", *there)
    assert [each["name"] for each in trusted.json["trusted"]] == ["Ann's desk"]
    shown = at("data", "import", stick, "--json", *there)
    assert list(shown.json) == ["signer", "key", "made_at", "differences", "accepted"]
    (difference,) = shown.json["differences"]
    expected = ["line", "name", "what", "now", "would_be", "who", "on", "why", "verdict"]
    assert (shown.code, shown.json["accepted"], list(difference)) == (0, False, expected)
    assert at("numbers", "cherwell", "--json", *there).json["call"][0]["phone"] == "01295 753751"
    assert at("data", "import", stick, "--accept", "--json", *there).json["accepted"] is True
    assert at("numbers", "cherwell", "--json", *there).json["call"][0]["phone"] == "01632 960123"
    assert at("data", "signer", "--distrust", "Ann's desk", "--json", *there).json["trusted"] == []
    assert at("data", "import", stick, *there).code == 3
    assert at("data", "export", stick).code == 6


def test_guidance_is_looked_up_without_unlocking(at):
    """Every entry has its topic, title, text, source and where it is used, and finding nothing is not an error."""
    found = at("guidance", "leaving", "prison", "--json")
    assert (found.code, list(found.json), found.json["search"]) == (0, ["search", "found"], "leaving prison")
    assert {tuple(each) for each in found.json["found"]} == {("topic", "title", "text", "source", "where")}
    assert found.json["found"][0]["title"] == "Leaving prison"
    nothing = at("guidance", "zzz", "--json")
    assert (nothing.code, nothing.json["found"]) == (0, [])
    assert at("guidance").code == 2


def test_broken_local_data_is_named_and_stops_no_number(at, tmp_path):
    """``data check`` ends with exit code 7, while ``numbers`` still gives the shipped lines and names the file."""
    local = tmp_path / "home" / "local"
    local.mkdir(parents=True)
    (local / "corrections.toml").write_text("[[correction]]\nline = 3\n", encoding="utf-8")
    checked = at("data", "check", "--json")
    assert (checked.code, checked.json["ok"]) == (7, False)
    assert "corrections.toml" in checked.json["problems"][0]["key"]
    numbers = at("numbers", "--json")
    assert (numbers.code, len(numbers.json["call"]) > 0) == (0, True)
    assert "corrections.toml" in numbers.err
