"""The plain interview through a pipe: the whole job, every way of leaving it, and nothing lost or claimed wrongly."""

import json
import re

import pytest
from command_line import NOT_A_LINE, run_here, run_process
from desk_samples import REFER, unlocked_desk

from champion_tui.knowledge.book import load

AT = "2026-11-23T10:04:31"
BOOK = load()
TREE = BOOK.trees["duty-to-refer"]
FIELDS = [field.id for field in BOOK.forms["duty-to-refer"].fields if not field.only_when]
OWN = {"referrer-name": "Ada Invented", "referrer-role": "homelessness champion"}
"""What the vault knows of the person who unlocked it."""

TRIAGE = [" ".join(answer) if isinstance(answer, tuple) else answer for answer in REFER.values()]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns a home with a vault that a passphrase file opens."""
    unlocked_desk(tmp_path / "home").vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a plainly invented passphrase", encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def talk(*lines, argv=()):
    """Runs ``plain`` with these lines on standard input."""
    ran = run_here("plain", "--at", AT, *argv, stdin="".join(f"{line}\n" for line in lines))
    assert not NOT_A_LINE.search(ran.out)
    return ran


def stored():
    """Returns the stored cases' JSON."""
    return [
        run_here("case", "show", row["reference"], "--json", "--at", AT).json
        for row in run_here("case", "list", "--json", "--at", AT).json["cases"]
    ]


def number_of(field):
    """Returns the number under which the check lists a field."""
    return FIELDS.index(field) + 1


def test_the_whole_job_goes_through_a_pipe(home, tmp_path):
    """One run goes from the first question to a pack, marked as sent, with the slip written again."""
    form = ["HMP Example", "1", "Wing B", "Ann Example", "", "01632 960101", ""]
    about = ["Zebedee Example", "", "29/2/1988", "07700900123", ".c"]
    check = ["1", "2", number_of("agreed-reason"), "2", "1"]
    pack, slip = tmp_path / "packs", tmp_path / "slip.txt"
    ran = talk(*TRIAGE, "1", *form, *about, *check, "", "p", "", pack, "1", "ABC123", "", slip)
    assert (ran.code, ran.err) == (0, "")
    assert "It cannot be sent yet" in ran.out
    assert "Someone from Cherwell District Council will try to" in ran.out
    (case,) = stored()
    assert (case["status"], case["outcome"]) == ("sent", "refer")
    assert case["referral"]["phone"] == "07700 900123"
    assert case["referral"]["date-of-birth"] == "1988-02-29"
    assert (case["referral"]["agreed-reason"], case["referral"]["paper"]) == ("threatened", "full")
    assert case["agency"]["body-type"] == "prison"
    assert (pack / case["reference"] / "manifest.json").is_file()
    assert slip.is_file()


def test_the_portals_lines_are_gone_through_one_at_a_time_and_kept(home, tmp_path):
    """Values are shown one by one: Enter ticks, a dash skips, .b stops; ticked lines are not asked for again, even on another day."""
    about = ["Zebedee Example", "", "29/2/1988", "07700900123", ".c"]
    check = ["1", "2", number_of("agreed-reason"), "2", "1"]
    to_pack = [*TRIAGE, "1", *[""] * 7, *about, *check, "", "", tmp_path / "packs"]
    mine = ["-", "-"]
    ran = talk(*to_pack, "3", *mine, "", "-", "what?", "", ".b", "3", *mine, ".b", "2", "")
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    first, born, phone = (lines.index(value) for value in ("Zebedee Example", "29/02/1988", "07700 900123"))
    assert first < born < phone
    assert lines[first - 1] == "2.1 Full name, About them:"
    assert "Only Enter, - and the commands are possible here." in ran.out
    assert len(re.findall(r"^2 of 9 ticked, 7 left$", ran.out, re.MULTILINE)) == 2
    assert lines.count("29/02/1988") == 2
    assert lines.count("Zebedee Example") == 1
    assert "Nothing to copy for: 1.1 Name of your organisation" in " ".join(ran.out.split())


def test_what_is_typed_at_every_prompt_can_be_said_in_a_word(home):
    """Numbers, help, hide and save, as a word or with a dot, repeat the question and answer nothing, whether it takes a number,
    a date or text.
    """
    asides = ("help", ".help", "numbers", ".n", "hide", "", ".hide", "", "save")
    plainly = talk(*TRIAGE).out
    asked = talk(*(line for answer in TRIAGE for line in (*asides, answer)))
    assert (asked.code, asked.err) == (0, "")
    assert asked.out.count("Hidden. Enter brings it back.") == 2 * len(TRIAGE)
    assert asked.out.count("Why we ask:") >= 2 * len(TRIAGE)
    assert plainly.count("OUTCOME") == asked.out.count("OUTCOME") == 1
    (case,) = stored()
    assert case["outcome"] == "refer"
    assert f"Everything up to here is saved under {case['reference']}." in " ".join(asked.out.split())


def test_whoever_comes_back_hears_the_question_again(home):
    """After clearing the window, the question and all its answers are repeated, even after help, and nothing from before it."""
    first, second = (TREE.questions[question] for question in list(REFER)[:2])
    before, after = talk(TRIAGE[0], "help", "hide", "", "q").out.split("Hidden. Enter brings it back.")
    said = " ".join(after.split())
    for option in second.options:
        assert option.words in before
        assert option.words in said
    assert first.options[0].words not in after


def test_in_a_form_hiding_and_saving_lose_no_letter_and_fill_in_no_field(home):
    """The words hide, save and numbers typed where a name is asked for do not become the name."""
    ran = talk(*TRIAGE, "1", "hide", "", "save", "numbers", "HMP Example", "q", ".q")
    assert "Hidden. Enter brings it back." in ran.out
    (case,) = stored()
    assert case["agency"]["agency-name"] == "HMP Example"


def test_without_a_terminal_the_program_begins_line_by_line(home):
    """The places to begin are listed, a triage reaches its outcome, and help explains what to type."""
    ran = run_here("--at", AT, stdin="\n".join(("help", "2", "6", "4", "prison", "1", *TRIAGE, "")))
    assert (ran.code, ran.err) == (0, "")
    assert not NOT_A_LINE.search(ran.out)
    said = " ".join(ran.out.split())
    for words in ("Someone may be waiting", "01865 249811", "champion-tui vault people", "Leaving prison", "OUTCOME"):
        assert words in said
    assert run_here("--at", AT, stdin="3\n").out.count("Nothing needs doing today.") == 1
    assert run_here("--json").code == 2


def test_plain_and_triage_come_to_the_same(home):
    """The same answers give the same outcome, words and numbers as ``triage``."""
    answers = {question: list(answer) if isinstance(answer, tuple) else answer for question, answer in REFER.items()}
    judged = run_here("triage", "--answers", "-", "--json", "--at", AT, stdin=json.dumps({"answers": answers})).json
    flat = " ".join(talk(*TRIAGE).out.split())
    for key in ("next_steps", "say", "record"):
        assert all(text in flat for text in judged[key])
    assert all(reason["text"] in flat for reason in judged["reasons"])
    assert all(line["phone"] in flat for line in judged["numbers"])


def test_option_numbers_mean_the_same_as_ids(home):
    """Typing numbers leads to the same outcome as typing ids."""
    numbers = []
    for question, answer in REFER.items():
        options = [option.id for option in TREE.questions[question].options]
        if question == "authority":
            options = [authority.id for authority in BOOK.areas["oxfordshire"].authorities]
        chosen = answer if isinstance(answer, tuple) else (answer,)
        numbers.append(",".join(str(options.index(each) + 1) if each in options else each for each in chosen))
    assert "REFER" in talk(*numbers).out.upper()
    assert talk(*numbers).out.split("OUTCOME")[1] == talk(*TRIAGE).out.split("OUTCOME")[1]


def test_the_numbers_stand_before_the_first_question(home):
    """The numbers to call are printed before anything is asked."""
    out = talk().out
    assert out.index("999") < out.index("Question 1")


@pytest.mark.parametrize("length", [0, 1, 5, len(TRIAGE)])
def test_an_end_of_input_before_keeping_says_that_nothing_is_saved(home, length):
    """Wherever the input ends in the triage, it ends cleanly and says so, and nothing is stored."""
    ran = talk(*TRIAGE[:length])
    assert (ran.code, ran.err) == (0, "")
    assert "The input ended." in ran.out
    assert "NOT SAVED" in ran.out.splitlines()[-1]
    assert stored() == []


@pytest.mark.parametrize("typed", [1, 8, 12])
def test_an_end_of_input_in_the_form_keeps_what_was_typed(home, typed):
    """Each field is saved before the next is asked for, and the last line names the reference."""
    lines = ["HMP Example", "1", "Wing B", "Ann Example", "", "01632 960101", "", "Zebedee", "", "", "07700 900123", ""]
    ran = talk(*TRIAGE, "1", *lines[:typed])
    (case,) = stored()
    assert case["reference"] in ran.out.splitlines()[-1]
    assert case["agency"]["agency-name"] == "HMP Example"
    assert case["referral"].get("full-name") == ("Zebedee" if typed >= 8 else None)


def test_leaving_is_possible_everywhere(home):
    """``q`` leaves a choice and ``.q`` a text, and both say what is saved."""
    assert "NOT SAVED" in talk("5", "q").out.splitlines()[-1]
    ran = talk(*TRIAGE, "1", "HMP Example", "1", ".q")
    assert "Left." in ran.out
    assert stored()[0]["agency"] == {"agency-name": "HMP Example", "body-type": "prison", **OWN}


def test_a_letter_is_text_where_text_can_be_typed(home):
    """A person called Q is not taken for the command to leave."""
    talk(*TRIAGE, "1", "q", "1", "b", "n")
    assert stored()[0]["agency"] == {
        **OWN,
        "agency-name": "q",
        "body-type": "prison",
        "team": "b",
        "referrer-name": "n",
    }


def test_back_and_change_lose_nothing(home):
    """Going back shows the earlier answer, Enter keeps it, and later answers are still there."""
    ran = talk(*TRIAGE[:3], "b", "b", "", "", "q")
    assert ran.out.count("Enter keeps it.") == 3
    assert ran.out.count("Question") > 4
    at_start = talk("b", "q")
    assert "This is the first question." in at_start.out


def test_what_is_no_answer_changes_nothing(home):
    """Wrong numbers, words and dates are refused with what would be right, and the question is repeated."""
    ran = talk("0", "99", "plague", "", "none", "no", "18-plus", "leaving-institution", "30 2 2027", "soon", "q")
    assert ran.out.count("is not one of the answers") == 4
    assert ran.out.count("That cannot be used") == 2
    assert ran.code == 0


def test_help_says_why_and_numbers_say_whom(home):
    """``?`` prints help, reason and source, and ``n`` the lines that answer now."""
    ran = talk("?", "n", "q")
    assert "Why we ask" in ran.out
    assert "Other lines:" in ran.out


def test_a_wrong_field_is_refused_and_the_old_value_stays(home):
    """A malformed phone number is not saved, a dash clears the field, and Enter keeps it."""
    to_phone = [".c", "2", number_of("phone")]
    ran = talk(*TRIAGE, "1", *to_phone, "07700 900123", *to_phone[1:], "12", "", *to_phone[1:], "", "1")
    assert "That cannot be used: expected one phone number" in ran.out
    assert stored()[0]["referral"]["phone"] == "07700 900123"
    reference = stored()[0]["reference"]
    talk("1", *to_phone, "-", argv=[reference])
    assert "phone" not in stored()[0]["referral"]


def test_a_stored_case_is_gone_on_with(home):
    """``plain REF`` opens the case at its current state, with its answers."""
    talk(*TRIAGE, "1")
    reference = stored()[0]["reference"]
    ran = talk("q", argv=[reference.lower()])
    assert ran.code == 0
    assert f"saved under {reference}" in " ".join(ran.out.split())


def test_no_referral_is_kept_as_evidence(home, tmp_path):
    """An outcome without a referral offers the evidence record instead of a form."""
    refused = [*TRIAGE[: list(REFER).index("consent")], "refused"]
    ran = talk(*refused, "1", tmp_path / "evidence.txt", "", "5", "", tmp_path / "slip.txt")
    assert "Full name" not in ran.out
    assert (tmp_path / "evidence.txt").is_file()
    assert "Part 1 of" in (tmp_path / "slip.txt").read_text(encoding="utf-8")
    assert stored()[0]["status"] == "refused-consent"


def test_minimum_only_does_not_ask_for_details(home):
    """With agreement to the minimum only, health, support, risk and household are not asked about."""
    triage = [
        "minimum-only" if question == "consent-details" else line for question, line in zip(REFER, TRIAGE, strict=True)
    ]
    ran = talk(*triage, "1", *([""] * 60))
    assert "Not asked, because they agreed to the minimum only" in ran.out
    assert "Support they may need:" not in ran.out


def test_the_plain_card_is_proposed_where_abuse_appears(home, tmp_path):
    """Enter at the question about paper chooses the card, and the pack has no full slip."""
    triage = [
        "domestic-abuse-history" if question == "circumstances" else line
        for question, line in zip(REFER, TRIAGE, strict=True)
    ]
    case = {
        "referral": {
            "full-name": "Ada",
            "phone": "07700 900123",
            "contact-method": "phone",
            "safe-to-ring": "ask",
            "agreed-reason": "threatened",
        }
    }
    talk(*triage, "1")
    reference = stored()[0]["reference"]
    run_here("case", "set", reference, "--from", "-", "--at", AT, stdin=json.dumps(case))
    ran = talk("1", ".c", "1", "", tmp_path, "2", argv=[reference])
    assert ran.code == 0
    names = {file.name for file in (tmp_path / reference).iterdir()}
    assert {"card.pdf", "card.txt"} <= names
    assert not {"next-steps.pdf", "next-steps.txt"} & names


def test_the_first_time_a_vault_is_made(tmp_path, monkeypatch):
    """Without a vault, keeping makes one with name, role and the passphrase from the file, and prints the recovery code."""
    from champion_tui.store.keys import kdf

    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    secret = tmp_path / "passphrase.txt"
    secret.write_text("new words for a vault", encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    ran = talk(*TRIAGE, "1", "", "Ann Example", "champion")
    assert "Recovery code, shown only now" in ran.out
    assert len(stored()) == 1


def test_a_wrong_passphrase_file_keeps_nothing_and_says_so(home, tmp_path, monkeypatch):
    """A wrong passphrase file gives exit code 4, and the message that the answers were not saved."""
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not this one", encoding="utf-8")
    ran = talk(*TRIAGE, "1", argv=["--passphrase-file", wrong])
    assert ran.code == 4
    assert "NOT SAVED" in ran.err


def test_without_a_passphrase_and_a_terminal_it_ends_locked(home, monkeypatch):
    """Without a passphrase file, a pipe gets one message and is not asked again and again."""
    monkeypatch.delenv("CHAMPION_PASSPHRASE_FILE")
    ran = talk(*TRIAGE, "1", "1", "1")
    assert ran.code == 4
    assert "--passphrase-file" in ran.err
    assert "NOT SAVED" in ran.err


def test_bytes_that_are_no_text_are_asked_for_again(home):
    """A line that is not UTF-8 is refused, and an endless line ends the input."""
    ran = run_here("plain", "--at", AT, stdin=b"\xff\xfe\n5\nq\n")
    assert "That is not UTF-8 text" in ran.out
    assert "Question 2" in ran.out
    ran = run_here("plain", "--at", AT, stdin=b"5" * 200_000)
    assert (ran.code, "The input ended." in ran.out) == (0, True)


def test_the_real_command_talks_through_a_pipe_without_colour_or_boxes(home):
    """In a process of its own the plain interview prints plain lines of at most 80 columns."""
    ran = run_process("plain", "--at", AT, stdin="\n".join(TRIAGE), TERM="dumb")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert not set("│┌─╭█") & set(ran.out)
    assert max(map(len, ran.out.splitlines())) <= 80


def test_what_is_read_to_the_person_stands_with_the_question(home):
    """The question shows the words to read out, as the consent record states, without asking for help."""
    shown = " ".join(talk(*TRIAGE).out.split())
    asked = [TREE.questions[one] for one in ("consent", "consent-contact", "consent-details")]
    for question in asked:
        assert question.read_out.replace("{authority}", "Cherwell District Council") in shown


def test_a_name_that_cannot_be_printed_is_asked_for_in_latin_letters_next(home):
    """Right after such a name it is asked for with the reason, and after a printable name the usual next field follows."""
    form = ["HMP Example", "1", "", "Ann Example", "", "01632 960101", ""]
    ran = talk(*TRIAGE, "1", *form, "გიორგი", "Giorgi", "Gio", ".q")
    assert "Full name in Latin letters: NEEDED" in ran.out
    (case,) = stored()
    wanted = {"full-name": "გიორგი", "full-name-latin": "Giorgi", "known-as": "Gio"}
    assert {field: case["referral"].get(field) for field in wanted} == wanted
