"""``vault backup``, ``vault backups`` and ``vault restore``: what scripts rely on."""

import shutil
from pathlib import Path

from command_line import run_here


def test_a_copy_is_made_listed_and_put_back(vault, write, ready, tmp_path):
    """On an empty machine nothing is asked; with a store the differences are shown, and ``--yes`` is required."""
    first = vault("case", "new", "--from", write(ready), "--json").json["reference"]
    made = vault("vault", "backup", tmp_path / "copy.zip", "--json")
    assert made.code == 0
    assert made.json["file"] == str(tmp_path / "copy.zip")
    assert made.json["bytes"] == (tmp_path / "copy.zip").stat().st_size
    assert made.json["verified"] is True
    second = vault("case", "new", "--from", write(ready), "--json").json["reference"]

    refused = vault("vault", "restore", tmp_path / "copy.zip", "--json")
    assert refused.code == 5
    assert refused.json["status"] == "refused"
    assert (refused.json["relation"], refused.json["occupied"]) == ("earlier", True)
    assert refused.json["only_here"] == [{"reference": second, "initials": "Z.E."}]
    assert "--yes" in refused.err
    assert len(vault("case", "list", "--json").json["cases"]) == 2

    in_words = vault("vault", "restore", tmp_path / "copy.zip")
    assert in_words.code == 5
    assert f"Only here, and would go: {second} (Z.E.)." in in_words.out
    assert "Zebedee" not in in_words.out

    done = vault("vault", "restore", tmp_path / "copy.zip", "--yes", "--json")
    assert done.code == 0
    assert done.json["status"] == "restored"
    assert done.json["kept"].startswith(str(tmp_path / "home" / "backups" / "replaced-"))
    assert [case["reference"] for case in vault("case", "list", "--json").json["cases"]] == [first]

    shutil.rmtree(tmp_path / "home")
    fresh = vault("vault", "restore", tmp_path / "copy.zip", "--json")
    assert (fresh.code, fresh.json["occupied"], fresh.json["kept"]) == (0, False, None)
    assert [case["reference"] for case in vault("case", "list", "--json").json["cases"]] == [first]


def test_the_copies_on_this_machine_are_listed_without_a_passphrase(vault, write, ready, tmp_path, monkeypatch):
    """There is no copy at first, then the automatic one, and exit code 6 once one is damaged."""
    assert vault("vault", "backups", "--json").json == {"copies": []}
    assert "no safety copies" in vault("vault", "backups").out
    vault("case", "new", "--from", write(ready))
    monkeypatch.delenv("CHAMPION_PASSPHRASE_FILE")
    listed = vault("vault", "backups", "--json")
    (copy,) = listed.json["copies"]
    assert listed.code == 0
    assert (copy["kind"], copy["ok"]) == ("auto", True)
    assert copy["made_at"] == "2026-11-23T10:04:31+00:00"
    (file,) = (tmp_path / "home" / "backups").glob("*.zip")
    assert (copy["file"], copy["bytes"]) == (str(file), file.stat().st_size)
    assert "Monday 23 November 2026 at 10:04: made by itself" in vault("vault", "backups").out
    file.write_bytes(file.read_bytes()[:-1])
    assert vault("vault", "backups", "--json").json["copies"][0]["ok"] is False
    assert vault("vault", "backups").code == 6


def test_a_damaged_store_says_which_copy_to_put_back_and_how(vault, write, ready, tmp_path):
    """The command named in the message works as it is."""
    vault("case", "new", "--from", write(ready))
    (tmp_path / "home" / "cases.db").write_bytes(b"rubbish" * 1000)
    refused = vault("case", "list")
    assert refused.code == 6
    assert "cannot be used" in refused.err
    assert "Monday 23 November 2026 at 10:04" in refused.err
    file = refused.err.rstrip().rpartition("vault restore ")[2]
    assert vault("vault", "restore", file).code == 5
    assert vault("vault", "restore", file, "--yes").code == 0
    assert len(vault("case", "list", "--json").json["cases"]) == 1


def test_what_cannot_be_done_is_said(vault, write, ready, tmp_path):
    """An existing target, a missing folder, a bad or missing copy, a wrong passphrase and an empty home are each reported."""
    vault("case", "new", "--from", write(ready))
    taken = write("something")
    ran = vault("vault", "backup", taken)
    assert (ran.code, taken.read_text()) == (6, "something")
    assert "NOT made" in ran.err
    assert vault("vault", "backup", tmp_path / "none" / "copy.zip").code == 6
    wrong = vault("vault", "restore", taken, "--json")
    assert wrong.code == 3
    assert wrong.problem["key"] == "file"
    assert vault("vault", "restore", tmp_path / "none.zip").code == 3
    vault("vault", "backup", tmp_path / "copy.zip")
    ran = run_here("--home", tmp_path / "home", "--passphrase-file", taken, "vault", "restore", tmp_path / "copy.zip")
    assert ran.code == 4
    ran = run_here("--home", tmp_path / "other", "vault", "backup", tmp_path / "copy-2.zip")
    assert ran.code == 4
    assert not (tmp_path / "copy-2.zip").exists()


def test_the_check_names_the_copies(vault, write, ready):
    """A line about the copies says what was checked, as a sentence."""
    vault("case", "new", "--from", write(ready))
    checks = {check["name"]: check for check in vault("vault", "check", "--json").json["checks"]}
    assert checks["copies"]["ok"] is True
    assert "Read every byte of 1 safety copy" in checks["copies"]["words"]


def test_a_damaged_copy_is_no_reason_to_put_one_back(vault, write, ready, tmp_path):
    """If the store is intact, the check says so, and does not advise replacing it with an old copy."""
    vault("case", "new", "--from", write(ready))
    (file,) = (tmp_path / "home" / "backups").glob("*.zip")
    cut = file.with_name("auto-2026-11-20T100000.000000Z.zip")
    cut.write_bytes(file.read_bytes()[:-10])
    cut.chmod(0o600)
    ran = vault("vault", "check")
    assert ran.code == 6
    assert "put no copy back" in ran.err
    assert "restore" not in ran.err


def test_one_odd_file_among_the_copies_hides_none(vault, write, ready, tmp_path):
    """A link that leads nowhere is listed as unusable, and a name with an impossible date is not ours."""
    vault("case", "new", "--from", write(ready))
    folder = tmp_path / "home" / "backups"
    (folder / "auto-2026-11-20T182115.164063Z.zip").symlink_to("/nowhere")
    (folder / "auto-2026-02-30T120000.000000Z.zip").write_bytes(b"")
    ran = vault("vault", "backups", "--json")
    assert ran.code == 6
    assert [copy["ok"] for copy in ran.json["copies"]] == [True, False]


def test_a_home_that_nobody_has_is_an_ordinary_name(vault, tmp_path, monkeypatch):
    """``~nobody-here/copy.zip`` is an ordinary path that does not exist."""
    monkeypatch.chdir(tmp_path)
    for words in (("backup", "~nobody-here/copy.zip"), ("restore", "~nobody-here/copy.zip")):
        ran = vault("vault", *words, "--json")
        assert ran.code in {3, 6}
        assert "program itself" not in ran.err


def test_who_may_open_a_copy_is_said_where_nobody_was_named(vault, write, ready, tmp_path):
    """With several people in the copy, the message names them and the option."""
    new = tmp_path / "new.txt"
    new.write_text("copper lantern drizzle orbit\n")
    vault("vault", "add-person", "--name", "Bo Example", "--role", "deputy", "--new-passphrase-file", str(new))
    vault("vault", "backup", tmp_path / "copy.zip", "--as", "Bo Example", "--passphrase-file", str(new))
    ran = vault("vault", "restore", tmp_path / "copy.zip", "--yes")
    assert ran.code == 3
    assert "Bo Example" in ran.err
    assert "--as" in ran.err


def test_who_comes_back_is_said_also_where_the_two_cannot_be_compared(vault, write, ready, tmp_path):
    """A copy that readmits a person needs a current passphrase. If the store here cannot be read, people are compared all the
    same, and the user is warned about erased cases.
    """
    person = vault("vault", "people", "--json").json["people"][0]["name"]
    new = tmp_path / "new.txt"
    new.write_text("copper lantern drizzle orbit\n")
    vault("vault", "add-person", "--name", "Bo Example", "--role", "deputy", "--new-passphrase-file", str(new))
    vault("vault", "backup", tmp_path / "copy.zip", "--as", person)
    vault("vault", "remove-person", "Bo Example", "--as", person)
    vault("vault", "change-passphrase", "--new-passphrase-file", str(new), "--as", person)
    ran = vault("vault", "restore", tmp_path / "copy.zip", "--as", person, "--yes")
    assert ran.code == 5
    assert "Bo Example" in ran.err
    assert "--today-passphrase-file" in ran.err
    today = ("--today-passphrase-file", str(new))
    ran = vault("vault", "restore", tmp_path / "copy.zip", "--as", person, *today, "--json")
    assert (ran.code, ran.json["relation"]) == (5, "earlier")
    assert ran.json["people_back"] == ["Bo Example"]
    (Path(ran.json["home"]) / "cases.db").write_bytes(b"nothing of a database" * 400)
    ran = vault("vault", "restore", tmp_path / "copy.zip", "--as", person, *today, "--json")
    assert (ran.code, ran.json["relation"]) == (5, None)
    assert ran.json["people_back"] == ["Bo Example"]
    assert any("ERASED here since may come back" in words for words in ran.json["words"])


def test_the_name_of_a_copy_is_taken_as_it_is(vault, write, ready, tmp_path):
    """The shell has already handled its quotes, so those that are left belong to the name."""
    vault("case", "new", "--from", write(ready))
    for name in ("'mine'.zip", ' spaced "name" .zip'):
        assert vault("vault", "backup", tmp_path / name, "--json").json["file"] == str(tmp_path / name)
        assert (tmp_path / name).is_file()
