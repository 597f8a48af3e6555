"""The server that these tests use is a real one, used by them alone, and deleted with them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import team_server as servers
from team_server import PASSWORD

LEAVES_IN_A_HURRY = """
import os, sys
import team_server
with team_server.team_server() as server:
    print(server.folder, server.pid, flush=True)
    sys.stdin.read(1)
"""


def test_nobody_comes_in_without_a_password(team_server):
    """The server asks everybody for a password, so that what a test shows about rights is not due to an open server."""
    with pytest.raises(psycopg.OperationalError, match="password"):
        team_server.connect("postgres", password="")
    with pytest.raises(psycopg.OperationalError, match="password"):
        team_server.connect("postgres", password=PASSWORD + "!")
    with team_server.connect("postgres") as connection:
        assert connection.info.server_version >= 150_000


def test_each_test_has_a_database_of_its_own_made_from_one_that_was_made_once(team_server):
    """Two databases from one template share nothing, and are deleted afterwards even if somebody is connected."""
    made = []

    def make(name):
        made.append(name)
        with team_server.connect(name) as connection:
            connection.execute("CREATE TABLE told (word text)")

    for _ in range(2):
        template = team_server.template("made_once", make)
        with team_server.fresh(template) as one, team_server.fresh(template) as other:
            connection = team_server.connect(one)
            connection.execute("INSERT INTO told VALUES ('here')")
            with team_server.connect(other) as beside:
                assert beside.execute("SELECT count(*) FROM told").fetchone() == (0,)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        connection.close()
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            team_server.connect(one)
    assert made == ["made_once"]


@pytest.mark.needs("initdb")
def test_a_killed_server_comes_back_with_what_it_had_acknowledged():
    """After kill -9, and after an orderly stop, the server at the same address has each commit that it acknowledged."""
    with servers.team_server(syncs=True) as server:
        with server.connect("postgres") as connection:
            connection.execute("CREATE TABLE told (number int)")
        for number in range(4):
            connection = server.connect("postgres")
            connection.execute("INSERT INTO told VALUES (%s)", (number,))
            if number % 2:
                server.stop()
                server.start()
            else:
                server.restart()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
            connection.close()
        with server.connect("postgres") as connection:
            assert connection.execute("SELECT number FROM told ORDER BY number").fetchall() == [(0,), (1,), (2,), (3,)]


@pytest.mark.needs("initdb")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None], ids=["killed", "told to end", "by itself"])
def test_a_test_run_that_ends_in_whatever_way_leaves_no_server_behind(end):
    """When the process that started a server ends, killed or not, its server ends too and its folder is deleted."""
    support = {"PYTHONPATH": str(Path(servers.__file__).parent)}
    run = subprocess.Popen(
        [sys.executable, "-c", LEAVES_IN_A_HURRY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | support,
    )
    assert run.stdin is not None
    assert run.stdout is not None
    assert run.stderr is not None
    folder, pid = run.stdout.readline().split()
    if end is None:
        run.stdin.close()
    else:
        run.send_signal(end)
    # The guard has this pipe too and ends last, so the end of the pipe means that everything is done.
    said = run.stderr.read()
    for pipe in (run.stdin, run.stdout, run.stderr):
        pipe.close()
    run.wait(servers.PATIENCE)
    assert said == b""
    assert not Path(os.fsdecode(folder)).exists()
    assert not Path(f"/proc/{int(pid)}").exists()


def test_with_tls_only_the_server_that_was_meant_is_spoken_to(tls_server, tmp_path):
    """A connection without TLS is refused; with TLS, the certificate must be from the desk's authority and for this very name."""
    with tls_server.connect("postgres") as connection:
        encrypted = connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    assert encrypted == (True,)
    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        tls_server.connect("postgres", sslmode="disable")
    unknown = tmp_path / "root.crt"
    servers.make_certificates(tmp_path / "server.crt", tmp_path / "server.key", unknown, ("localhost", servers.HOST))
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        tls_server.connect("postgres", sslrootcert=str(unknown))
    elsewhere = tls_server.url("postgres", password=PASSWORD).replace(servers.HOST, "elsewhere.example.org", 1)
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        psycopg.connect(f"{elsewhere}&hostaddr={servers.HOST}")
