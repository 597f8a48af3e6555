"""Attacks with a council's template: one that never ends, one that uses too much memory, one that fetches or reads other files."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pack_samples as samples
import pdf_reading
import pytest
from desk_samples import PASSPHRASE, REFER
from journeys import AT
from own_home import home_variables
from source_tree import ROOT
from spellings import pattern
from system_calls import read, tracer

from champion_tui.desk.papers.form_setting import stop_setting
from champion_tui.domain.papers.sending import Chosen, CouncilField, CouncilForm, CouncilSection
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.pack import pack
from champion_tui.papers.referral import council_form
from champion_tui.papers.setting import set_apart

TITLE = '#set document(title: "t")\n= A\n'
ENDLESS = f"{TITLE}#for a in range(10000) {{ for b in range(10000) {{ for c in range(10000) {{ }} }} }}\n"
GREEDY = (
    f'{TITLE}#{{ let x = "x" * 1000000; let all = (); for a in range(9000) {{ all.push(x + str(a)) }}; all.len() }}\n'
)
WHOLE = '#let data = json(bytes(sys.inputs.data))\n#set document(title: "t")\n#set text(font: data.fonts)\n= A\n#data.reference\n'


@pytest.fixture
def templates(tmp_path):
    """Returns a function that makes a form with the given text as its template, in a folder of templates."""
    folder = tmp_path / "local" / "templates"
    folder.mkdir(parents=True)
    form = CouncilForm(
        "f", "1", "Form", folder / "form.typ", (), (CouncilSection("A", (CouncilField("phone", "Phone"),)),)
    )

    def made(text):
        form.template.write_text(text, encoding="utf-8")
        source = samples.source(chosen=Chosen(form=form))
        return council_form.make(source, outgoing(source))

    made.folder, made.form = folder, form
    return made


def test_a_template_without_an_end_is_stopped_and_the_pack_comes_out(templates, children, tmp_path, monkeypatch):
    """After an endless loop the form is missing with the reason, everything else is there, and no process is left."""
    assert templates(WHOLE).pdf is not None
    monkeypatch.setattr(set_apart, "SECONDS", 2)
    assert "within 2 seconds, so it was stopped" in templates(ENDLESS).trouble
    written = pack.write(samples.source(chosen=Chosen(form=templates.form)), tmp_path / "out")
    assert "council-form.pdf" not in {name for name, _, _ in written.files}
    assert len(written.files) > 3
    assert "was stopped" in written.notes[0]
    assert not children()


@pytest.fixture
def children():
    """Returns a function that gives the ids of the child processes that this test has started and that still exist. A database
    server of other tests may exist all the time.
    """
    before = set(_children())
    return lambda: [child for child in _children() if child not in before]


def _children():
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread that has ended meanwhile
            yield from (task / "children").read_text("ascii").split()


def test_a_program_that_ends_waits_for_no_template(templates, children):
    """As when the window of the full screen is closed: the form is missing, and the waiting caller continues at once."""
    made = []
    setting = threading.Thread(target=lambda: made.append(templates(ENDLESS)))
    setting.start()
    while not (found := children()) or cpu_time(found[0]) < 10:
        time.sleep(0.05)
    stop_setting()
    setting.join()
    assert "because the program ends" in made[0].trouble
    assert not children()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot limit the memory of a process")
def test_a_greedy_template_ends_alone(templates):
    """A template with nine gigabytes of text ends its own process and not this one."""
    assert "setting it ended without a page" in templates(GREEDY).trouble


def test_what_a_template_says_of_itself_is_kept_short(templates):
    """A template can panic with a text of any length, but the note stays short enough to read."""
    trouble = templates(f'{TITLE}#panic("x" * 1000000)').trouble
    assert "line 3" in trouble
    assert len(trouble) < 1000


@pytest.mark.parametrize("text", ['#let a = "@preview/cetz:0.3.0"', '#raw("@preview/cetz:0.3.0")', '// import "@preview/x:1.0.0"\n',
                                  '/* #import "@preview/x:1.0.0" */', '`#import "@preview/x:1.0.0"`', '#("@hillcouncil")'])  # fmt: skip
def test_a_text_that_looks_like_an_import_is_none(templates, text):
    """In text, in a comment or in a listing nothing is imported, so nothing is refused."""
    result = templates(f"{WHOLE}{text}\n")
    assert result.trouble == ""


@pytest.mark.parametrize("imports", ['#import"@preview/cetz:0.3.0"', '#import /* c */ "@preview/cetz:0.3.0": *',
                                     '#include "\\u{40}preview/cetz:0.3.0"', '#let a = "@local/b:1.0.0"\n#import a',
                                     '#import ("@" + "preview/cetz:0.3.0")', '#import "parts.typ"'])  # fmt: skip
def test_an_import_is_refused_however_it_is_written(templates, imports):
    """With escapes, comments, concatenation or from a second file, the compiler says what is imported, and where."""
    (templates.folder / "parts.typ").write_text('#import "@preview/cetz:0.3.0": canvas', encoding="utf-8")
    trouble = templates(f"{TITLE}{imports}\n").trouble
    assert "packages are not fetched" in trouble
    assert f"{templates.folder}/" in trouble


def test_a_package_that_lies_in_the_folder_under_its_own_name_is_not_taken_for_fetched(templates):
    """Packages that a machine happens to have change no form, because no folder of packages is given."""
    place = templates.folder / "preview" / "cetz" / "0.3.0"
    place.mkdir(parents=True)
    (place / "typst.toml").write_text('[package]\nname = "cetz"\nversion = "0.3.0"\nentrypoint = "a.typ"', "utf-8")
    (place / "a.typ").write_text("#let canvas = 1", encoding="utf-8")
    assert "packages are not fetched" in templates(f'{TITLE}#import "@preview/cetz:0.3.0": canvas\n').trouble


def test_a_hard_link_to_a_file_outside_is_not_set(templates, tmp_path):
    """A second name of a file elsewhere looks like any other file, and is refused because it has two names."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    (templates.folder / "logo.txt").hardlink_to(secret)
    result = templates(f'{WHOLE}#read("logo.txt")\n')
    assert result.pdf is None
    assert "logo.txt: it has a second name elsewhere" in result.trouble


def test_a_hard_link_as_the_template_itself_is_not_set(templates, tmp_path):
    """The template is refused too if it is itself a second name."""
    (tmp_path / "other.typ").write_text(WHOLE, encoding="utf-8")
    templates.form.template.hardlink_to(tmp_path / "other.typ")
    source = samples.source(chosen=Chosen(form=templates.form))
    assert "a second name elsewhere" in council_form.make(source, outgoing(source)).trouble


@pytest.mark.parametrize("kind", ["pipe", "device", "huge", "many", "deep", "link within"])
def test_nothing_in_the_folder_of_templates_is_waited_for_or_without_end(templates, kind):
    """A pipe, a device, a giant file, thousands of files, deep folders or a link is named, and the form is not set."""
    file, folder = templates.folder / "logo.bin", templates.folder
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "huge":
        with file.open("wb") as giant:
            giant.truncate(20_000_001)
    elif kind == "many":
        for number in range(501):
            (folder / f"{number}.typ").touch()
    elif kind == "deep":
        Path(folder, *["within"] * 12).mkdir(parents=True)
    else:
        file.symlink_to(templates.form.template)
    result = templates(WHOLE)
    assert result.pdf is None
    assert str(folder) in result.trouble


def test_files_beside_a_template_are_read_by_the_names_it_uses(templates):
    """Subfolders, a second template called main.typ, and accents in any Unicode form are found."""
    (templates.folder / "parts").mkdir()
    (templates.folder / "parts" / "e\u0301.txt").write_text("with an accent", encoding="utf-8")
    (templates.folder / "main.typ").write_text('#let words = read("parts/\u00e9.txt")', encoding="utf-8")
    (templates.folder / "main").write_text("no template", encoding="utf-8")
    os.mkfifo(templates.folder / ".hidden")
    result = templates(f'{WHOLE}#import "main.typ": words\n#words\n')
    assert result.trouble == ""
    assert "with an accent" in pdf_reading.text(result.pdf)


# -- the separate process ---------------------------------------------------------------------------------------------


def program(tmp_path, template):
    """Makes a home with a vault, a case that is ready, and the how-to's form with that template; returns its environment and
    the words of the command that exports it.
    """
    home, run = tmp_path / "home", {**os.environ, **home_variables(tmp_path), "PYTHONPATH": str(ROOT)}
    (tmp_path / "pp").write_text(PASSPHRASE, encoding="utf-8")
    common = ["--home", home, "--passphrase-file", tmp_path / "pp", "--at", AT]
    command = [sys.executable, "-m", "champion_tui"]
    subprocess.run(
        [*command, "vault", "create", "--name", "Ada Invented", "--role", "Champion", *common],
        check=True, env=run, capture_output=True, timeout=120,
    )  # fmt: skip
    given = {"triage": dict(REFER), "agency": {"agency-name": "HMP Example"}, "referral": {
        "full-name": "Zebedee Markerson-Quill", "phone": "07700900123", "agreed-reason": "threatened"}}  # fmt: skip
    made = subprocess.run(
        [*command, "case", "new", "--from", "-", "--json", *common],
        input=json.dumps(given), text=True, check=True, env=run, capture_output=True, timeout=120,
    )  # fmt: skip
    for folder in ("forms", "templates"):
        (home / "local" / folder).mkdir(parents=True)
    (home / "local" / "templates" / "form.typ").write_text(template, encoding="utf-8")
    (home / "local" / "forms" / "form.toml").write_text(
        'id = "f"\nversion = "1"\ntitle = "Form"\ntemplate = "form.typ"\nauthorities = ["cherwell"]\n'
        '[[section]]\ntitle = "A"\n[[section.field]]\nid = "full-name"\nlabel = "Name"\n'
    )
    words = [*command, "case", "export", json.loads(made.stdout)["reference"], "--to", tmp_path / "out", *common]
    return run, list(map(str, words))


STARTING = ("clone", "clone3", "fork", "vfork")
WATCHED = (*STARTING, "open", "openat", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "write", "writev",
           "pwrite64", "execve", "execveat", "memfd_create", "shmget", "socket", "connect")  # fmt: skip


@pytest.mark.needs("strace")
def test_the_process_of_a_template_is_given_and_gives_everything_through_pipes(tmp_path):
    """As the system shows, it is one more Python and no other program, with nothing personal in its arguments, environment or
    files; it writes only its answer and uses no network.
    """
    run, words = program(tmp_path, WHOLE)
    done = subprocess.run(
        [*tracer(tmp_path / "trace", WATCHED), *words], env=run, check=False, capture_output=True, timeout=240
    )
    assert (done.returncode, b"missing" in done.stdout + done.stderr) == (0, False)
    calls = read(tmp_path / "trace")
    started = [call for call in calls if call.name == "execve" and not call.error]
    assert len(started) == 2
    wanted = pattern("Zebedee Markerson-Quill", "07700 900123", "07700900123", PASSPHRASE, "Markerson")
    assert not any(wanted.search(text) for call in started for text in call.texts())
    theirs = [call for call in calls if call.thread in threads_from(calls, started[1].thread)]
    assert theirs
    writes = [call for call in theirs if call.name in {"write", "writev", "pwrite64"}]
    assert {(call.handle()[0], call.handle()[1].split(":")[0]) for call in writes} <= {
        (1, "pipe"),
        (2, "/dev/null"),
    } | WAKING
    opened = [call for call in theirs if call.name in {"open", "openat", "creat"} and not call.error]
    assert not [
        call for call in opened if any(way in " ".join(call.arguments) for way in ("O_WRONLY", "O_RDWR", "O_CREAT"))
    ]
    assert {call.name for call in theirs} <= {"execve", "openat", "open", "write", "clone", "clone3"}


WAKING = {(3, "anon_inode"), (4, "anon_inode"), (5, "anon_inode")}
"""Event counters with which threads wake each other; they contain only a number."""


def threads_from(calls, first):
    """Returns the threads of the process whose first thread has that number."""
    found = {first}
    for call in calls:
        if call.name in STARTING and call.thread in found and call.result:
            found.add(call.result)
    return found


def at_work(run, words):
    """Returns the started program, and the id of the process that sets its template."""
    started = subprocess.Popen(words, env=run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    place = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    for _ in range(1200):
        found = place.read_text(encoding="ascii").split() if place.exists() else []
        if found and cpu_time(found[0]) > 30:
            return started, int(found[0])
        time.sleep(0.05)
    started.kill()
    pytest.fail(f"no template was ever set: {started.communicate(timeout=60)}")


def cpu_time(process):
    """Returns the processor time of a process in ticks; a high value shows that an endless template has begun."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11])
    except OSError:
        return 0


def is_there(process):
    """Returns whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_an_export_that_waits_for_an_endless_template(tmp_path, number):
    """On Ctrl-C, a request to end or a closed terminal, the program and its process end at once, and there is no file."""
    run, words = program(tmp_path, ENDLESS)
    started, child = at_work(run, words)
    started.send_signal(number)
    started.communicate(timeout=120)
    assert started.returncode == 130
    assert not is_there(child)
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
def test_where_the_program_is_killed_the_process_of_the_template_ends_too(tmp_path):
    """No program is left to end the process; it notices that nobody waits for its answer."""
    run, words = program(tmp_path, ENDLESS)
    started, child = at_work(run, words)
    started.kill()
    started.communicate(timeout=120)
    for _ in range(200):
        if not is_there(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("an endless template outlived the program")
