"""An address that leads nowhere, or does not let this person in: the message says what is wrong and whom to ask."""

import pytest
import team_server as servers
from team_server import HOST

from champion_tui.desk.errors import DeskError
from champion_tui.store.errors import TeamRefused, TeamUnreachable
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.server.server import Server

OWN = "a password that Maria invented"


@pytest.fixture(scope="module")
def logins(team_server):
    """Yields the server with logins and databases that do not fit together."""
    made = (
        f"CREATE ROLE maria LOGIN PASSWORD '{OWN}'",
        f"CREATE ROLE crowd LOGIN PASSWORD '{OWN}' CONNECTION LIMIT 0",
        f"CREATE ROLE rights PASSWORD '{OWN}'",
        "CREATE DATABASE shut",
        "REVOKE ALL ON DATABASE shut FROM PUBLIC",
    )
    gone = ("DROP DATABASE shut", "DROP ROLE maria", "DROP ROLE crowd", "DROP ROLE rights")
    with team_server.connect("postgres") as connection:
        for statement in made:
            connection.execute(statement)
    yield team_server
    with team_server.connect("postgres") as connection:
        for statement in gone:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("login", "database", "secret", "said", "do"),
    [
        ("maria", "chmapion", OWN, "no database called chmapion", "end of the address"),
        ("maria", "shut", OWN, "does not let maria into the database shut", "a login of this team"),
        ("maria", "postgres", "wrong", "did not accept the name or the password of the login maria", "before the @"),
        ("mariah", "postgres", OWN, "did not accept the name or the password of the login mariah", "before the @"),
        ("maria", "postgres", "", "asks for the password of the login maria", "type it when you are asked"),
        ("rights", "postgres", OWN, "not one that people come in with", "login of your own"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(logins, login, database, secret, said, do):
    """The message names the database or the login and whom to ask, and never says that an answering server does not answer."""
    with pytest.raises(TeamRefused, match=said) as refused:
        Server(logins.url(database, login), secret)
    assert do in refused.value.way_out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://maria@{HOST}:1/champion", "nothing answers at that address"),
        ("postgresql://maria@nowhere.invalid/champion", "no server of that name is found"),
    ],
)
def test_where_nobody_is_that_is_said(url, said):
    """An address at which nothing listens, and a name that does not exist, are reported."""
    with pytest.raises(TeamUnreachable, match=said):
        Server(url, OWN)


def test_a_login_that_has_no_line_left_is_told_to_try_again(logins):
    """A login whose connections are all in use is no reason to look for a mistake in the address."""
    with pytest.raises(TeamUnreachable, match="are taken"):
        Server(logins.url("postgres", "crowd"), OWN)


@pytest.mark.parametrize("url", ["postgresql://maria@{host}:99999/x", "postgresql://maria@{host}/x?nonsense=1"])
def test_what_is_no_address_is_said_to_be_none(url):
    """An impossible port or option is reported as a mistake in the address, not as a fault of a server."""
    with pytest.raises(TeamRefused, match="not the address"):
        Server(url.format(host=HOST), OWN)


def certificates(tmp_path, tls_server):
    """Returns addresses of a server beyond this machine, each with a different fault of its certificate, by the expected message."""
    unknown = tmp_path / "unknown.crt"
    servers.make_certificates(tmp_path / "crt", tmp_path / "key", unknown, ("cases.example.org",))
    return {
        "certificate is for another name": ("cases.example.org", tls_server.root_certificate),
        "not been told by which authority": ("cases.example.org", tmp_path / "missing.crt"),
        "does not come from the authority": ("cases.example.org", unknown),
    }


def test_why_a_server_could_not_prove_its_name_is_said(tls_server, tmp_path):
    """Another name, no authority and another authority each get a message, because each is put right by somebody else."""
    for said, (name, root) in certificates(tmp_path, tls_server).items():
        url = f"postgresql://maria@{name}:{tls_server.port}/postgres?hostaddr={HOST}&sslrootcert={root}"
        with pytest.raises(TeamRefused, match=said):
            Server(url, OWN)


def test_a_server_that_says_no_in_its_own_language_has_answered():
    """A refusal in an unknown language counts as an answer and is not repeated, because a server could send anything to a
    terminal.
    """
    said = 'connection to server at "192.0.2.1", port 5432 failed: FATAL:  die Datenbank »x« \x1b[31mgibt es nicht'
    error = speaking._not_let_in(said, "postgresql://maria@192.0.2.1/champion")
    assert isinstance(error, TeamRefused)
    assert "lets nobody called maria into the database champion" in str(error)
    assert "\x1b" not in str(error)


@pytest.mark.parametrize("what", ["join", "create", "prepare"])
def test_each_command_that_takes_an_address_says_it(logins, tmp_path, what):
    """Joining, creating and preparing name the missing database, and leave nothing behind."""
    from desk_samples import PASSPHRASE, desk_in, unlocked_desk

    url = logins.url("chmapion", "maria")
    desk = unlocked_desk(tmp_path / "home") if what == "create" else desk_in(tmp_path / "home")
    given = {"join": (OWN, "Maria Example", "words of an invitation", PASSPHRASE)}.get(what, (OWN,))
    with pytest.raises(DeskError, match="no database called chmapion"):
        getattr(desk.team, what)(url, *given)
    assert (tmp_path / "home" / "cases.db").exists() == (what == "create")
    desk.vault.lock()
