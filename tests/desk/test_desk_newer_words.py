"""A word of a closed list that a colleague's newer program stored and this one does not know: everything opens, the
word is shown, and it is kept.
"""

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, desk_in, unlocked_desk
from source_tree import python_files, syntax

from champion_tui.desk.desk import Desk
from champion_tui.desk.team.team import Team
from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Step
from champion_tui.domain.cases.case import CaseFacts, ReadOut, TakenBack, TreeStamp
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.knowledge.book import load
from champion_tui.store import vault
from champion_tui.store.cases.records import CaseChanges
from champion_tui.store.casestore import CaseStore
from champion_tui.store.team.merging import Clash

NEW = "of-a-newer-program"
ON = date(2026, 11, 20)
SENT, UNSENT = "sent", "unsent"
SILENT = {
    "field being typed",
    "whom to ring, of the day of sending",
    "tree of the day of sending",
    "texts of the day of sending",
}
"""Lists that are kept but have no words of their own: ids of numbers, of texts and of versions, and text for a field
that the form does not have."""

Store = Callable[[CaseStore, str], object]


def step(kind: str, **given: str) -> Store:
    """Notes a step of that kind."""
    return lambda store, case: store.record_steps(case, {kind: Step(ON, "Bo Invented", **given)}, lambda _: None)


def answers(**given: Any) -> Store:
    """Gives answers."""
    return lambda store, case: store.change_case(
        case, lambda _: CaseChanges(answers={key.replace("_", "-"): answer for key, answer in given.items()})
    )


def fields(holder: Any, **given: Any) -> Store:
    """Fills in fields."""
    named = {key.replace("_", "-"): value for key, value in given.items()}
    return lambda store, case: store.save_fields(case, None, holder, named)


def kept(**changed: object) -> Store:
    """Changes the record of the day of sending."""

    def change(store: CaseStore, reference: str) -> object:
        case = store.case(reference)
        return store.mark_sent(
            reference, case.version, ON, "ABD", json.dumps({**json.loads(case.as_sent or ""), **changed})
        )

    return change


def sent_in_another_tree(store: CaseStore, reference: str) -> object:
    """Sends the case under a tree that is not installed here, without the record of its words."""
    store.change_case(reference, lambda _: CaseChanges(tree=TreeStamp(NEW, "9", "ab" * 32), answers={"consent": NEW}))
    return store.mark_sent(reference, store.case(reference).version, ON, "ABC")


def taken_back(store: CaseStore, reference: str) -> object:
    """Withdraws answers because of another one."""
    marks = {NEW: TakenBack("x", NEW, "y"), "consent": TakenBack(NEW, NEW, NEW)}
    return store.change_case(
        reference,
        lambda _: CaseChanges(
            answers={NEW: None, "consent": None}, taken_back=marks, read_out={NEW: ReadOut("Said.", "9")}
        ),
    )


STORED: Mapping[str, tuple[str, Store]] = {
    "kind of step": (SENT, step(NEW)),
    "outcome": (SENT, step(OUTCOME, what=NEW)),
    "why withdrawn": (SENT, step(WITHDRAWN, what=NEW, told_council="yes")),
    "why withdrawn, not sent": (UNSENT, step(WITHDRAWN, what=NEW)),
    "whether the council was told": (SENT, step(WITHDRAWN, what="need-resolved", told_council=NEW)),
    "tree": (
        UNSENT,
        lambda store, case: store.change_case(
            case, lambda _: CaseChanges(tree=TreeStamp(NEW, "9", "ab" * 32), answers={"emergency": "danger"})
        ),
    ),
    "tree of a case that was sent": (UNSENT, sent_in_another_tree),
    "area": (UNSENT, lambda store, case: store.change_case(case, lambda _: CaseChanges(area=NEW))),
    "question": (UNSENT, answers(of_a_newer_program="yes")),
    "answer": (UNSENT, answers(consent=NEW)),
    "answers": (UNSENT, answers(circumstances=(NEW,))),
    "council": (UNSENT, answers(authority=NEW)),
    "field": (UNSENT, fields("referral", of_a_newer_program="x")),
    "code": (UNSENT, fields("referral", agreed_reason=NEW, support_needs=(NEW,))),
    "body": (UNSENT, fields("agency", body_type=NEW)),
    "slip": (UNSENT, fields("referral", paper=NEW, slip_form=NEW, slip_language=NEW)),
    "file outside": (UNSENT, lambda store, case: store.record_export(case, [("/nowhere/x.bin", NEW)])),
    "answer taken back": (UNSENT, taken_back),
    "field being typed": (UNSENT, lambda store, case: store.keep_text(case, "referral", NEW, "x")),
    "field copied": (UNSENT, lambda store, case: store.mark_copied(case, NEW, "ab" * 32)),
    "stage of the day of sending": (SENT, kept(stage=NEW, stage_words=NEW)),
    "outcome of the day of sending": (SENT, kept(outcome=NEW, title=NEW)),
    "whom to ring, of the day of sending": (SENT, kept(rings=[NEW])),
    "texts of the day of sending": (SENT, kept(notes=[NEW], warnings=[NEW], off_path=[NEW])),
    "question of the day of sending": (SENT, kept(path=[NEW], asked={NEW: [NEW, NEW]})),
    "tree of the day of sending": (SENT, kept(tree=[NEW, "9", "ab" * 32])),
}
"""Every closed list that is kept with a case, with the case and the way to store an unknown word in it."""

READ_FROM_FILES = {
    *("Borders", "Colours", "Density", "Digits"),  # settings: tests/desk/test_settings.py
    *("ChannelKind", "Confidence", "ConsentEvidence", "LineUse"),  # an organisation's own areas
    *(
        "About",
        "ConsentPart",
        "Ends",
        "FieldKind",
        "Holder",
        "Need",
        "OnlyWhen",
        "Paper",
        "QuestionKind",
        "Since",
    ),  # data
    *("CouncilKind",),  # data/england.toml
    "SlotKind",  # vault.json: tests/store/test_store_vaultfile.py
    *("StayKind", "Relation"),  # a history as JSON: tests/cli/test_cli_connection.py
}
"""Lists whose words are read strictly from files: an unknown word is refused or left out, with a message."""

KEPT_WITH_CASES = {
    *("CouncilOutcome", "EarlyKind", "Heard", "RequestOutcome", "SocialCare", "Stage", "WhyWithdrawn"),
    *("CaseStatus", "DueKind"),  # a different program makes the rows again; for an erased case see below
}
"""Lists whose words are read from a store: ``STORED``, and below it the early list and erased cases."""

NEVER_READ = {
    *("Ambiguous", "Changed", "Column", "Command", "ConnectionStrength", "CsvFault", "Direction", "Doubt", "ExitCode"),
    *("FactKind", "How", "Join", "LanguageState", "LastDate", "LineState", "Part", "Refusal", "SortBy", "Status"),
    *("Unknown", "Unsure", "Verdict", "Why", "WhyBad"),
}
"""Lists whose words only this run of the program makes, or that are typed and checked at once."""


def test_every_closed_list_has_been_thought_of():
    """A developer who adds a closed list must say here where its words come from."""
    found = {
        node.name
        for path in python_files("champion_tui")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)
    }
    assert found == READ_FROM_FILES | KEPT_WITH_CASES | NEVER_READ


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Returns a folder with a locked vault that holds one sent and one unsent referral."""

    def fill(desk: Desk) -> None:
        for name in (SENT, UNSENT):
            details = {"agency-name": name, "body-type": "prison"}
            reference = desk.cases.new({"triage": dict(REFER), "referral": dict(MINIMUM), "agency": details})
            if name == SENT:
                desk.cases.mark_sent(reference, ON, "ABC")

    desk = unlocked_desk(tmp_path / "home", holding="one that was sent and one that was not", fill=fill)
    desk.vault.lock()
    return tmp_path / "home"


def newer(home: Path, change: Callable[[CaseStore], object]) -> None:
    """Changes the store as another program with its own words would."""
    with vault.unlock(home, PASSPHRASE, now=lambda: MONDAY_MORNING) as store:
        change(store)


def of_name(store: CaseStore, name: str) -> str:
    """Returns the reference of one of the two."""
    return next(case.reference for case in store.cases() if case.agency["agency-name"] == name)


def unlocked_again(home: Path) -> Desk:
    """Returns the desk over that folder, unlocked."""
    desk = desk_in(home)
    desk.vault.unlock(PASSPHRASE)
    return desk


def all_that_is_said(desk: Desk, case: str, folder: Path) -> Iterator[str]:
    """Returns everything that the desk's parts say about one case and about all cases."""
    cases, papers = desk.cases, desk.papers
    yield repr(cases.view(case))
    yield repr(cases.resume(case).here())
    yield from (entry.words for entry in cases.history.timeline(case))
    yield repr((cases.history.similar(case), cases.missing(case), cases.after.known(case).version))
    yield repr((cases.lists.today(), cases.lists.cases(), cases.lists.glance(case), cases.lists.ring(case)))
    yield repr((desk.figures.statistics(), cases.retention.due(), desk.early.listed(), papers.exported_files()))
    for name, write in (("timeline", papers.write_timeline), ("evidence", papers.write_evidence)):
        write(case, folder / f"{name}.txt")
        yield (folder / f"{name}.txt").read_text(encoding="utf-8")
    assert all(result.ok for result in desk.vault.check())


@pytest.mark.parametrize("what", STORED)
def test_an_unknown_word_is_said_and_stays(what, home, tmp_path):
    """An unknown word does not end the program or hide another case, and is still stored after a change."""
    whose, change = STORED[what]
    named: list[str] = []

    def as_a_newer_one(store: CaseStore) -> None:
        named.append(of_name(store, whose))
        change(store, named[0])

    newer(home, as_a_newer_one)
    desk = unlocked_again(home)
    said = "\n".join(all_that_is_said(desk, named[0], tmp_path))
    assert NEW in said or what in SILENT
    desk.cases.set_field(named[0], "paper", "none")
    desk.vault.lock()
    held: list[str] = []
    newer(home, lambda store: held.append(repr((store.case(named[0]), store.exported_of(named[0])))))
    assert NEW in held[0]


def test_an_unknown_kind_of_step_can_be_taken_out(home):
    """A person who finds that the step is wrong can withdraw it here too."""
    newer(home, lambda store: step(NEW)(store, of_name(store, SENT)))
    desk = unlocked_again(home)
    case = next(row.reference for row in desk.cases.lists.cases().rows if row.tag == "SENT")
    assert [each.kind for each in desk.cases.view(case).after] == [NEW]
    assert desk.cases.after.take_back(case, NEW, "of another case").case.after == ()
    assert "of another case" in " ".join(entry.words for entry in desk.cases.history.timeline(case))
    desk.vault.lock()


def test_what_stays_of_an_erased_case_says_unknown_words(home):
    """No unknown word in the stub of an erased case becomes "not known" or "none chosen"."""
    named: list[str] = []

    def erase(store: CaseStore) -> None:
        named.append(of_name(store, SENT))
        store.erase(named[0], store.case(named[0]).version, CaseFacts(*[NEW] * 6, ON, NEW, ON, before_56=True))

    newer(home, erase)
    desk = unlocked_again(home)
    (stub,) = desk.cases.erasing.erased()
    assert [name for name, words in stub.words if words == NEW] == ["Outcome", "How urgent", "Council", "Your body"]
    assert desk.figures.statistics().tables
    desk.vault.lock()


def test_an_unknown_kind_on_the_early_list_and_an_unknown_setting_stay(home):
    """An unknown kind on the early list and an unknown setting are listed as they were stored."""
    entry = EarlyEntry("EX-1", date(2026, 12, 24), NEW, "", ON)
    newer(home, lambda store: (store.early_add([entry]), store.save_setting(NEW, "x")))
    desk = unlocked_again(home)
    assert [each.kind for each in desk.early.listed()] == [NEW]
    desk.vault.lock()
    newer(home, lambda store: None if store.settings() == {NEW: "x"} else pytest.fail("the setting is gone"))


@pytest.mark.parametrize("holder", ["answer", "referral", NEW])
def test_what_two_people_gave_at_once_is_shown_whatever_it_is_of(holder, home):
    """Two people's changes at the same time are shown even if the case's tree is not installed here."""
    newer(home, lambda store: STORED["tree"][1](store, of_name(store, UNSENT)))
    with vault.unlock(home, PASSPHRASE, now=lambda: MONDAY_MORNING) as store:
        reference = of_name(store, UNSENT)
        clash = Clash(reference, holder, NEW, json.dumps(NEW), "2026-11-23T10:00:00.000000Z", "Bo Invented")
        line = SimpleNamespace(clashes=lambda: ((1, clash),))
        open_store = SimpleNamespace(store=SimpleNamespace(team=line, case=store.case))
        team = Team(home, load, lambda: MONDAY_MORNING, lambda: None, lambda: open_store)
        (view,) = team.clashes()
    assert NEW in view.words
