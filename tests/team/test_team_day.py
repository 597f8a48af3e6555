"""Some days of three people on one store, told as they happen: what each of them does at their own desk, and what the others see of it."""

from datetime import date
from types import SimpleNamespace

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, desk_in, unlocked_desk
from store_desk import Clock
from team_desks import cut, mend, rows
from team_server import PASSWORD

from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.store.keys import kdf
from champion_tui.store.team.joining import Where

ADA, BEN, CAT = "Ada Invented", "Ben Example", "Cat Example"
WORDS = {ADA: PASSPHRASE, BEN: "what only Ben knows, invented", CAT: "what only Cat knows, invented"}


class Office:
    """Ada's desk, and those of Ben and Cat, who join by invitation. They look at one clock."""

    def __init__(self, folder, url):
        self.folder, self.where, self.clock = folder, Where(url, PASSWORD), Clock()
        self.clock.moment = MONDAY_MORNING
        self.desks = {}

    def open_store(self):
        """Ada begins the team with what she has."""
        self.desks[ADA] = unlocked_desk(self.folder / "ada", self.clock)
        self.desks[ADA].team.create(self.where.url, PASSWORD)
        return self.desks[ADA]

    def let_in(self, name):
        """Ada invites somebody, who joins at a computer of their own, with a passphrase of their own."""
        invitation = self.desks[ADA].team.invite(name, "champion")
        home = self.folder / name.split()[0].lower()
        desk = self.desks[name] = desk_in(home, self.clock)
        desk.team.join(self.where.url, PASSWORD, name, invitation.code, WORDS[name])
        desk.vault.unlock(WORDS[name], name)
        return desk

    def store(self, name):
        """The open store of somebody's desk."""
        return self.desks[name].vault.opened().store

    def line_goes_down(self, name):
        """Somebody's desk reaches the server no more, and has noticed."""
        cut(self.store(name))
        self.desks[name].team.catch_up()

    def line_comes_back(self, name):
        """It does again."""
        mend(self.store(name), SimpleNamespace(where=self.where))

    def a_moment_later(self, *names):
        """What others did has come."""
        for name in names:
            self.desks[name].team.catch_up()

    def header(self, name):
        """What the line on top says at somebody's desk."""
        self.desks[name].team.header()
        self.desks[name].team.status()
        return self.desks[name].team.header()


@pytest.fixture
def office(tmp_path, team_server, team_database, monkeypatch):
    """The three are at work; opening a vault costs next to nothing."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    made = Office(tmp_path, team_server.url(team_database))
    made.open_store()
    made.let_in(BEN)
    made.let_in(CAT)
    yield made
    for desk in made.desks.values():
        desk.vault.lock()


def found(desk, search):
    """The references that a search finds."""
    return [row.reference for row in desk.cases.lists.cases(CaseQuery(search=search)).rows]


def asks_for(desk, reference):
    """Which things a case asks for at that desk today."""
    return [item.kind for item in desk.cases.lists.today().items if item.reference == reference]


def test_three_people_have_one_store_through_illness_lost_lines_and_a_colleague_who_leaves(office):
    """Nothing is lost, nothing is there twice, and in the end every desk that is left has the same rows, one chain, and a clean check."""
    ada, ben, cat = office.desks[ADA], office.desks[BEN], office.desks[CAT]

    # Monday. Ada refers the person in bed 12.
    bed_12 = ada.cases.new(
        {"triage": dict(REFER), "referral": {**MINIMUM, "contact-notes": "Ward 3, bed 12", "support-needs": ["none"]}}
    )
    ada.cases.mark_sent(bed_12, date(2026, 11, 23), "HOPE-1")

    # Weeks later Ada is off sick, and a nurse rings Ben: has anybody heard about bed 12? His desk knows, and nobody had to tell it.
    office.clock.forward(days=28)
    office.a_moment_later(BEN, CAT)
    assert found(ben, "bed 12") == [bed_12]
    assert ben.cases.view(bed_12).sent_on == date(2026, 11, 23)
    assert "chase" in asks_for(ben, bed_12)
    assert ben.cases.lists.glance(bed_12, "chase").ring

    # The line to Cat's desk goes down, the first time. Somebody comes in all the same, and Cat is not kept from working.
    office.line_goes_down(CAT)
    new = cat.cases.new({"triage": dict(REFER), "referral": {**MINIMUM, "full-name": "Yolanda Sample"}})
    assert office.header(CAT) == "team: no line, 4 changes to deliver"
    assert found(ben, "Yolanda") == []
    office.line_comes_back(CAT)
    assert office.header(CAT) == "team: in touch"
    office.a_moment_later(BEN)
    assert found(ben, "Yolanda") == [new]
    assert [event.verb for event in office.store(BEN).events(new)].count("created") == 1

    # It goes down a second time, at Ben's. He and Cat are both told another telephone number, and neither knows of the other.
    office.line_goes_down(BEN)
    ben.cases.set_field(new, "phone", "07700 900111", ben.cases.view(new).version)
    cat.cases.set_field(new, "phone", "07700 900222", cat.cases.view(new).version)
    office.line_comes_back(BEN)
    assert office.header(BEN) == "team: in touch, 1 to decide"
    (clash,) = ben.team.clashes()
    assert (clash.reference, clash.mine, clash.theirs) == (new, "07700 900111", "07700 900222")
    assert BEN in clash.words
    ben.team.decide(clash.number, mine=True)
    office.a_moment_later(ADA, CAT)
    for desk in (ada, ben, cat):
        assert desk.vault.opened().store.case(new).referral["phone"] == "07700 900111"
        assert desk.team.clashes() == ()

    # Cat goes to another job. Ada, who is well again, takes her out, and the vault has another key. Ben is in the middle of something.
    codes = []
    ada.vault.people.remove(CAT, new_code=codes.append)
    ben.cases.set_field(new, "contact-notes", "Rings back after four", ben.cases.view(new).version)
    office.a_moment_later(BEN)
    assert office.header(BEN).startswith("team: lock and unlock, 1 change to deliver")
    ben.vault.lock()
    ben.vault.unlock(WORDS[BEN], BEN)
    office.a_moment_later(BEN, ADA)
    assert office.header(BEN) == "team: in touch"
    assert ada.vault.opened().store.case(new).referral["contact-notes"] == "Rings back after four"
    office.a_moment_later(CAT)
    cat.vault.lock()
    with pytest.raises(RefusedByProcedure, match="no longer on the team's list"):
        cat.vault.unlock(WORDS[CAT], CAT)

    # The evening. Whoever is left has the same, and all of it.
    assert rows(office.store(ADA)) == rows(office.store(BEN))
    assert office.store(ADA).chain_head() == office.store(BEN).chain_head()
    for name in (ADA, BEN):
        assert [line.words for line in office.desks[name].vault.check() if not line.ok] == []
        assert found(office.desks[name], "bed 12") == [bed_12]
    told = [(event.who, event.verb, event.key) for event in office.store(ADA).events(new)]
    assert len(told) == len(set(told)) + told.count((BEN, "referral", "phone")) - 1
    assert {who for who, _, _ in told} == {BEN, CAT}
