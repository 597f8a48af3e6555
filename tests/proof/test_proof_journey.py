"""The promise on the first page, tested by watching every system call of the whole journey: no network, nothing personal outside."""

import os
import pickle
import re
import sys
from pathlib import Path

import pytest
import whole_journey
from journeys import spelt
from once_for_all import once_for_all
from spellings import pattern
from system_calls import recorded

pytestmark = pytest.mark.needs("strace")

NETWORK = ("%network",)
OPENING = ("open", "openat", "openat2", "creat")
MAKING = ("mkdir", "mkdirat", "mknod", "mknodat")
NAMING = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat")
WRITING = ("write", "pwrite64", "writev", "pwritev", "pwritev2")
OTHER_WAYS = (
    *("sendfile", "sendfile64", "copy_file_range", "splice", "tee", "vmsplice", "io_uring_setup", "memfd_create"),
    *("shmget", "shmat", "mq_open", "process_vm_writev", "add_key", "truncate"),
)
PROCESSES = ("execve", "execveat", "fork", "vfork", "clone", "clone3", "ptrace")
WATCHED = (*NETWORK, *OPENING, *MAKING, *NAMING, *WRITING, *OTHER_WAYS, *PROCESSES, "mmap")

OF_THE_PAIR = {"socketpair", "sendto", "recvfrom", "getsockname", "getpeername", "shutdown"}
"""What the event loop does with its own pair of sockets (AF_UNIX), with which its threads wake it: the one exception."""

NAME_FILES = re.compile(
    r"/etc/(resolv\.conf|hosts|host\.conf|nsswitch\.conf|gai\.conf|services|networks)$|nscd|/systemd/resolve|resolved|avahi|"
    r"libnss_|/libresolv"
)
"""The files that are opened to look up a name (nsswitch.conf(5), resolv.conf(5))."""

DENIED = ("socket", "connect", "bind", "listen", "accept", "accept4", "sendmsg", "sendmmsg", "recvmsg", "recvmmsg")
REFUSED = f"{','.join(f'?{name}' for name in DENIED)}:error=EACCES"
"""Every network call except those of the event loop's pair, refused by the system."""


def opened(calls):
    """Yields every path that a program tried to open, with the call."""
    for call in calls:
        if call.name in OPENING:
            yield call.path(0 if call.name in {"open", "creat"} else 1), call


def uses_of_a_network(calls):
    """Yields a line for each call that touches a network or looks up a name."""
    for call in calls:
        pair = call.name in OF_THE_PAIR and (call.name != "socketpair" or call.arguments[0] == "AF_UNIX")
        if call.name in SOCKETS and not pair:
            yield f"{call.name}{call.arguments}"
    yield from (f"opens {path}" for path, _ in opened(calls) if NAME_FILES.search(path))


SOCKETS = {
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg"),
    *("recvfrom", "recvmsg", "recvmmsg", "getsockname", "getpeername", "setsockopt", "getsockopt", "shutdown"),
}


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    """Returns the whole journey, made once with every network call denied and every relevant call recorded."""

    def make(folder):
        made = whole_journey.whole(folder / "made", WATCHED, (REFUSED,))
        (folder / "journey.pickle").write_bytes(pickle.dumps(made))

    made = once_for_all(tmp_path_factory, "journey", make)
    return pickle.loads((made / "journey.pickle").read_bytes())  # noqa: S301  written a moment ago, by this run


@pytest.fixture(scope="module")
def calls(journey):
    """Returns all calls of the journey, in order."""
    return journey.calls()


def test_no_step_of_the_whole_job_touches_a_network(calls):
    """The full screen, plain interview and commands open no socket except the event loop's own pair, and look up no name."""
    assert list(uses_of_a_network(calls)) == []
    assert {call.name for call in calls} & SOCKETS == {"socketpair", "sendto", "recvfrom", "getsockname"}
    assert all(call.handle()[1].startswith("socket:") for call in calls if call.name in {"sendto", "recvfrom"})


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("socket.socket().connect_ex(('127.0.0.1', 9))", "connect"),
        ("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))", "SOCK_DGRAM"),
        ("socket.socket(socket.AF_UNIX).bind('there')", "bind"),
        ("socket.getaddrinfo('localhost', 80)", "/etc/"),
    ],
)
def test_a_program_that_does_touch_a_network_is_caught(tmp_path, code, caught):
    """One line of Python that connects, sends, binds or looks up a name is found by the same watcher."""
    seen = recorded([sys.executable, "-c", f"import socket; {code}"], tmp_path / "trace", WATCHED, cwd=tmp_path)
    assert any(caught in each for each in uses_of_a_network(seen))


def test_the_whole_job_is_done_where_every_network_call_is_denied(journey, tmp_path):
    """With all sockets refused except the event loop's pair, every step ended and left its papers."""
    assert {path.name for path in journey.exports.iterdir()} >= {"packs", "plain", "commands", "slip.pdf", "slip.txt"}
    asks = "import socket\ntry: socket.socket()\nexcept PermissionError: pass"
    seen = recorded([sys.executable, "-c", asks], tmp_path / "trace", WATCHED, cwd=tmp_path, inject=(REFUSED,))
    assert [call.error for call in seen if call.name == "socket"] == ["EACCES"]


# -- nothing personal outside the vault -------------------------------------------------------------------------------


def personal(journey):
    """Returns one pattern for everything in the journey that may be in no plain file, in every encoding."""
    words = (whole_journey.NAME, whole_journey.ADDRESS, "07700 900123", whole_journey.PHONE, whole_journey.WARD)
    return pattern(*words, "Zebedee", "Markerson", "Oddfellows", "QX-4471", *journey.secrets)


def places(calls):
    """Yields every path that was opened for writing, made, renamed to, or linked, anywhere."""
    for path, call in opened(calls):
        if not call.error and re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", " ".join(call.arguments)):
            yield call.place or path
    for call in calls:
        if not call.error and call.name in (*MAKING, *NAMING):
            yield from (text.decode("utf-8", "surrogateescape") for text in call.texts())


def is_terminal(path):
    """Returns whether a path is the person's own terminal, or the null device."""
    return path.startswith(("/dev/pts/", "/dev/tty")) or path == "/dev/null"


def is_cache_of_code(path):
    """Returns whether Python keeps a compiled module there."""
    return "/__pycache__" in path


def test_files_are_written_in_the_own_folder_and_where_the_person_exports_only(journey, calls):
    """Nothing is made outside the vault's folder, the folder of exports and the one that remembers what was last seen: not in
    the home, temporary folders, caches or shared memory.
    """
    own, memory = journey.home / ".local/share/champion-tui", journey.home / ".local/state/champion-tui-seen"
    leading = [journey.home / ".local", own.parent, memory.parent]
    wrong = {
        path
        for path in places(calls)
        if not path.startswith((f"{own}/", f"{memory}/", f"{journey.exports}/"))
        and path not in map(str, (own, memory, *leading))
        and not is_terminal(path)
        and not is_cache_of_code(path)
    }
    assert not wrong
    assert any(path.startswith(str(own)) for path in places(calls))
    assert list((journey.place / "temporary").iterdir()) == []


def test_no_file_but_the_exported_ones_holds_a_personal_word(journey, calls):
    """All remaining files that the journey wrote, and all files in its folders, are searched in every encoding."""
    wanted = personal(journey)
    ours = [path for path in journey.place.rglob("*") if path.is_file() and "traces" not in path.parts]
    left = {*map(str, ours), *(path for path in places(calls) if Path(path).is_file() and not is_cache_of_code(path))}
    names = {path for path in left | set(places(calls)) if wanted.search(os.fsencode(path))}
    assert not names
    held = {path for path in left if wanted.search(Path(path).read_bytes())}
    assert held
    given = map(str, (journey.secret_file, journey.place / "colleague.txt", journey.place / "other.txt"))
    assert {path for path in held if not path.startswith(f"{journey.exports}/")} == set(given)


def test_no_written_byte_is_personal_but_those_on_screen_and_in_exported_files(journey, calls):
    """Every byte written, collected by path, is searched, including those of files deleted since."""
    wanted, gathered, shown = personal(journey), {}, []
    for call in calls:
        if call.name in WRITING:
            number, path = call.handle()
            out = is_terminal(path) or (number in {1, 2} and path.startswith("pipe:"))
            goes = shown if out or path.startswith(f"{journey.exports}/") else gathered.setdefault(path, [])
            goes.extend(call.texts())
    told = {path for path, parts in gathered.items() if wanted.search(b"".join(parts))}
    # The program's own example of a telephone number is in its code, which is compiled the first time it runs.
    assert {path for path in told if not is_cache_of_code(path)} == set()
    assert sum(map(len, gathered)) > 0
    assert wanted.search(b"".join(shown))


def test_no_other_way_to_write_is_taken(journey, calls):
    """There is no shared memory and no copying within the kernel; only SQLite's index of the journal is mapped for writing."""
    assert [call.name for call in calls if call.name in OTHER_WAYS] == []
    mapped = {
        call.handle(4)[1]
        for call in calls
        if call.name == "mmap" and "PROT_WRITE" in call.arguments[2] and "MAP_SHARED" in call.arguments[3]
    }
    own = journey.home / ".local/share/champion-tui"
    assert mapped >= {str(own / "cases.db-shm")}
    assert {path for path in mapped if not (path.startswith(f"{own}/") and path.endswith("cases.db-shm"))} == set()


def test_no_other_program_is_started(journey, calls):
    """Each recording starts only the requested program and its threads: no editor, shell or printing program."""
    started = [call for call in calls if call.name in {"execve", "execveat"} and not call.error]
    assert len(started) == len(journey.recordings)
    others = [call for call in calls if call.name in {"fork", "vfork", "clone", "clone3", "ptrace"}]
    assert others
    assert [call for call in others if "CLONE_THREAD" not in " ".join(call.arguments)] == []


def test_arguments_and_environment_of_the_running_program_hold_nothing_personal(journey, calls):
    """They contain nothing personal while the form is open, when others can list them, nor at any start."""
    wanted = personal(journey)
    assert [seen for seen in journey.seen if b"champion_tui" in seen[0]]
    for seen in journey.seen:
        assert not any(wanted.search(each) for each in seen)
    for call in calls:
        if call.name == "execve":
            assert not any(wanted.search(each) for each in call.texts())


def test_the_search_would_find_each_word_in_each_coding(journey, tmp_path):
    """The searches above can fail: a word is found in UTF-16, in JSON, in hexadecimal and within base64."""
    import base64

    wanted, word = personal(journey), "Zebedee Markerson-Quill"
    hidden = [
        *spelt(word),
        word.encode().hex().encode(),
        *(base64.b64encode(b"x" * n + word.encode()) for n in range(3)),
    ]
    assert all(wanted.search(each) for each in hidden)
    assert not wanted.search(b"Zebra, mark a son")
