"""Several desks of one team, each with a home of its own, on a database of the test's own."""

from behind import in_thread, inside
from store_desk import PASSPHRASE, PERSON, Clock, Desk
from team_server import PASSWORD

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.team import joining
from champion_tui.store.team.rows.shared_rows import SHARED
from champion_tui.store.team.server.where import Where

NOBODY_ASKS = CaseFacts(None, None, None, None, None, None, None, None, None, None)


class Team:
    """One clock for all; the first desk is the one of ``PERSON``, who puts the store on the server."""

    def __init__(self, folder, url):
        self.folder, self.where, self.clock = folder, Where(url, PASSWORD), Clock()
        self.homes, self.passphrases = {}, {PERSON: PASSPHRASE}

    def begin(self, *others):
        """Begin the team; ``others`` can open the vault too. Gives the first desk's store, with the line up."""
        store, self.code = self.desk(PERSON).create()
        for name in others:
            self.passphrases[name] = f"the invented words of {name}"
            store.people.add(name, "champion", self.passphrases[name])
        store.share(self.where)
        store.team.catch_up()
        return store

    def join(self, name):
        """A desk for ``name``, with the line up."""
        joining.join(self.desk(name).home, self.where, name, self.passphrases[name])
        return self.unlock(name)

    def unlock(self, name):
        """The store of the desk of ``name``, with the line up where the server answers."""
        store = self.homes[name].unlock(self.passphrases[name], name)
        if store.team is not None:
            store.team.catch_up()
        return store

    def desk(self, name):
        """The home of ``name``, where nothing is yet."""
        self.homes[name] = Desk(self.folder / name.replace(" ", "-"), self.clock)
        return self.homes[name]

    def close(self):
        """Close every store that was opened."""
        for desk in self.homes.values():
            for store in desk.opened:
                store.close()


def cut(store):
    """Pull the line of that desk out: whatever it asks, nobody answers."""
    sharing = inside(store).database.sharing
    in_thread(store, sharing.disconnect)
    sharing.url = "postgresql://nobody@127.0.0.1:1/nothing"


def mend(store, team):
    """Put it in again, and catch up; gives how the desk stands."""
    inside(store).database.sharing.url = team.where.url
    return store.team.catch_up()


def rows(store):
    """Every row that the team shares, as it stands at that desk."""
    connection = inside(store).database.connection
    return in_thread(
        store, lambda: {table.name: [tuple(row) for row in table.read_all(connection)] for table in SHARED}
    )


def troubles(store):
    """What the desk's own check finds, but for traces that go when it is closed."""
    return [(each.name, each.words) for each in store.check() if not each.ok and each.name != "erased"]
