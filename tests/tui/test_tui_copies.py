"""Safety copies on screen: made, listed, restored after showing what differs, and offered if the store is damaged."""

import shutil
import threading

from case_desks import BEGUN, at_desk, desk_with
from driving import driven

PASSPHRASE = "a plainly invented passphrase"


async def test_a_copy_goes_to_a_file_and_is_put_back_after_a_typed_word(tmp_path):
    """A copy is made and verified, the differences are shown by reference and initials, and only the typed word replaces anything."""
    target = tmp_path / "copy.zip"
    async with at_desk("9", "1", cases=(BEGUN,)) as run:
        run.app.top.query_one("Input").value = ""
        await run.type(str(target))
        await run.press("enter")
        assert "read back and verified" in run.text
        second = run.desk.cases.new(BEGUN)
        await run.press("escape")
        assert run.name == "copies"
        await run.go("2")
        await run.type(str(target))
        await run.press("enter")
        assert "Passphrase for the copy" in run.text
        await run.type(PASSPHRASE)
        assert PASSPHRASE not in run.text
        await run.press("enter")
        assert f"Only here, and would go: {second}" in run.text
        assert "earlier state" in run.text
        assert "Esc leaves everything as it is." in " ".join(run.text.split())
        assert "Zebedee" not in run.text
        await run.press(*"yes", "enter")
        assert "Nothing was replaced." in run.text
        await run.press(*["backspace"] * 3, *"restore", "enter")
        assert "is in place" in run.text
        assert "replaced-" in run.text.replace("\n", "")
        await run.press("escape", "escape")
        assert run.name == "start"
        run.desk.vault.unlock(PASSPHRASE)
        assert second not in {row.reference for row in run.desk.cases.lists.cases().rows}


async def test_leaving_before_the_word_leaves_everything_as_it_is(tmp_path):
    """Esc before the word releases the store, which opens as before."""
    with desk_with(BEGUN) as desk:
        desk.vault.copies.make(tmp_path / "copy.zip")
        async with driven("9", "2", desk=desk) as run:
            await run.type(str(tmp_path / "copy.zip"))
            await run.press("enter")
            await run.type("wrong words")
            await run.press("enter")
            assert "does not open" in run.text
            await run.type(PASSPHRASE)
            await run.press("enter")
            assert "Type restore" in run.text
            await run.press("escape")
            assert run.name == "copies"
            desk.vault.unlock(PASSPHRASE)
            assert len(desk.cases.lists.cases().rows) == 1
            assert not (desk.home / ".new-pair").exists()


async def test_the_copies_on_this_machine_are_listed(tmp_path):
    """Each copy is listed with the time it was made, and a damaged one is marked and not restored."""
    with desk_with(BEGUN) as desk:
        desk.vault.lock()
        (file,) = (desk.home / "backups").glob("*.zip")
        async with driven("9", desk=desk) as run:
            assert "Champion makes a copy soon after something changes" in run.text
            await run.go("3")
            assert run.name == "restore"
            await run.press("escape")
            file.write_bytes(file.read_bytes()[:-1])
            await run.go("escape", "9", "3")
            assert run.name == "copies"
            assert "cannot be used" in run.text


async def test_a_damaged_store_offers_the_newest_copy_where_it_would_be_unlocked():
    """A damaged store is replaced by the newest copy without leaving the screen, even if vault.json is damaged as well."""
    for name in ("cases.db", "vault.json"):
        with desk_with(BEGUN) as desk:
            desk.vault.lock()
            (desk.home / name).write_bytes(b"rubbish" * 2000)
            async with driven("3", desk=desk) as run:
                if name == "cases.db":
                    await run.type(PASSPHRASE)
                    await run.press("enter")
                assert "cannot be used" in run.text
                assert "1 Put back the newest safety copy" in " ".join(run.text.split())
                await run.go("1")
                assert run.name == "restore"
                await run.type(PASSPHRASE)
                await run.press("enter")
                await run.type("restore")
                await run.press("enter", "escape")
                assert run.name == "start"
            desk.vault.unlock(PASSPHRASE)
            assert len(desk.cases.lists.cases().rows) == 1


async def test_a_damaged_store_without_a_copy_leads_to_the_list():
    """If no copy is intact, the way to one on a stick is still offered."""
    with desk_with(BEGUN) as desk:
        desk.vault.lock()
        shutil.rmtree(desk.home / "backups")
        (desk.home / "cases.db").write_bytes(b"rubbish" * 2000)
        async with driven("3", desk=desk) as run:
            await run.type(PASSPHRASE)
            await run.go("enter", "1")
            assert run.name == "copies"


async def test_leaving_while_a_copy_is_opened_lets_the_store_go(tmp_path, monkeypatch):
    """If the screen is left while a copy is being opened, the result is closed and no program is kept out of the store."""
    with desk_with(BEGUN) as desk:
        desk.vault.copies.make(tmp_path / "copy.zip")
        left, asked, begin = threading.Event(), [], desk.vault.copies.begin_restore

        def slowly(*given, **how):
            asked.append(given)
            assert left.wait(60)
            return begin(*given, **how)

        monkeypatch.setattr(desk.vault.copies, "begin_restore", slowly)
        async with driven("9", "2", desk=desk) as run:
            await run.type(str(tmp_path / "copy.zip"))
            await run.press("enter")
            await run.type(PASSPHRASE)
            await run.at_once_unsettled("enter")
            await run.until(lambda: asked)
            await run.at_once_unsettled("escape")
            await run.until(lambda: run.name == "copies")
            left.set()
            await run.settle()
            assert run.name == "copies"
        assert not (desk.home / ".new-pair").exists()
        desk.vault.unlock(PASSPHRASE)
        assert len(desk.cases.lists.cases().rows) == 1


async def test_whose_passphrase_is_asked_once(tmp_path):
    """One of several people is chosen once, and the list does not return after a wrong passphrase."""
    with desk_with(BEGUN) as desk:
        desk.vault.people.add("Bo Example", "deputy", "copper lantern drizzle orbit")
        desk.vault.copies.make(tmp_path / "copy.zip")
        async with driven("9", "2", desk=desk) as run:
            await run.type(str(tmp_path / "copy.zip"))
            await run.press("enter")
            assert "Bo Example" in run.text
            await run.go("2")
            assert "Passphrase for the copy: Bo Example" in run.text
            assert "mark" not in run.footer
            assert run.text.count("Bo Example") == 1
            await run.type("wrong words")
            await run.press("enter")
            assert "does not open this copy" in run.text
            await run.type("copper lantern drizzle orbit")
            await run.press("enter")
            assert "Type restore" in run.text
            assert run.text.count("Bo Example") == 0


async def test_a_path_that_was_mistyped_stays_to_be_mended(tmp_path):
    """A mistyped path stays to be corrected, and the home of an unknown user is reported as missing, not as a fault."""
    with desk_with(BEGUN) as desk:
        async with driven("9", "2", desk=desk) as run:
            await run.press("enter")
            assert "Type where the copy is" in run.text
            await run.type("~nobody-here/copy.zip")
            await run.press("enter")
            assert "it is not there" in run.text
            assert "nobody-here/copy.zip" in run.app.top.query_one("Input").value


async def test_a_refused_restore_ends_there(tmp_path):
    """After a restore was refused, nothing can be typed that would begin it again."""
    with desk_with(BEGUN) as desk:
        desk.vault.copies.make(tmp_path / "copy.zip")
        desk.vault.lock()
        shutil.rmtree(desk.home / "backups")
        (desk.home / "backups").write_text("in the way")
        async with driven("9", "2", desk=desk) as run:
            await run.type(str(tmp_path / "copy.zip"))
            await run.press("enter")
            await run.type(PASSPHRASE)
            await run.press("enter")
            await run.type("restore")
            await run.press("enter")
            assert not run.app.top.query_one("Input").display
            assert "is in place" not in run.text
        (desk.home / "backups").unlink()
        desk.vault.unlock(PASSPHRASE)
        assert len(desk.cases.lists.cases().rows) == 1
