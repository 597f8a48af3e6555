"""Writing every pack that is ready, from the list of cases."""

from case_desks import BEGUN, LIKE_IT, OTHERS, READY, READY_WITH_PAPER, at_desk
from textual.widgets import Input

from champion_tui.desk.papers.papers import Papers


async def begin(run, target):
    """Types a folder over the offered one."""
    run.app.screen.query_one("#target", Input).value = str(target)
    await run.press("enter")


async def test_all_that_are_ready_are_written_from_the_list(tmp_path):
    """Every ready pack is written under its reference, and the list behind reports it."""
    async with at_desk("3", "f4", cases=(READY, OTHERS[0], BEGUN)) as run:
        await begin(run, tmp_path / "out")
        await run.until(lambda: "Packs written: 2" in run.text)
        assert len(list((tmp_path / "out").iterdir())) == 2
        assert "NOT SENT until each is marked sent" in " ".join(run.text.split())
        await run.press("escape")
        await run.settle()
        assert "NOT SENT, pack is written" in run.text
        assert "writes all that are ready" not in run.text


async def test_the_key_is_shown_only_where_something_is_ready():
    """The key is offered only if a pack is ready."""
    async with at_desk("3", cases=(BEGUN,)) as run:
        assert "writes all that are ready" not in run.text
    async with at_desk("3", cases=(READY,)) as run:
        assert "F4 or Ctrl+X writes all that are ready: 1" in run.text


async def test_esc_stops_after_the_pack_that_is_being_written(tmp_path, monkeypatch):
    """Esc finishes the current pack, names the others as not written, and only then leaves."""
    really_export = Papers.export
    said = []
    async with at_desk("3", "f4", cases=(READY, *OTHERS)) as run:

        def export(self, reference, to):
            run.app.call_from_thread(run.app.screen.action_back)
            said.append(run.app.screen.query_one("#progress").text)
            return really_export(self, reference, to)

        monkeypatch.setattr(Papers, "export", export)
        await begin(run, tmp_path / "out")
        await run.until(lambda: "Packs written: 1" in run.text)
        assert said == ["Stopping when this pack is whole."]
        assert "Not touched:" in run.text
        assert len(list((tmp_path / "out").iterdir())) == 1


async def test_without_a_folder_nothing_begins(tmp_path):
    """Without a folder nothing begins and the page asks for one, as for a single pack."""
    async with at_desk("3", "f4", cases=(READY,)) as run:
        await begin(run, "")
        await run.settle()
        assert "Packs written" not in run.text
        assert not list(tmp_path.iterdir())


async def test_where_another_case_may_be_the_same_persons_each_is_decided_by_itself(tmp_path):
    """Both cases of a possible match are asked about, one can be left for now and is named, and no other case is asked about."""
    async with at_desk("3", "f4", cases=(READY_WITH_PAPER, LIKE_IT, OTHERS[0])) as run:
        await begin(run, tmp_path / "out")
        await run.until(lambda: run.name == "similar")
        await run.settle()
        left = run.app.top.reference
        await run.go("3")
        await run.until(lambda: run.name == "similar" and run.app.top.reference != left)
        await run.settle()
        await run.go("1")
        await run.until(lambda: "Packs written: 2" in run.text)
        assert f"another case may be the same person's: {left}" in " ".join(run.text.split())
        assert len(list((tmp_path / "out").iterdir())) == 2
        assert not (tmp_path / "out" / left).exists()
