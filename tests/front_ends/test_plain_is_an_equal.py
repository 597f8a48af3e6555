"""Everything that the full screen can do can be done line by line: how each place and command is reached there, without drawing."""

import re
import shlex
from inspect import isclass
from pathlib import Path

import pytest

import champion_tui
from champion_tui.cli.commands.front_ends.plain_begin import OF_THEIR_OWN
from champion_tui.cli.grammar.options import whole_parser
from champion_tui.cli.plain.talk import HIDE, IN_WORDS, NUMBERS, SAVE, Command
from champion_tui.desk.screen_commands import COMMANDS
from champion_tui.knowledge.book import load
from champion_tui.tui.shell import places

CLI = Path(champion_tui.__file__).parent / "cli"
SAID = " ".join(
    re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
    for path in (
        *sorted((CLI / "plain").rglob("*.py")),
        *sorted((CLI / "commands" / "front_ends").glob("plain*.py")),
        CLI / "view_lines.py",
    )
)
"""The sources of everything that the plain interview says, with sentences over several lines joined."""

TYPED, NEEDLESS = "champion-tui ", "not needed: "
"""How an entry below begins that is a command to type, or that gives a reason why nothing is needed. Every other entry is text
of the plain interview.
"""

BY_NUMBER = NEEDLESS + "a line is chosen by typing its number"
IN_LINES = NEEDLESS + "every line is said; the terminal scrolls"
SAID_WHOLE = NEEDLESS + "every value, group and answer is said in full, one after the other"

COMMANDS_IN_LINES = {
    "choose": BY_NUMBER,
    "move": BY_NUMBER,
    "mark": "Type one or more numbers.",
    "narrow": "s TEXT search",
    "section": SAID_WHOLE,
    "copy-line": NEEDLESS + "each value stands alone on its line, to be copied by the terminal",
    "tick": "Enter when it is in the portal.",
    "to-write": "Folder to put it in.",
    "ways": "Send it in another way",
    "print-it": "Print a paper",
    "file": SAID_WHOLE,
    "turn": SAID_WHOLE,
    "go-on": NEEDLESS + "Enter ends every line",
    "copy": NEEDLESS + "the terminal copies what it shows",
    "lines": SAID_WHOLE,
    "trail": "Change the last answer",
    "next-field": NEEDLESS + "one thing is asked at a time",
    "onward": NEEDLESS + "one thing is asked at a time",
    "backward": "help, back, numbers",
    "missing": "Needed before it can be sent",
    "area": ", a another area",
    "check": ".check",
    "way-out": "outcome.way_out",
    "found": "Keep what you found about",
    "reveal": SAID_WHOLE,
    "next-step": NEEDLESS + "one step follows the other; .check goes there",
    "previous-step": "help, back, numbers",
    "keep": "From now on everything is saved as you type it.",
    "read-on": SAID_WHOLE,
    "heard": "What the council said",
    "only-due": "Type s alone to come back to what is due",
    "of-council": "champion-tui case list --authority cherwell",
    "of-worker": "champion-tui case list --worker 'Ann Example'",
    "of-status": "champion-tui case list --status sent",
    "in-order": "champion-tui case list --sort worker",
    "all-again": "Type s alone to come back to what is due",
    "write-all": "w write all packs that are ready",
    "early-add": "a add",
    "early-import": "i take a list from a file",
    "right": "champion-tui data confirm cherwell-day --as 'Ann Example'",
    "wrong": "champion-tui data correct cherwell-day --phone '01632 960001' --why 'their website'",
    "take-corrections": "champion-tui data import numbers.toml",
    "end-hints": ", h no more hints",
    "erase-due": "Type how many are due to erase exactly those",
    "connection": ", l work out local connection",
    "more": IN_LINES,
    "above": IN_LINES,
    "back": "help, back, numbers",
    "help": "help, back, numbers",
    "numbers": "help, back, numbers",
    "look-up": ".g WORDS look up",
    "help-sign": "help, back, numbers",
    "undo": ".u undo",
    "hide": "hide, save",
    "drop": NEEDLESS + "q leaves, and what was not kept is gone",
    "commands": NEEDLESS + "the commands stand in every prompt",
    "theme": NEEDLESS + "nothing is coloured",
    "leave": "save, leave",
    "quit": "save, leave",
}
PLACES_IN_LINES = {
    "NewCase": "Someone may be homeless",
    "Triage": "Question {page.number} of about",
    "ChangeAnswer": "Change the last answer",
    "Outcome": "OUTCOME",
    "Found": "Keep what you found about",
    "Numbers": "Emergency numbers: who answers now",
    "Guidance": "Guidance: look something up",
    "Confirm": "champion-tui data stale",
    "Stale": "champion-tui data stale",
    "TakeCorrections": "champion-tui data import numbers.toml",
    "Connection": "Local connection: where does this person belong?",
    "Cases": "My cases: what is due",
    "Case": "What do you want to do?",
    "Check": "Check {view.reference}",
    "Form": "Step: {title}",
    "Paper": "Enter takes: {words}",
    "MarkSent": "It was sent: the day and the code",
    "AfterSending": "How the council decided",
    "Timeline": "What was done so far",
    "Similar": "Other cases that are likely the same person's",
    "Erase": "Erase it",
    "Preview": NEEDLESS + "the check says every value that goes out; the pack has text files too",
    "ChooseSlip": "How do they take it away?",
    "PreviewSlip": "reads what would be printed",
    "ChooseLetter": "A letter to the council?",
    "PreviewLetter": "File for the letter",
    "Write": "Folder to put it in.",
    "WaysToCouncil": "Send it in another way",
    "Portal": "Read me the portal's lines, one at a time",
    "Print": "Print a paper",
    "PrintByName": "Initials, on a printer",
    "ManyPacks": "w write all packs that are ready",
    "FilesOutside": "o files outside the vault",
    "Early": "e early list",
    "AddEarly": "a add",
    "ImportEarly": "i take a list from a file",
    "Practice": "champion-tui practice",
    "Offer": "A family has been offered somewhere to live",
    "WriteOffer": "champion-tui offer --ask",
    "Settings": ".s settings",
    "Team": "champion-tui team status",
    "TypeSetting": ".s settings",
    "Figures": "Figures for a time, without names",
    "Period": "From which day?",
    "WriteFigures": "File for a spreadsheet",
    "WriteByName": "The by-name list for a meeting",
    "Retention": "r due to be erased",
    "EraseDue": "Type how many are due to erase exactly those",
    "People": "champion-tui vault people",
    "NewPassphrase": "A new passphrase for {name}",
    "Copies": "champion-tui vault backups",
    "MakeCopy": "champion-tui vault backup copy.champion",
    "Restore": "champion-tui vault restore copy.champion",
    "Unlock": "Passphrase: ",
    "NewVault": "There is no vault yet.",
    "Ask": BY_NUMBER,
    "Pick": BY_NUMBER,
    "AskOverHidden": NEEDLESS + "hidden, only a passphrase or Enter is asked for",
    "Help": "help, back, numbers",
    "Commands": NEEDLESS + "the commands stand in every prompt",
    "Hidden": "Hidden. {way}",
    "TooSmall": NEEDLESS + "lines fit any window",
}
EVERYWHERE = {**COMMANDS_IN_LINES, **{f"the place {name}": how for name, how in PLACES_IN_LINES.items()}}


def test_every_command_and_every_place_of_the_screen_is_done_line_by_line_or_says_why_not():
    """A new command or place is missing from the tables above, and fails here until its way without a screen is added."""
    every = {name for name, one in vars(places).items() if isclass(one) and issubclass(one, places.Place)} - {"Place"}
    assert set(COMMANDS_IN_LINES) == {command.id for command in COMMANDS}
    assert set(PLACES_IN_LINES) == every


@pytest.mark.parametrize("what", EVERYWHERE)
def test_what_the_tables_say_is_so(what):
    """Text to be said is in the sources, text to be typed is a valid command, and a reason is a reason."""
    how = EVERYWHERE[what]
    if how.startswith(TYPED):
        assert whole_parser().parse_args(shlex.split(how)[1:])
    elif how.startswith(NEEDLESS):
        assert len(how.removeprefix(NEEDLESS).split()) > 2
    else:
        assert how in SAID


def test_what_the_first_list_says_to_type_can_be_typed():
    """Each separate command can be parsed, with something in place of the words in capitals."""
    for _, typed in OF_THEIR_OWN:
        assert whole_parser().parse_args(shlex.split(typed)[1:])


def test_no_answer_of_a_question_is_a_word_that_does_something_else():
    """Help, back, numbers, hide, save and leave mean the same everywhere: no option of any tree is typed like one of them."""
    book = load()
    words = {*HIDE, *SAVE, *NUMBERS, *IN_WORDS, *Command}
    trees = (
        option.id for tree in book.trees.values() for question in tree.questions.values() for option in question.options
    )
    codes = (item.id for items in book.codes.values() for item in items)
    assert not words & {*trees, *codes}
