"""Killed at any moment: every acknowledged write is found again, and nothing half-made is in the way."""

import random

import newer_layout
import pytest
from thoroughness import most

from champion_tui.store import vault
from champion_tui.store.errors import NoVault

ROUNDS = most(100, 1000)
MOST = 12
LONGEST = 0.008
"""A writer is killed after fewer than ``MOST`` saves plus at most ``LONGEST`` seconds: within a save, or between two."""

KEYS = 7


def expected(last):
    """Returns the values of the seven keys after the writes 0 to ``last``."""
    return {f"key-{number % KEYS}": str(number) for number in range(max(0, last - KEYS + 1), last + 1)}


def test_every_acknowledged_write_is_found_after_kill_9(desk, zygote, figures):
    """However early or late a writer is killed, everything it reported as saved is there and nothing is torn."""
    with desk.create()[0] as store:
        desk.new_case(store)
    chosen, last, saved = random.Random(20261123), -1, 0  # noqa: S311  the same moments in every run, no secret
    for _ in range(ROUNDS):
        said = [
            int(line)
            for line in zygote.kill_after(f"write {desk.home}", chosen.randrange(MOST), chosen.uniform(0, LONGEST))
        ]
        with desk.unlock() as store:
            stored = store.case("OX-1").referral
            found = max([int(value) for value in stored.values()], default=-1)
            assert found in {(said or [last])[-1], (said or [last])[-1] + 1}
            assert stored == expected(found)
            assert store.verify_chain().events == found + 3
        saved, last = saved + len(said), found
    assert saved > ROUNDS
    figures(f"kill -9: {ROUNDS} writers killed, {saved} writes acknowledged, all found")
    with desk.unlock() as store:
        assert [result for result in store.check() if not result.ok] == []


def test_a_creation_that_was_cut_at_any_step_is_in_nobodys_way(desk, zygote):
    """A creation killed before any of its steps leaves no vault, and one can be made, or a complete one that opens."""
    outcomes, step, said = [], 0, []
    while "done" not in said:
        step += 1
        desk.home = desk.home.with_name(f"home-{step}")
        said = zygote.until_dead(f"create-{step} {desk.home}")
        outcomes.append(vault.exists(desk.home))
        if outcomes[-1]:
            desk.unlock().close()
        else:
            with pytest.raises(NoVault):
                desk.unlock()
            desk.create()[0].close()
        assert set(desk.kept()) == {"vault.json", "cases.db"}
        assert not (desk.home / ".new-store").exists()
    assert step > 10
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def test_an_upgrade_that_was_cut_at_any_step_loses_nothing(desk, zygote, tmp_path):
    """A change of layout killed before any of its steps leaves the old store or the new one, complete, with every case."""
    with desk.create()[0] as store:
        case = desk.new_case(store, **{"full-name": "Zoë"})
    before, step, said = desk.kept(), 0, []
    while "done" not in said:
        step += 1
        desk.home = tmp_path / f"copy-{step}"
        desk.home.mkdir(mode=0o700)
        for name, content in before.items():
            (desk.home / name).write_bytes(content)
            (desk.home / name).chmod(0o600)
        said = zygote.until_dead(f"upgrade-{step} {desk.home}")
        with newer_layout.installed(), desk.unlock() as store:
            assert store.case("OX-1") == case
            assert [result for result in store.check() if not result.ok] == []
        assert not list(desk.home.rglob("*.unfinished*"))
    assert step > 10
