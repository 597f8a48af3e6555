"""The demo: invented cases in a folder that is deleted afterwards."""

import json
import re
import signal
from datetime import date
from pathlib import Path

import pytest
from command_line import run_here

from champion_tui.cli.commands.front_ends.demo import demo_cases
from champion_tui.store.keys import kdf

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def cheap_vault(monkeypatch):
    """Makes the demo's vault cheap."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


@pytest.mark.parametrize("number", range(len(demo_cases(TODAY))))
def test_every_invented_case_is_a_whole_one(number):
    """Each case reaches an outcome in today's tree, and today's form accepts its fields."""
    case = demo_cases(TODAY)[number]
    answers = json.dumps({"answers": case["triage"]})
    assert (
        run_here("triage", "--answers", "-", "--json", "--at", "2026-11-23", stdin=answers).json["status"] == "outcome"
    )


def test_the_demo_leaves_nothing_behind(tmp_path, monkeypatch):
    """The demo prints its passphrase and folder, lists cases and deletes the folder, and the person's own home is not touched."""
    own = tmp_path / "own"
    monkeypatch.setenv("CHAMPION_HOME", str(own))
    ran = run_here("demo", "--plain", "--at", "2026-11-23", stdin="\nq\n")
    assert (ran.code, ran.err) == (0, "")
    assert "The passphrase is: demo" in ran.out
    folder = re.search(r"(/\S*champion-demo-\w+)", ran.out.replace("\n", " "))
    assert folder
    assert not Path(folder[1].rstrip(").")).exists()
    assert "The demo's folder is deleted." in ran.out
    assert not own.exists()
    assert len(re.findall(r"^  [A-Z]{3}-\w{4}-\w{2}  ", ran.out, re.MULTILINE)) == len(demo_cases(TODAY)) + 1


def test_a_demo_case_can_be_gone_on_with(tmp_path):
    """A reference from the list opens that case, an unknown one is a wrong value, and the folder is deleted either way."""
    assert run_here("demo", "--plain", stdin="NO-SUCH\n").code == 3
    assert run_here("demo", "--plain", stdin="").code == 0


def test_without_a_terminal_the_demo_goes_line_by_line():
    """Without a terminal the demo runs like ``demo --plain``, draws nothing and leaves nothing."""
    ran = run_here("demo")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "The demo's folder is deleted." in ran.out


def test_the_demo_opens_the_screen_on_its_own_folder(monkeypatch):
    """On a terminal the app gets a locked desk that the printed passphrase opens."""
    seen = []

    def screen(open_desk, *, training):
        assert training
        desk = open_desk()
        assert desk.training
        desk.vault.unlock("demo", "Demo Champion")
        seen.append((desk.home, len(desk.cases.lists.cases().rows)))
        desk.vault.lock()
        return 0

    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.line_by_line", lambda: False)
    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.open_screen", screen)
    ran = run_here("demo", "--at", "2026-11-23", stdin="\n")
    assert ran.code == 0
    assert seen[0][1] == len(demo_cases(TODAY)) + 1
    assert not seen[0][0].exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_is_ended_from_outside_leaves_nothing_behind(monkeypatch, number):
    """A closed terminal or a request to end also deletes the folder."""
    seen = []

    def screen(open_desk, *, training):
        assert training
        desk = open_desk()
        seen.append(desk.home)
        assert desk.home.exists()
        signal.raise_signal(number)

    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.line_by_line", lambda: False)
    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.open_screen", screen)
    before = signal.getsignal(number)
    ran = run_here("demo", stdin="\n")
    assert (ran.code, "Stopped." in ran.err) == (130, True)
    assert not seen[0].exists()
    assert signal.getsignal(number) is before


def test_the_plain_demo_says_training_at_every_prompt():
    """Each prompt begins with TRAINING, and the first and last lines say that everything typed is thrown away. Nothing suggests
    continuing with a reference that will not exist.
    """
    ran = run_here("demo", "--plain", "--at", "2026-11-23", stdin="\n5\n1\n3\nn\n?\nq\n")
    assert ran.code == 0
    lines = ran.out.splitlines()
    prompts = [line for line in lines if "Type a " in line]
    assert len(prompts) > 5
    assert all(line.startswith("TRAINING: ") for line in prompts)
    assert ran.out.replace("\n", " ").count("everything typed here is thrown away when you leave") == 2
    assert "Go on with" not in ran.out


def test_a_demos_folder_is_one_for_training_whatever_opens_it(monkeypatch, tmp_path):
    """A pack that another command writes from the demo's folder is marked too, and an ordinary home is not for training."""
    seen = []

    def screen(open_desk, *, training):
        home = str(open_desk().home)
        secret = Path(home) / "passphrase.txt"
        known = ("--home", home, "--passphrase-file", str(secret))
        (ready,) = [one for one in run_here("case", "list", "--json", *known).json["cases"] if one["status"] == "ready"]
        written = run_here("case", "export", ready["reference"], "--to", str(tmp_path), "--json", *known)
        seen.append((training, Path(written.json["folder"])))
        return 0

    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.line_by_line", lambda: False)
    monkeypatch.setattr("champion_tui.cli.commands.front_ends.screen.open_screen", screen)
    assert run_here("demo", stdin="\n").code == 0
    training, folder = seen[0]
    assert training
    assert (folder / "portal-sheet.txt").read_text(encoding="utf-8").startswith("TRAINING")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["training"] is True
