"""``vault backup``, ``vault backups``, ``vault restore``: what scripts rely on."""

import shutil

from command_line import run_here


def test_a_copy_is_made_listed_and_put_back(vault, write, ready, tmp_path):
    """On an empty machine nothing is asked; where there is a store it is shown what differs, and refused without --yes."""
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
    """None at first; then the one that was made by itself; exit code 6 once one is damaged."""
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
    """The command that is named there works as it stands."""
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
    """A file that is there, a folder that is not, no copy at all, a wrong passphrase, a store in use, an empty home."""
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
    """A further line, with what was done in words."""
    vault("case", "new", "--from", write(ready))
    checks = {check["name"]: check for check in vault("vault", "check", "--json").json["checks"]}
    assert checks["copies"]["ok"] is True
    assert "Read every byte of 1 safety copy" in checks["copies"]["words"]
