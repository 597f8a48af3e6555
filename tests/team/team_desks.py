"""Several desks of one team, each with a home of its own, on a database for the test alone."""

from behind import in_thread, inside
from store_desk import PASSPHRASE, PERSON, Clock, Desk
from team_server import PASSWORD

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.team import joining
from champion_tui.store.team.rows.shared_rows import SHARED
from champion_tui.store.team.server.where import Where

NOBODY_ASKS = CaseFacts(None, None, None, None, None, None, None, None, None, None)


class Team:
    """A team with one clock; the first desk is that of ``PERSON``, who puts the store on the server."""

    def __init__(self, folder, url):
        self.folder, self.where, self.clock = folder, Where(url, PASSWORD), Clock()
        self.homes, self.passphrases = {}, {PERSON: PASSPHRASE}

    def begin(self, *others):
        """Begins the team; ``others`` can open the vault too. Returns the first desk's store, connected."""
        store, self.code = self.desk(PERSON).create()
        for name in others:
            self.passphrases[name] = f"the invented words of {name}"
            store.people.add(name, "champion", self.passphrases[name])
        store.share(self.where)
        store.team.catch_up()
        return store

    def join(self, name):
        """Joins a desk for ``name`` and returns its store, connected."""
        joining.join(self.desk(name).home, self.where, name, self.passphrases[name])
        return self.unlock(name)

    def unlock(self, name):
        """Returns the store of the desk of ``name``, connected if the server answers."""
        store = self.homes[name].unlock(self.passphrases[name], name)
        if store.team is not None:
            store.team.catch_up()
        return store

    def desk(self, name):
        """Returns a desk with an empty home for ``name``."""
        self.homes[name] = Desk(self.folder / name.replace(" ", "-"), self.clock)
        return self.homes[name]

    def close(self):
        """Closes every store that was opened."""
        for desk in self.homes.values():
            for store in desk.opened:
                store.close()


def cut(store):
    """Disconnects that desk: no server answers its requests."""
    sharing = inside(store).database.sharing
    in_thread(store, sharing.disconnect)
    sharing.url = "postgresql://nobody@127.0.0.1:1/nothing"


def mend(store, team):
    """Reconnects the desk and catches up; returns its standing."""
    inside(store).database.sharing.url = team.where.url
    return store.team.catch_up()


def rows(store):
    """Returns every row that the team shares, by table, as that desk has it."""
    connection = inside(store).database.connection
    return in_thread(
        store, lambda: {table.name: [tuple(row) for row in table.read_all(connection)] for table in SHARED}
    )


def troubles(store):
    """Returns the (name, words) of each failed check of the desk, except for traces that are removed when it is closed."""
    return [(each.name, each.words) for each in store.check() if not each.ok and each.name != "erased"]
