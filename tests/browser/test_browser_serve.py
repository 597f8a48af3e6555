"""``serve`` in a real headless Chromium: the same program, nothing from other servers, nobody else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, run_here

from champion_tui.cli.commands.front_ends import serve

HERE = Path(__file__).parent


def visit(name, home):
    """Returns what a visit found (``visits.py``), run in a process that may open connections."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, HERE, HERE.parent / "support")))}
    ran = subprocess.run(
        [sys.executable, HERE / "visits.py", name, home],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.needs("chromium")
def test_a_triage_to_its_outcome_in_a_browser(tmp_path):
    """The triage works by keys, as in a terminal, every request goes to this server, and closing the tab ends the program."""
    found = visit("triage", tmp_path)
    server = found["address"].split("/?")[0]
    assert "Outcome" in found["outcome"]
    assert all(
        address.startswith((server + "/", server.replace("http:", "ws:") + "/", "about:"))
        for address in found["asked_for"]
    )
    assert any(address.startswith("ws:") for address in found["asked_for"])
    assert not [words for words in found["troubles"] if "WebGL" not in words]
    assert found["here"] == f"{server}/"
    assert "token" not in found["here"]
    assert found["programs"] == 1
    assert found["left"] == 0


def test_nobody_but_the_one_browser_gets_anything(tmp_path):
    """Requests without token or cookie, with a used token, under another host's name, from another page or in a second tab are
    refused.
    """
    found = visit("strangers", tmp_path)
    assert {status for name, status in found.items() if name.startswith("no token")} == {403}
    refused = ("another host", "another page", "token again", "with cookie, another host", "with cookie, another page")
    assert [found[name] for name in refused] == [403] * len(refused)
    assert (found["first"], found["with cookie"], found["second tab"]) == (303, 200, 409)
    assert found["cookie"] == [True, "Strict"]
    assert found["folder"] == 403
    assert found["outside"] == 404
    assert found["listening on"] == ["0100007F"]


def test_it_says_how_to_install_what_is_missing(monkeypatch, tmp_path):
    """A plain install cannot serve: the message names the extra and the alternative, with exit code 2."""
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None)
    ran = run_here("serve", "--home", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "champion-tui[serve]" in ran.err
    assert "champion-tui plain" in ran.err


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    """An invalid port is named before anything listens."""
    ran = run_here("serve", f"--port={port}", "--home", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "a port from 1 to 65535" in ran.err
