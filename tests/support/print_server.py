"""A real CUPS for one test: its settings, spool and socket are in a folder, run as root or any user, started and stopped here.

Its printers write what they get into files, as a PDF printer does. The machine's own print system is not touched.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from left_out import found_program

PATIENCE = 60
SERVER_PROGRAMS = Path("/usr/lib/cups")

SETTINGS = """\
LogLevel warn
Listen {folder}/cups.sock
DefaultAuthType None
WebInterface No
Browsing Off
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

FILES = """\
ServerRoot {folder}
ServerBin {folder}/bin
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
User {user}
Group {group}
"""

PRINTER = """\
#!/bin/sh
# A printer: job, user, title, copies, options, and the file where it is not on standard input.
[ $# -eq 0 ] && exit 0
out="${DEVICE_URI#tofile:}"
printf '%s' "$3" > "$out/$1.title"
if [ -n "$6" ]; then cat "$6"; else cat; fi > "$out/$1.part" && mv "$out/$1.part" "$out/$1.pdf"
"""


@dataclass(frozen=True)
class PrintServer:
    """A running print server: its ``socket``, and what its printers printed."""

    folder: Path

    @property
    def socket(self) -> str:
        """Returns the path of its socket."""
        return str(self.folder / "cups.sock")

    def _run(self, *words: str) -> None:
        speaking_to_it = {"CUPS_SERVER": self.socket}
        subprocess.run((_found(words[0]), *words[1:]), env=os.environ | speaking_to_it, check=True, timeout=PATIENCE)

    def add(self, name: str, *, default: bool = False) -> None:
        """Adds a printer."""
        self._run("lpadmin", f"-p{name}", "-E", "-v", f"tofile:{self.folder / 'out'}")
        if default:
            self._run("lpadmin", f"-d{name}")

    def remove(self, name: str) -> None:
        """Removes a printer."""
        self._run("lpadmin", f"-x{name}")

    def printed(self, count: int = 1) -> list[bytes]:
        """Returns the printed documents, oldest first, once there are ``count``."""
        return [file.read_bytes() for file in self._came_out("pdf", count)]

    def titles(self, count: int = 1) -> list[str]:
        """Returns the title of each document in the queue."""
        return [file.with_suffix(".title").read_text() for file in self._came_out("pdf", count)]

    def _came_out(self, suffix: str, count: int) -> list[Path]:
        deadline = time.monotonic() + PATIENCE
        while len(found := sorted(self.folder.glob(f"out/*.{suffix}"), key=lambda file: int(file.stem))) < count:
            assert time.monotonic() < deadline, (self.folder / "error").read_text()
            time.sleep(0.02)
        return found


@contextmanager
def print_server(user: str = "") -> Iterator[PrintServer]:
    """Yields a server without printers, stopped and deleted at the end. ``user`` runs it and its printers ("" for the current
    user).
    """
    # A short path, because a socket's path may have about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="cups-", dir="/tmp") as name:
        server = _laid_out(Path(name), user)
        become = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}
        process = subprocess.Popen(
            [_found("cupsd"), "-f", "-c", server.folder / "cupsd.conf", "-s", server.folder / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **become,
        )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _found(program: str) -> str:
    found = found_program(program)
    assert found is not None
    return found


def _laid_out(folder: Path, user: str) -> PrintServer:
    folder.chmod(0o755)
    for part in ("bin/backend", "bin/daemon", "state", "cache", "spool", "tmp", "out"):
        (folder / part).mkdir(parents=True)
    (folder / "bin" / "daemon" / "cups-exec").symlink_to(SERVER_PROGRAMS / "daemon" / "cups-exec")
    printer = folder / "bin" / "backend" / "tofile"
    printer.write_text(PRINTER)
    printer.chmod(0o755)
    (folder / "out").chmod(0o777)
    runs_as = "lp" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    (folder / "cupsd.conf").write_text(SETTINGS.format(folder=folder))
    (folder / "cups-files.conf").write_text(FILES.format(folder=folder, user=runs_as, group=_group_of(runs_as)))
    owner = user or ("lp" if os.geteuid() == 0 else "")
    if owner:
        for each in (folder, *(part for part in folder.rglob("*") if not part.is_relative_to(folder / "bin"))):
            shutil.chown(each, owner)
    return PrintServer(folder)


def _group_of(user: str) -> str:
    import grp

    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def _answers(address: str) -> bool:
    """Whether somebody listens there: the file is there a moment before."""
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        line.connect(address)
        return True
    return False


def _wait_for(server: PrintServer, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(server.socket):
        assert process.poll() is None, "the print server ended"
        assert time.monotonic() < deadline, "the print server does not answer"
        time.sleep(0.02)
