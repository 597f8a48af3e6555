"""Random keys: no fault, no error that ends the program, and nothing saved into a case that was not open."""

import pytest
from case_scenes import CASE_SCENES
from desk_samples import unlocked_desk
from monkey import Monkey, fill
from scenes import SCENES
from thoroughness import most

KEYS = most(700, 20_000)
"""Number of keys for each seed."""

SEEDS = range(most(3, 6))

STARTS = sorted({scene.keys for scene in (*SCENES, *CASE_SCENES)})


@pytest.mark.parametrize("seed", SEEDS)
async def test_random_keys_end_in_no_fault_and_write_only_into_open_cases(seed, tmp_path, monkeypatch, figures):
    """After letters, digits, function keys, pastes and resizes over all screens, the store is still consistent."""
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("PATH", str(tmp_path))  # no printer may be started
    desk = unlocked_desk(tmp_path / "home")
    fill(desk)
    monkey = Monkey(desk, seed, KEYS, STARTS)
    await monkey.press_all()
    seen = monkey.seen
    figures(
        f"monkey, seed {seed}: {seen.keys} keys, begun {seen.begun} times, {len(seen.screens)} screens, {seen.written} writes"
    )
    if desk.vault.unlocked_as() is None:
        desk.vault.unlock("a plainly invented passphrase", None)
    checked = desk.vault.opened().store.verify_chain()
    assert checked.ok, checked
    desk.vault.lock()
