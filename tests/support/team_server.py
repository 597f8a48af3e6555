"""A real PostgreSQL for this test run: its cluster is in a folder, on a free port of the loopback address, run as root or any
user.

A guard, a small shell script, starts the server and holds the other end of a pipe. Whatever happens to the test run, the pipe
ends with it; the guard then stops the server at once and deletes its folder. The distribution's own cluster is neither used nor
touched.
"""

import datetime as dt
import errno
import ipaddress
import os
import pwd
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from left_out import found_program
from psycopg import sql

ADMINISTRATOR, PASSWORD = "administrator", "an invented password"
"""The role that made the cluster and may do everything in it, and the password."""

HOST = "127.0.0.1"
RUNS_AS = "postgres"
"""The user that runs it if the tests run as root, which PostgreSQL refuses. The distribution's package makes this user."""

PATIENCE = 60
BALLAST = "ballast"
MOST_TRIES = 100
"""The most attempts to fill a disk to which the server writes meanwhile."""

GUARD = """\
# $1: folder. Then the server and its arguments. A line on the standard input: stop in good order. The end of it: nobody is left who
# could want the server or its files.
folder=$1
shift
"$@" </dev/null >>"$folder/log" 2>&1 &
server=$!
echo "$server"
if read -r word; then
    kill -INT "$server" 2>/dev/null
    wait "$server"
else
    kill -QUIT "$server" 2>/dev/null
    wait "$server"
    rm -rf "$folder" 2>/dev/null
fi
"""

SWIFT = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests that simulate no power cut: nothing waits for a disk."""

ALWAYS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "logging_collector": "off",
    "log_min_messages": "warning",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "autovacuum": "off",
    "timezone": "UTC",
}


@dataclass
class TeamServer:
    """One cluster. ``folder`` contains it and its log; ``root_certificate`` is what a desk verifies it with, None without TLS."""

    folder: Path
    port: int
    settings: Mapping[str, str]
    root_certificate: Path | None = None
    room: int = 0
    """The size in bytes of its own disk; 0 if it has none of its own."""
    _guard: "subprocess.Popen[bytes] | None" = None
    _pid: int = 0
    _names: Iterator[int] = field(default_factory=count)

    @property
    def log(self) -> str:
        """Returns the server's log so far."""
        return (self.folder / "log").read_text(errors="replace")

    @property
    def pid(self) -> int:
        """Returns the process id of the server from its last start."""
        return self._pid

    def start(self) -> None:
        """Starts it and waits until it accepts connections. After ``kill`` the old server's parts may take a moment to end."""
        deadline = time.monotonic() + PATIENCE
        while not self._started(deadline):
            assert time.monotonic() < deadline, self.log
            time.sleep(0.02)

    def stop(self) -> None:
        """Stops it properly: connections are ended, commits are kept, and ``start`` continues from there."""
        if self._guard is not None:
            with suppress(BrokenPipeError):
                _standard_input(self._guard).write(b"stop\n")
                _standard_input(self._guard).flush()
            self._let_go()

    def kill(self) -> None:
        """Kills the server's main process by its id, as the loss of its machine would."""
        os.kill(self._pid, signal.SIGKILL)

    def silence(self) -> None:
        """Suspends every process of the server: connections stay open, but neither they nor new ones are answered."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def speak(self) -> None:
        """Resumes them: what was sent meanwhile is now read."""
        for pid in reversed(self._processes()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def _processes(self) -> list[int]:
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
        return [self._pid, *map(int, children)]

    def fill_disk(self, leave: int) -> None:
        """Leaves only ``leave`` bytes free on its own disk.

        The server goes on writing, so free space may be used a moment later. The size is then read again, and one page less of
        it is used.
        """
        data = self.folder / "data"
        with (data / BALLAST).open("wb") as ballast:
            for tried in range(MOST_TRIES):
                left = os.statvfs(data)
                try:
                    os.posix_fallocate(ballast.fileno(), 0, max((left.f_bavail - tried) * left.f_frsize - leave, 1))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                else:
                    return
        raise AssertionError(f"The server's disk had another size each of {MOST_TRIES} times it was asked.")

    def make_room(self) -> None:
        """Frees the space again."""
        (self.folder / "data" / BALLAST).unlink(missing_ok=True)

    def make_sure(self) -> None:
        """Starts it again if it has ended by itself."""
        if _has_ended(self._pid) or not self._takes_connections():
            self.stop()
            self.start()

    def restart(self) -> None:
        """Acts as a power cut and the morning after: kills it, then starts it with what was on the disk."""
        self.kill()
        self.stop()
        self.start()

    def clear_away(self) -> None:
        """Stops it at once and deletes all its files."""
        if self._guard is not None:
            self._let_go()
        if self.room:
            subprocess.run(("umount", str(self.folder / "data")), check=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = ADMINISTRATOR, password: str = "", **options: str) -> str:
        """Returns the address of a database. ``password`` "" leaves it out, as in an address that a person types. ``options``
        follow the ``?``.
        """
        if self.root_certificate is not None:
            options = {"sslmode": "verify-full", "sslrootcert": str(self.root_certificate)} | options
        behind = "&".join(f"{name}={quote(value, safe='')}" for name, value in options.items())
        who = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        return f"postgresql://{who}@{HOST}:{self.port}/{quote(database, safe='')}" + (f"?{behind}" if behind else "")

    def connect(
        self, database: str, user: str = ADMINISTRATOR, password: str = PASSWORD, **options: str
    ) -> "psycopg.Connection[Any]":
        """Returns a new connection that commits each statement."""
        return psycopg.connect(self.url(database, user, password, **options), autocommit=True)

    def template(self, name: str, make: Callable[[str], None]) -> str:
        """Makes a database once and fills it with ``make(name)``. Returns the name, for ``fresh``."""
        with self.connect("postgres") as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
                make(name)
        return name

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """Yields the name of a new database, a copy of ``template``; deleted at the end even if somebody is connected."""
        name = f"team_{next(self._names)}"
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template))))
        try:
            yield name
        finally:
            with self.connect("postgres") as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def copy(self, database: str, to: str) -> None:
        """Makes ``to`` a copy of ``database``, ending all connections to either, like a server restored from a copy."""
        gone, made = (
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"),
            sql.SQL("CREATE DATABASE {} TEMPLATE {}"),
        )
        with self.connect("postgres") as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,))
            connection.execute(gone.format(sql.Identifier(to)))
            connection.execute(made.format(*map(sql.Identifier, (to, database))))

    def dump(self, database: str) -> bytes:
        """Returns the text that ``pg_dump`` writes of a database."""
        done = subprocess.run(
            (_found("pg_dump"), f"--dbname={self.url(database, password=PASSWORD)}"), capture_output=True, check=True
        )
        return done.stdout

    def _started(self, deadline: float) -> bool:
        words = [_found("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        for name, value in self.settings.items():
            words += ["-c", f"{name}={value}"]
        guard = subprocess.Popen(
            [*_as_who(), "sh", "-c", GUARD, "guard", str(self.folder), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._guard = guard
        assert guard.stdout is not None
        self._pid = int(guard.stdout.readline())
        while not self._takes_connections():
            if _has_ended(self._pid) or time.monotonic() > deadline:
                self.stop()
                return False
            time.sleep(0.005)
        return True

    def _takes_connections(self) -> bool:
        """Checks as ``pg_ctl`` does: the server's own file has its id in the first line and "ready" in the eighth."""
        with suppress(FileNotFoundError):
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
            return len(lines) >= 8 and lines[0] == str(self._pid) and lines[7].strip() == "ready"
        return False

    def _let_go(self) -> None:
        guard, self._guard = self._guard, None
        assert guard is not None
        with suppress(BrokenPipeError):
            _standard_input(guard).close()
        guard.wait(PATIENCE)
        assert guard.stdout is not None
        guard.stdout.close()


@contextmanager
def team_server(
    *,
    tls: bool = False,
    names: tuple[str, ...] = ("localhost", HOST),
    syncs: bool = False,
    settings: Mapping[str, str] | None = None,
    room: int = 0,
) -> Iterator[TeamServer]:
    """Yields a running server with a new cluster's databases alone, deleted at the end.

    ``tls``: it accepts encrypted connections only, with a certificate for ``names``. ``syncs``: it waits for its disk as in
    ordinary use, so that what it has acknowledged survives ``kill``. ``settings``: further ones, as in ``postgresql.conf``.
    ``room``: its files are on a disk of its own of that many bytes, in memory, so that it can be full; only an administrator of
    the machine can make one.
    """
    folder = Path(tempfile.mkdtemp(prefix="team-server-"))
    chosen = ALWAYS | ({} if syncs else SWIFT) | (TLS if tls else {}) | dict(settings or {})
    server = TeamServer(folder, _free_port(), chosen, folder / "root.crt" if tls else None, room)
    try:
        if room:
            _make_disk(folder / "data", room)
        _lay_out(server, names)
        server.start()
        yield server
    finally:
        server.clear_away()


def can_make_disks() -> bool:
    """Returns whether these tests may give a server a disk of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = (
            subprocess.run(("mount", "-t", "tmpfs", "tmpfs", folder), check=False, capture_output=True).returncode == 0
        )
        if made:
            subprocess.run(("umount", folder), check=True)
    return made


def _make_disk(folder: Path, room: int) -> None:
    folder.mkdir()
    subprocess.run(("mount", "-t", "tmpfs", "-o", f"size={room},mode=700", "tmpfs", str(folder)), check=True)
    _give(folder)


TLS = {"ssl": "on", "ssl_cert_file": "server.crt", "ssl_key_file": "server.key"}


def _lay_out(server: TeamServer, names: tuple[str, ...]) -> None:
    data, word = server.folder / "data", server.folder / "password"
    word.write_text(PASSWORD + "\n")
    _give(server.folder, word)
    subprocess.run(
        (
            *_as_who(),
            _found("initdb"),
            f"--pgdata={data}",
            f"--username={ADMINISTRATOR}",
            f"--pwfile={word}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            *(["--wal-segsize=1"] if server.room else []),
            "--no-instructions",
        ),
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    # One line instead of the distribution's: everybody needs a password, and TLS if the test asks for it.
    kind = "host" if server.root_certificate is None else "hostssl"
    (data / "pg_hba.conf").write_text(f"{kind} all all {HOST}/32 scram-sha-256\n")
    if server.root_certificate is not None:
        make_certificates(data / "server.crt", data / "server.key", server.root_certificate, names)
        _give(data / "server.key")


def make_certificates(certificate: Path, key: Path, root: Path, names: tuple[str, ...]) -> None:
    """Writes a new authority's certificate to ``root``, and the server's certificate for ``names`` with a key that only its
    owner can read.
    """
    root_key, root_name = (
        ec.generate_private_key(ec.SECP256R1()),
        _named(f"An invented authority, {secrets.token_hex(4)}"),
    )
    authority = _certificate(root_name, root_name, root_key.public_key(), ()).sign(root_key, hashes.SHA256())
    own_key = ec.generate_private_key(ec.SECP256R1())
    own = _certificate(_named(names[0]), root_name, own_key.public_key(), names).sign(root_key, hashes.SHA256())
    root.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    root.chmod(0o644)
    certificate.write_bytes(own.public_bytes(serialization.Encoding.PEM))
    certificate.chmod(0o644)
    key.touch(0o600)
    key.write_bytes(
        own_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, names: tuple[str, ...]
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
    )
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([_alternative(name) for name in names]), critical=False
        )
    return builder


def _alternative(name: str) -> x509.GeneralName:
    with suppress(ValueError):
        return x509.IPAddress(ipaddress.ip_address(name))
    return x509.DNSName(name)


def _named(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, words)])


def _found(program: str) -> str:
    found = found_program(program)
    assert found is not None
    return found


def _as_who() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    return ("setpriv", f"--reuid={RUNS_AS}", f"--regid={RUNS_AS}", "--init-groups")


def _give(*paths: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam(RUNS_AS)
        for path in paths:
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _free_port() -> int:
    """Returns a free port outside the range for outgoing connections. Otherwise a desk that tries again and again while the
    server is down could be given the server's own port, and connect to itself.
    """
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  guards nothing
        with socket.socket() as free, suppress(OSError):
            free.bind((HOST, port))
            return port


def _standard_input(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    assert process.stdin is not None
    return process.stdin


def _has_ended(pid: int) -> bool:
    """Returns whether this child of the guard has ended: it is gone, or is a zombie until the guard asks for its status."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return Path("/proc/self").exists()
    return re.sub(r".*\)", "", status, flags=re.DOTALL).split()[0] == "Z"
