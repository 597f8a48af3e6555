"""``plain --today`` and steps after sending, through a pipe: every dialogue, every way back, and nothing lost or claimed wrongly."""

from contextlib import contextmanager
from datetime import date

import pytest
from command_line import NOT_A_LINE, run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, desk_in, unlocked_desk

from champion_tui.domain.cases.reference_code import new_reference

AT = "2026-11-23T10:04:31"
SENT_ON = date(2026, 10, 5)
NOBODYS = new_reference("CHW", lambda _: 0)
"""A reference that no case has."""

(
    HEARD,
    DECIDED,
    WITHDRAW,
    WRONG,
    DONE_SO_FAR,
    OTHERS,
    OPEN,
    FOLLOW,
    WAS_SENT,
    LETTER,
    ALL_HELD,
    WAYS,
    PRINT,
    ERASE,
    BACK,
) = map(str, range(1, 16))
"""The numbers of the actions for a case."""

AFTER = [str(number + 3) for number in range(1, 7)]
"""The numbers of the first six actions in the list of ``plain REF``, which three others precede."""


class Home:
    """A home with a vault that a passphrase file opens, and what tests do there."""

    def __init__(self, folder):
        self.folder = folder

    @contextmanager
    def desk(self):
        """Yields the desk with its vault open."""
        desk = desk_in(self.folder)
        desk.vault.unlock(PASSPHRASE)
        yield desk
        desk.vault.lock()

    def new(self, sent_on=None, **referral):
        """Stores a case that can be sent, or was sent on ``sent_on``, and returns its reference."""
        with self.desk() as desk:
            reference = desk.cases.new(
                {"triage": dict(REFER), "agency": {"agency-name": "HMP Example"}, "referral": {**MINIMUM, **referral}}
            )
            if sent_on:
                desk.cases.mark_sent(reference, sent_on, "ABC123")
        return reference

    def view(self, reference):
        """Returns the current view of a case."""
        with self.desk() as desk:
            return desk.cases.view(reference)

    def steps(self, reference):
        """Returns what was noted after sending, by kind."""
        return {step.kind: step for step in self.view(reference).after}

    def early(self):
        """Returns the champion's own references on the early list."""
        with self.desk() as desk:
            return [each.own_reference for each in desk.early.listed()]

    @staticmethod
    def talk(*lines, argv=("--today",), at=AT):
        """Runs ``plain`` with these lines on standard input and returns the output, with all white space as single blanks."""
        ran = run_here("plain", "--at", at, *argv, stdin="".join(f"{line}\n" for line in lines))
        assert (ran.code, ran.err) == (0, "")
        assert not NOT_A_LINE.search(ran.out)
        return " ".join(ran.out.split())


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns a home without a case."""
    unlocked_desk(tmp_path / "home").vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def sent(home):
    """Returns the reference of a case sent seven weeks ago without an answer."""
    return home.new(SENT_ON)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_what_is_due_is_said_by_number_with_initials_and_never_a_name(home, sent):
    """Each line says what is due, for whom, which case and which council; Enter or the end of the input leaves."""
    for lines in ((), ("",)):
        said = home.talk(*lines)
        assert f"1. OVERDUE 34 days: ask the council: Z.E., {sent}, Cherwell District Council" in said
        assert "Zebedee" not in said


def test_all_packs_that_are_ready_are_written_from_the_list(home, tmp_path):
    """Each pack has its own folder; a possible match with another case is asked about first, and a postponed one is not written."""
    first, twin, third = home.new(), home.new(), home.new(phone="07700 900555", **{"full-name": "Ada Sample"})
    said = home.talk("w", "2", "1", tmp_path, "")
    assert "3 cases ready, without a pack yet" in said
    assert "The same person may have been referred before" in said
    written = {folder.name for folder in tmp_path.iterdir() if folder.is_dir() and folder.name != "home"}
    assert third in written
    assert len(written & {first, twin}) == 1
    assert "2 written." in said


def test_where_no_pack_is_ready_that_is_said(home):
    """If no pack is ready, a message says so and nothing is asked."""
    assert "No case is waiting for a pack." in home.talk("w", "")


def test_one_case_is_erased_where_its_number_is_typed(home, sent):
    """What is deleted and what stays is printed first, and another number, Enter or going back keeps the case."""
    other = home.new()
    for given in (other, "", ".b"):
        said = home.talk(sent, ERASE, given, "", BACK, "")
        assert "What goes, for good" in said
        assert "is erased" not in said
        assert home.view(sent).reference == sent
    said = home.talk(sent, ERASE, sent.lower().replace("-", " "), "")
    assert f"{sent} was erased on Monday 23 November 2026" in said
    with home.desk() as desk:
        assert [row.reference for row in desk.cases.lists.cases().rows] == [other]


def test_where_nothing_is_due_that_is_said(home):
    """In a home without a case, the first line says that nothing is due."""
    assert home.talk("").startswith("Nothing needs doing today.")


def test_a_line_says_whom_to_ring_for_that_line_and_what_to_say(home, sent):
    """The number is first, and another line of the same case asks for something else."""
    slip, chase = home.talk("2", "b"), home.talk("1", "b")
    assert "Ring: 01295 753751 Cherwell District Council" in chase
    assert chase.index("Ring:") < chase.index("Say:")
    assert f"OVERDUE Z.E. {sent}" in chase
    assert "Ring:" not in slip


def test_a_case_is_found_by_reference_and_by_a_search(home, sent):
    """A reference may be typed in any form, a search finds names, and ``s`` alone returns to what is due."""
    assert "What do you want to do?" in home.talk(sent.lower().replace("-", " "), "b")
    said = home.talk("s zebed", "1", BACK, "s nobody", "s", "")
    assert f"1. Z.E., {sent}, Cherwell District Council: sent" in said
    assert "No case has that in it." in said
    assert said.count("34 days: ask the council: Z.E.") == 3


def test_what_is_no_line_and_no_reference_changes_nothing(home, sent):
    """A wrong number, a word, a mistyped reference and an unknown one change nothing."""
    wrong = sent[:-1] + ("0" if sent[-1] != "0" else "1")
    said = home.talk("99", "smith", wrong, NOBODYS, "b", "?", "m", "")
    assert said.count("is not a number on this list or a reference.") == 3
    assert "do not fit" in said
    assert f"There is no case {NOBODYS}" in said
    assert "This is the first list." in said
    assert "A reference does the same" in said
    assert "That is all." in said


def test_a_long_list_is_said_in_parts(home):
    """Twenty lines are printed at a time, and the numbers continue."""
    with home.desk() as desk:
        for number in range(25):
            desk.early.add(f"A{number:02}", date(2026, 12, 1), "release")
    said = home.talk("m", "25", BACK[-1:], "")
    assert "20 of 25. m says more." in said
    assert said.index("21. the 56 days have begun: A20") > said.index("20 of 25")
    assert "A24: release on" in said


def test_today_and_a_reference_together_make_no_sense(home):
    """``--today`` with a reference is refused, and it has no JSON form."""
    assert run_here("plain", "--today", "CHW-7K3M-2Q").code == 2
    assert run_here("plain", "--today", "--json").code == 2


# -- what can be noted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (["2"], "contact-made"),
        (["Pending"], "acknowledged"),
        (["accepted", "2"], "no-contact"),
        (["closed", "2"], "duplicate"),
        (["we shall see", "2"], "contact-made"),
    ],
)
def test_what_the_council_said_is_taken_by_number_and_in_the_portals_words(home, sent, typed, kind):
    """Ambiguous words are asked about, and the meaning and the next step are printed."""
    said = home.talk(sent, HEARD, *typed, "yesterday", "said Jo", "q")
    step = home.steps(sent)[kind]
    assert (step.on, step.note, step.by) == (date(2026, 11, 22), "said Jo", "Ada Invented")
    assert "Next: 1. " in said


def test_closed_can_mean_that_the_council_has_decided(home, sent):
    """If "closed" means that the council has decided, its outcome is asked for."""
    home.talk(sent, HEARD, "closed", "3", "4", "", "", "q")
    assert {kind: step.what for kind, step in home.steps(sent).items()} == {"outcome": "no-duty"}


def test_nobody_who_does_not_know_what_the_portal_means_has_to_guess(home, sent):
    """Going back from the question says what to do and repeats it."""
    said = home.talk(sent, HEARD, "accepted", "b", "q")
    assert "ring Cherwell District Council and ask if it has reached the person" in said
    assert "NOT NOTED" in said
    assert home.steps(sent) == {}


@pytest.mark.parametrize("length", range(4))
def test_the_end_of_the_input_notes_nothing_and_says_so(home, sent, length):
    """Wherever the input ends within an entry, nothing is noted."""
    said = home.talk(*[sent, HEARD, "accepted", "1", "yesterday"][: 2 + length])
    assert "NOT NOTED" in said
    assert "The input ended. Everything that was noted is saved." in said
    assert home.steps(sent) == {}


def test_going_back_asks_the_step_before_with_what_was_given(home, sent):
    """Back leads from the note to the day to the kind, and Enter keeps each value."""
    said = home.talk(sent, HEARD, "2", "20 11 2026", ".b", "b", "", "", "by phone", "q")
    step = home.steps(sent)["contact-made"]
    assert (step.on, step.note) == (date(2026, 11, 20), "by phone")
    assert "Enter keeps: contact made." in said
    assert "Enter for Friday 20 November 2026." in said


def test_going_back_from_the_first_step_leaves_the_entry(home, sent):
    """Back from the first step of an entry leads to the case, and nothing is noted."""
    said = home.talk(sent, HEARD, "b", BACK, "")
    assert said.count("What do you want to do?") == 2
    assert home.steps(sent) == {}


def test_every_question_says_what_it_is_about_and_whom_to_ring(home, sent):
    """``?`` and ``n`` work at a choice and at a day, and with a dot at a text."""
    said = home.talk(sent, "?", HEARD, "?", "n", "2", "?", "c", "", ".?", ".n", "n", "q")
    assert said.count("Other lines:") == 2
    assert "The four things that a council can say" in said
    assert "not the day on which you write it down" in said
    assert "There is no check here." in said
    assert home.steps(sent)["contact-made"].note == "n"


def test_a_day_that_cannot_be_is_asked_for_again(home, sent):
    """Tomorrow and an impossible day are refused, and earlier entries stay."""
    said = home.talk(sent, HEARD, "2", "tomorrow", "31 31 2026", "99", "friday", "", "q")
    assert said.count("That cannot be used: expected") == 3
    assert home.steps(sent)["contact-made"].on == date(2026, 11, 20)


def test_what_is_refused_is_said_and_can_be_changed(home):
    """A day before sending is refused, the same entry is accepted with another day, and leaving changes nothing."""
    sent = home.new(date(2026, 11, 16))
    said = home.talk(sent, HEARD, "2", "13 November", "by phone", "1", "", "17 November", "", "q")
    assert "That is before the day on which it was sent." in said
    step = home.steps(sent)["contact-made"]
    assert (step.on, step.note) == (date(2026, 11, 17), "by phone")
    said = home.talk(sent, HEARD, "3", "", "", "3", "q")
    assert "Nothing has changed." in said
    assert list(home.steps(sent)) == ["contact-made"]


def test_a_refused_entry_can_take_the_place_of_one_that_was_wrong(home, sent):
    """No contact after contact is refused, and replaces it if chosen."""
    home.talk(sent, HEARD, "2", "", "", "q")
    said = home.talk(sent, HEARD, "3", "", "", "2", "q")
    assert "Put it in the place of: Monday 23 November 2026: contact made." in said
    assert list(home.steps(sent)) == ["no-contact"]


def test_a_note_that_is_too_long_is_refused_and_nothing_is_lost(home, sent):
    """The note can be shortened, and the day is kept."""
    home.talk(sent, HEARD, "2", "20 11 2026", "x" * 501, "1", "", "", "short", "q")
    step = home.steps(sent)["contact-made"]
    assert (step.on, step.note) == (date(2026, 11, 20), "short")


def test_how_the_council_decided_is_noted(home, sent):
    """The decision is noted by number, and its meaning is printed."""
    said = home.talk(sent, DECIDED, "2", "", "letter", "q")
    assert (home.steps(sent)["outcome"].what, home.steps(sent)["outcome"].note) == ("relief-duty", "letter")
    assert "not by itself a place to stay tonight" in said


def test_consent_taken_back_asks_if_the_council_was_told(home, sent):
    """If consent is taken back after sending, the user is asked whether the council knows, and is told what to say to it."""
    said = home.talk(sent, WITHDRAW, "1", "", "2", "", "q")
    step = home.steps(sent)["withdrawn"]
    assert (step.what, step.told_council) == ("consent-withdrawn", "no")
    assert "Please stop work on it" in said


def test_before_it_is_sent_only_taking_it_back_can_be_noted(home):
    """The council cannot have answered yet, so nothing is asked about it."""
    reference = home.new()
    said = home.talk(reference, HEARD, DECIDED, WRONG, WITHDRAW, "1", "", "", "q")
    assert said.count("It has not been marked as sent yet") == 2
    assert "Nothing is noted after sending." in said
    assert "Has the council been told?" not in said
    assert home.view(reference).status == "withdrawn"


def test_a_wrong_entry_is_corrected_replaced_or_taken_out(home, sent):
    """An entry can be corrected, replaced or removed, and the history keeps its old value."""
    home.talk(sent, HEARD, "2", "20 11 2026", "by phone", "q")
    home.talk(sent, WRONG, "1", "1", "21 11 2026", "", "q")
    assert (home.steps(sent)["contact-made"].on, home.steps(sent)["contact-made"].note) == (
        date(2026, 11, 21),
        "by phone",
    )
    home.talk(sent, WRONG, "1", "3", "accepted", "2", "", "", "q")
    assert list(home.steps(sent)) == ["no-contact"]
    said = home.talk(sent, WRONG, "1", "2", "", ".b", WRONG, "1", "2", "another person's", DONE_SO_FAR, "", "q")
    assert "You must write something here." in said
    assert home.steps(sent) == {}
    assert "Taken out: Saturday 21 November 2026, could not reach them." in said
    assert "could not reach them (why: another person's): taken out (before: Saturday 21 November 2026" in said


def test_the_day_and_the_code_are_noted_from_the_list(home):
    """The day and the code are noted without the form, and a day after the council's answer is refused with the reason."""
    reference = home.new()
    home.talk(reference, WAS_SENT, "1", "XYZ", "16 11 2026", HEARD, "2", "17 11 2026", "", "q")
    assert (home.view(reference).sent_on, home.view(reference).sent_code) == (date(2026, 11, 16), "XYZ")
    said = home.talk(reference, WAS_SENT, "2", "", "20 11 2026", BACK, "")
    assert "The council answered before that day" in said
    assert home.view(reference).sent_on == date(2026, 11, 16)


def test_what_was_done_is_read_and_written(home, sent, tmp_path):
    """Every event is printed in order and written to a given path, and an impossible path is asked for again."""
    file = tmp_path / "timeline.txt"
    said = home.talk(sent, DONE_SO_FAR, tmp_path / "nowhere" / "timeline.txt", file, ALL_HELD, tmp_path, "q")
    assert "Ada Invented: Sent: Monday 5 October 2026" in said
    assert file.is_file()
    assert "subject-access.json" in said


def test_other_cases_of_the_same_person_can_be_looked_at(home, sent):
    """Other cases are opened by number, from one to the next, and a message says if there are none."""
    assert "No other case here is likely" in home.talk(sent, OTHERS, "q")
    other = home.new(**{"full-name": "Zebedee Exampel"})
    said = home.talk(sent, OTHERS, "7", "?", "1", "b", "")
    assert f"1. {other} Z.E." in said
    assert "Please type a number from 1 to 1." in said
    assert f"NOT SENT Z.E. {other}" in said


def test_a_letter_to_an_overdue_council_is_read_out_and_written(home, sent, tmp_path):
    """The letters are the same as in the case, here the one that asks why nobody has been in touch."""
    file = tmp_path / "letter.txt"
    said = home.talk(sent, LETTER, "4", file, "1", "q")
    assert "4. Ask why nobody has been in touch" in said
    assert sent in file.read_text(encoding="utf-8")


# -- opening a case ----------------------------------------------------------------------------------------------------


def test_a_case_is_opened_and_the_list_comes_again_afterwards(home, sent, tmp_path):
    """Opening a case works like ``plain REF``, and the list is printed again afterwards."""
    said = home.talk(sent, OPEN, "q")
    assert "It was sent to Cherwell District Council" in said
    assert f"champion-tui plain {sent}" in said
    said = home.talk(sent, OPEN, "1", "1", "5", "", "1", "", "")
    assert said.count("ask the council: Z.E.") == 2


def test_a_referral_that_follows_is_begun_from_the_list(home, sent):
    """Consent is asked again, and a second time the existing follow-up is opened."""
    said = home.talk(sent, FOLLOW, "q")
    follower = home.view(sent).followed_by
    assert f"This is {follower}." in said
    assert f"saved under {follower}" in said
    assert "Consent was given for an earlier referral: ask again for this one." in said
    assert f"Go on with {follower}, which follows it" in home.talk(sent, "q")


def test_plain_of_a_sent_case_keeps_its_first_three_numbers(home, sent):
    """The new actions come after the first three, and do the same."""
    said = home.talk(AFTER[0], "accepted", "1", "", "", "3", argv=[sent])
    assert (
        "1. Read it, write the slip again, correct the day or the code 2. Begin a new referral that follows it 3. Leave"
        in said
    )
    assert list(home.steps(sent)) == ["contact-made"]
    said = home.talk(AFTER[1], "1", "", "", AFTER[3], "2", "2", "wrong person", "b", argv=[sent])
    assert list(home.steps(sent)) == ["contact-made"]
    assert "Left." in said


# -- before a new case's pack ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["go on", "later", "open"])
def test_likely_earlier_cases_are_shown_before_a_pack_is_written(home, sent, tmp_path, choice):
    """The cases are shown with the rule for repeat referrals, and the person decides."""
    new = home.new(**{"full-name": "Zebedee Exampel"})
    through = ["1", ".c", "1", "", ""]
    decided = {"go on": ["1", tmp_path / "packs", "2", ""], "later": ["2"], "open": ["3", "q"]}[choice]
    said = home.talk(*through, *decided, argv=[new])
    assert f"- {sent} Z.E." in said
    assert "a change in relevant facts since the last referral" in said
    assert (tmp_path / "packs" / new).exists() == (choice == "go on")
    if choice == "open":
        assert said.endswith(f"champion-tui plain {sent}")
    if choice == "later":
        assert said.endswith(f"{new} is NOT SENT. Nothing was written.")


# -- the other lists ---------------------------------------------------------------------------------------------------


def test_the_early_list_grows_and_shrinks(home):
    """An entry is added step by step, b goes back, a wrong reference is refused without losing the rest, and its number removes
    it.
    """
    said = home.talk(
        "e", "a", "", "A1", "b", "A12", "1", "", "1 June 2027", ".b", "b", "1", "", "Bo", "A12", "2", "", ""
    )
    assert "On the early list now: A12, release on Tuesday 1 June 2027" in said
    assert "A day is needed here." in said
    assert "A12 is no longer on the early list." in said
    assert home.early() == []


def test_what_is_on_the_early_list_already_is_refused_and_asked_for_again(home):
    """The reference is refused and asked for again without losing the rest."""
    with home.desk() as desk:
        desk.early.add("A12", date(2027, 6, 1), "release")
    said = home.talk("e", "a", "A12", "2", "1 July 2027", "Bo", "A13", "2", "", "", "", "")
    assert "The early list has an entry" in said
    assert home.early() == ["A12", "A13"]


def test_a_case_is_begun_from_the_early_list(home):
    """A case begun from the early list, or from what is due, is opened at once and its entry is removed."""
    with home.desk() as desk:
        for own in ("A12", "A13"):
            desk.early.add(own, date(2026, 12, 1), "release")
    said = home.talk("e", "A12", "1", "q")
    assert "Question 1 of" in said
    assert "This is NEW-" in said
    assert home.early() == ["A13"]
    home.talk("1", "1", "q")
    assert home.early() == []


def test_a_list_is_taken_from_a_file_whole_or_not_at_all(home, tmp_path):
    """Every bad row is named, and standard input is not accepted as a file."""
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("reference,date,kind\nA1,2027-06-01,release\nA2,2027-06-02,discharge\n", encoding="utf-8")
    bad.write_text(
        "reference,date,kind\nA3,2027-06-01,release\nA4,soon,release\nA5,2027-06-01,magic\n", encoding="utf-8"
    )
    said = home.talk("e", "i", "-", bad, tmp_path / "none.csv", good, "", "")
    assert "Line 3, date:" in said
    assert "Line 4, kind:" in said
    assert "Taken onto the early list: 2." in said
    assert home.early() == ["A1", "A2"]


def test_figures_are_said_and_written(home, sent, tmp_path):
    """Figures cover a period or all cases, a path without .csv is refused, and b goes back to the first day."""
    file = tmp_path / "counts.csv"
    said = home.talk("f", "1", "1 October 2026", "b", "1 November 2026", "", tmp_path / "counts.txt", file, "3", "")
    assert "From Sunday 1 November 2026 to today." in said
    assert "does not end in .csv" in said
    assert file.read_text(encoding="utf-8-sig").startswith('"table","id"')


def test_the_by_name_list_has_initials_unless_asked(home, sent, tmp_path):
    """The list is written to a file for a spreadsheet, with names only on request."""
    for number, name in (("1", "initials.csv"), ("2", "names.csv")):
        home.talk("f", "2", number, tmp_path / name, "b", "")
        assert ("Zebedee" in (tmp_path / name).read_text(encoding="utf-8-sig")) == (number == "2")


def test_what_is_due_to_be_erased_takes_the_typed_count(home, sent):
    """A wrong number or a word erases nothing, and Enter leaves."""
    assert "No periods have been set" in home.talk("r", "")
    (home.folder / "settings.toml").write_text("[keep]\nsent = 30\n", encoding="utf-8")
    home.talk(sent, DECIDED, "4", "20 11 2026", "", "q")
    later = {"at": "2027-01-10T12:00"}
    said = home.talk("r", "2", "one", "?", "", "", **later)
    assert "1 case is due, not 2." in said
    assert "Nothing was erased." in said
    assert home.view(sent).reference == sent
    assert f"{sent} is erased." in home.talk("r", "1", "", **later)


def test_files_outside_the_vault_are_deleted_or_said_to_be_dealt_with(home, sent, tmp_path):
    """Files are chosen by number, one already gone cannot be deleted, and b leaves it on the list."""
    kept, deleted = tmp_path / "kept.txt", tmp_path / "deleted.txt"
    home.talk(sent, DONE_SO_FAR, kept, DONE_SO_FAR, deleted, "q")
    said = home.talk("o", "1", "b", "?", "9", "1", "1", "1", "2", "")
    assert "It is off the list." in said
    assert "It is deleted, and off the list." in said
    assert "Please type a number from 1 to 2." in said
    assert "There are no files to deal with." in said
    assert (kept.exists(), deleted.exists()) in {(True, False), (False, True)}
