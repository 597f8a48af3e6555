"""Some days of three people with one store, as a story: what each does at their own desk, and what the others see."""

from datetime import date
from types import SimpleNamespace

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, desk_in, unlocked_desk
from store_desk import Clock
from team_desks import cut, mend, rows
from team_server import PASSWORD

from champion_tui.desk.errors import ChangedMeanwhile, RefusedByProcedure
from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.store.keys import kdf
from champion_tui.store.team.server.where import Where

ADA, BEN, CAT = "Ada Invented", "Ben Example", "Cat Example"
WORDS = {ADA: PASSPHRASE, BEN: "what only Ben knows, invented", CAT: "what only Cat knows, invented"}


class Office:
    """Ada's desk, and the desks of Ben and Cat, who join by invitation. They share one clock."""

    def __init__(self, folder, url):
        self.folder, self.where, self.clock = folder, Where(url, PASSWORD), Clock()
        self.clock.moment = MONDAY_MORNING
        self.desks = {}

    def open_store(self):
        """Ada begins the team with her store."""
        self.desks[ADA] = unlocked_desk(self.folder / "ada", self.clock)
        self.desks[ADA].team.create(self.where.url, PASSWORD)
        return self.desks[ADA]

    def let_in(self, name):
        """Ada invites a person, who joins at their own computer with their own passphrase."""
        invitation = self.desks[ADA].team.invite(name, "champion")
        home = self.folder / name.split()[0].lower()
        desk = self.desks[name] = desk_in(home, self.clock)
        desk.team.join(self.where.url, PASSWORD, name, invitation.code, WORDS[name])
        desk.vault.unlock(WORDS[name], name)
        return desk

    def store(self, name):
        """Returns the open store of the person's desk."""
        return self.desks[name].vault.opened().store

    def line_goes_down(self, name):
        """The person's desk loses its connection to the server, and has noticed."""
        cut(self.store(name))
        self.desks[name].team.catch_up()

    def line_comes_back(self, name):
        """Restores the connection."""
        mend(self.store(name), SimpleNamespace(where=self.where))

    def a_moment_later(self, *names):
        """The desks of ``names`` receive what others did."""
        for name in names:
            self.desks[name].team.catch_up()

    def header(self, name):
        """Returns the team's words in the header of the person's desk, if there is room for all of them."""
        self.desks[name].team.header()
        self.desks[name].team.status()
        return self.desks[name].team.header()[0]


@pytest.fixture
def office(tmp_path, team_server, team_database, monkeypatch):
    """Yields the office with all three at work, in vaults that are cheap to unlock."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    made = Office(tmp_path, team_server.url(team_database))
    made.open_store()
    made.let_in(BEN)
    made.let_in(CAT)
    yield made
    for desk in made.desks.values():
        desk.vault.lock()


def found(desk, search):
    """Returns the references that a search finds."""
    return [row.reference for row in desk.cases.lists.cases(CaseQuery(search=search)).rows]


def asks_for(desk, reference):
    """Returns the kinds of due that a case has at that desk today."""
    return [item.kind for item in desk.cases.lists.today().items if item.reference == reference]


def test_three_people_have_one_store_through_illness_lost_lines_and_a_colleague_who_leaves(office):
    """Nothing is lost or doubled, and in the end each remaining desk has the same rows, the same chain and a clean check."""
    bed_12 = monday(office)
    ada_is_off_sick(office, bed_12)
    new = somebody_comes_in_without_a_line(office)
    two_are_told_two_numbers(office, new)
    cat_leaves(office, new)
    evening(office, bed_12, new)


def test_whoever_is_overtaken_in_a_case_is_told_by_whom(office):
    """For a field and an answer the colleague is named, at any desk; a change from one's own other window is reported as that."""
    ada, ben, cat = office.desks[ADA], office.desks[BEN], office.desks[CAT]
    answers = {question: REFER[question] for question in ("emergency", "safeguarding", "age")}
    case = ada.cases.new({"triage": answers, "referral": {}})
    office.a_moment_later(BEN, CAT)
    seen, asked = ben.cases.view(case).version, ben.cases.resume(case)
    cat.cases.set_field(case, "phone", "07700 900222", seen)
    cat.cases.resume(case).answer("situation", "homeless-now")
    office.a_moment_later(BEN)
    with pytest.raises(ChangedMeanwhile, match=f"was changed meanwhile by {CAT}"):
        ben.cases.set_field(case, "phone", "07700 900111", seen)
    with pytest.raises(ChangedMeanwhile, match=f"was changed meanwhile by {CAT}"):
        asked.answer("situation", "leaving-institution")
    ben.cases.set_field(case, "phone", "07700 900333", ben.cases.view(case).version)
    with pytest.raises(ChangedMeanwhile, match="in another window"):
        ben.cases.set_field(case, "phone", "07700 900111", seen)


def monday(office):
    """Ada refers the person in bed 12."""
    ada = office.desks[ADA]
    notes = {"contact-notes": "Ward 3, bed 12", "support-needs": ["none"]}
    bed_12 = ada.cases.new({"triage": dict(REFER), "referral": {**MINIMUM, **notes}})
    ada.cases.mark_sent(bed_12, date(2026, 11, 23), "HOPE-1")
    return bed_12


def ada_is_off_sick(office, bed_12):
    """Weeks later a nurse asks Ben about bed 12: without being told, his desk shows that nobody has been in touch, and whom to
    ring.
    """
    office.clock.forward(days=28)
    office.a_moment_later(BEN, CAT)
    ben = office.desks[BEN]
    assert found(ben, "bed 12") == [bed_12]
    assert ben.cases.view(bed_12).sent_on == date(2026, 11, 23)
    assert "chase" in asks_for(ben, bed_12)
    assert ben.cases.lists.glance(bed_12, "chase").ring


def somebody_comes_in_without_a_line(office):
    """Cat loses her connection; she goes on working, and what she entered is delivered exactly once."""
    ben, cat = office.desks[BEN], office.desks[CAT]
    office.line_goes_down(CAT)
    new = cat.cases.new({"triage": dict(REFER), "referral": {**MINIMUM, "full-name": "Yolanda Sample"}})
    assert office.header(CAT) == "team: no line, 4 changes to deliver"
    assert found(ben, "Yolanda") == []
    office.line_comes_back(CAT)
    assert office.header(CAT) == "team: in touch"
    office.a_moment_later(BEN)
    assert found(ben, "Yolanda") == [new]
    assert [event.verb for event in office.store(BEN).events(new)].count("created") == 1
    return new


def two_are_told_two_numbers(office, new):
    """Ben, without a connection, and Cat are told different telephone numbers; once he is connected again he is shown both."""
    ben, cat = office.desks[BEN], office.desks[CAT]
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
    for desk in office.desks.values():
        assert desk.vault.opened().store.case(new).referral["phone"] == "07700 900111"
        assert desk.team.clashes() == ()


def cat_leaves(office, new):
    """Ada, who is well again, removes Cat, and the vault gets a new key. Ben's unfinished work is not lost, and Cat's desk
    receives nothing more.
    """
    ada, ben, cat = office.desks[ADA], office.desks[BEN], office.desks[CAT]
    ada.vault.people.remove(CAT, new_code=lambda _: None)
    ben.cases.set_field(new, "contact-notes", "Rings back after four", ben.cases.view(new).version)
    office.a_moment_later(BEN)
    assert office.header(BEN) == "team: lock and unlock, 1 change to deliver"
    ben.vault.lock()
    ben.vault.unlock(WORDS[BEN], BEN)
    office.a_moment_later(BEN, ADA)
    assert office.header(BEN) == "team: in touch"
    assert office.store(ADA).case(new).referral["contact-notes"] == "Rings back after four"
    office.a_moment_later(CAT)
    cat.vault.lock()
    with pytest.raises(RefusedByProcedure, match="no longer on the team's list"):
        cat.vault.unlock(WORDS[CAT], CAT)


def evening(office, bed_12, new):
    """The remaining desks have the same rows, and all of them."""
    assert rows(office.store(ADA)) == rows(office.store(BEN))
    assert office.store(ADA).chain_head() == office.store(BEN).chain_head()
    for name in (ADA, BEN):
        assert [line.words for line in office.desks[name].vault.check() if not line.ok] == []
        assert found(office.desks[name], "bed 12") == [bed_12]
    told = [(event.who, event.verb, event.key) for event in office.store(ADA).events(new)]
    assert told[0] == (CAT, "created", "")
    assert [(who, key) for who, verb, key in told if verb == "referral"] == [
        (CAT, "phone"),
        (BEN, "phone"),
        (BEN, "contact-notes"),
    ]
