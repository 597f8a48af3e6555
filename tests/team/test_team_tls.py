"""Beyond this machine a team's server must prove its name, whatever the address asks for. Tested with a server under another name."""

from pathlib import Path

import pytest
import team_server as servers
from team_server import ADMINISTRATOR, HOST, PASSWORD

from champion_tui.store.errors import TeamRefused
from champion_tui.store.team.server.server import Server

NAME = "cases.example.org"
ASKED = ("", "&sslmode=disable", "&sslmode=prefer", "&sslmode=require", "&sslmode=verify-ca", "&sslmode=verify-full")


@pytest.fixture(scope="module")
def named_server():
    """Yields a server that accepts encrypted connections only and logs who connects, with a certificate for a name other than
    this machine's.
    """
    with servers.team_server(tls=True, names=(NAME,), settings={"log_connections": "on"}) as server:
        yield server


def address(server, name=NAME, options=""):
    """Returns its address under a name that leads to the loopback address."""
    return f"postgresql://{ADMINISTRATOR}@{name}:{server.port}/postgres?hostaddr={HOST}{options}"


def came_in(server):
    """Returns the number of connections that the server has accepted."""
    return server.log.count("connection authorized")


@pytest.mark.needs("initdb")
@pytest.mark.parametrize("asked", ASKED)
def test_the_line_is_encrypted_whatever_the_address_asks_for(named_server, asked):
    """A server with its authority's certificate is used with TLS, even if the address says that none is needed."""
    with Server(
        address(named_server, options=f"&sslrootcert={named_server.root_certificate}{asked}"), PASSWORD
    ) as server:
        assert server._rows("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == [(True,)]


@pytest.mark.needs("initdb")
@pytest.mark.parametrize("asked", ASKED)
def test_a_server_of_another_authority_is_told_nothing(named_server, tmp_path, asked):
    """If the certificate is from an unknown authority, the connection ends before the name and password are sent."""
    unknown, before = tmp_path / "unknown.crt", came_in(named_server)
    servers.make_certificates(tmp_path / "crt", tmp_path / "key", unknown, (NAME,))
    with pytest.raises(TeamRefused, match="could not prove"):
        Server(address(named_server, options=f"&sslrootcert={unknown}{asked}"), PASSWORD)
    assert came_in(named_server) == before


@pytest.mark.needs("initdb")
def test_a_server_of_another_name_is_told_nothing(named_server):
    """A good certificate for another name is refused."""
    with pytest.raises(TeamRefused, match="could not prove"):
        Server(
            address(named_server, "elsewhere.example.org", f"&sslrootcert={named_server.root_certificate}"), PASSWORD
        )


@pytest.mark.needs("initdb")
def test_the_authority_may_lie_where_every_program_of_postgresql_looks(named_server, own_home):
    """Without a file in the address, the authority in the person's own folder is used; without either, the connection is refused."""
    with pytest.raises(TeamRefused, match="could not prove"):
        Server(address(named_server), PASSWORD)
    folder = own_home / ".postgresql"
    folder.mkdir()
    (folder / "root.crt").write_bytes(Path(named_server.root_certificate).read_bytes())
    with Server(address(named_server), PASSWORD) as server:
        assert server.layout() == 0


def test_a_server_without_tls_is_told_nothing(team_server, tls_server):
    """A server beyond this machine that offers no TLS is refused."""
    for asked in ASKED:
        with pytest.raises(TeamRefused, match="could not prove"):
            Server(address(team_server, options=f"&sslrootcert={tls_server.root_certificate}{asked}"), PASSWORD)
