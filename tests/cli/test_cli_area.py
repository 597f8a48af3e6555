"""``area``: which areas are loaded, and where this machine works."""

import json

from command_line import run_here as run


def test_the_areas_and_the_one_of_this_machine(tmp_path):
    """The area is Oxfordshire until another is chosen, which is kept and whose numbers come first."""
    shown = json.loads(run("area", "--json", "--home", str(tmp_path)).out)
    assert shown == {
        "area": "oxfordshire",
        "areas": {"kent-and-medway": "Kent and Medway", "oxfordshire": "Oxfordshire"},
    }

    chosen = run("area", "kent-and-medway", "--home", str(tmp_path))

    assert "Kent and Medway (this machine)" in chosen.out
    assert json.loads(run("area", "--json", "--home", str(tmp_path)).out)["area"] == "kent-and-medway"
    numbers = json.loads(run("numbers", "--json", "--at", "2026-11-28T02:00", "--home", str(tmp_path)).out)
    assert numbers["area"] == "kent-and-medway"
    assert numbers["call"][0]["line"] == "ashford-out-of-hours"
    once = run("numbers", "--json", "--area", "oxfordshire", "--at", "2026-11-28T02:00", "--home", str(tmp_path))
    assert json.loads(once.out)["area"] == "oxfordshire"


def test_an_area_that_is_not_loaded_is_refused_in_words(tmp_path):
    """An area that is not loaded ends with exit code 3, and nothing is written."""
    refused = run("area", "surrey", "--home", str(tmp_path))

    assert refused.code == 3
    assert "kent-and-medway, oxfordshire" in refused.err
    assert not (tmp_path / "settings.toml").exists()
