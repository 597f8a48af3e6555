"""Where to begin, line by line, when there is no command and no screen to draw on."""

from functools import partial

from champion_tui.cli import load
from champion_tui.cli.commands.front_ends import plain
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.plain.asking import say_numbers
from champion_tui.cli.plain.connection_talk import advise
from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT
from champion_tui.cli.plain.talk import COMMANDS_HERE, Left
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.training import is_training

WHERE_TO_BEGIN = "Where to begin? Type a number."
BEGINNINGS = (
    "Someone may be homeless: start here, no name needed yet",
    "Emergency numbers: who answers now",
    "My cases: what is due, a search, packs, the early list, figures, files outside the vault. Asks for your passphrase",
    "Guidance: look something up",
    "Local connection: where does this person belong?",
    "More: people, copies, numbers to ring, where you work",
    "Leave",
)
SOMEBODY, NUMBERS, CASES, LOOK_UP, CONNECTION, OTHERS = range(6)
"""The places of ``BEGINNINGS``, from 0."""

BEGIN_HELP = (
    "Someone may be waiting: the first line needs no name and no passphrase. Nothing is stored before you say so."
)
NOTHING_TO_SAVE = "There is nothing open to save."
OF_THEIR_OWN = (
    ("Who can open the vault", "champion-tui vault people"),
    ("Let somebody else in", "champion-tui vault add-person --name NAME --role JOB"),
    ("Another passphrase for yourself", "champion-tui vault change-passphrase"),
    ("Make a safety copy", "champion-tui vault backup FILE"),
    ("The safety copies on this machine", "champion-tui vault backups"),
    ("Put a safety copy back", "champion-tui vault restore FILE"),
    ("Which numbers to ring and confirm", "champion-tui data stale"),
    ("A number is right", "champion-tui data confirm ID --as NAME"),
    ("A number is wrong", "champion-tui data correct ID --phone NUMBER --why WORDS"),
    ("The area in which this machine works", "champion-tui area"),
    ("The team's store, and the line to it", "champion-tui team status"),
    ("What two people of the team gave at once", "champion-tui team clashes"),
    ("Settings, at any prompt .s too", "champion-tui settings"),
)
"""Tasks for other commands, which ask line by line themselves: what it is, and what to type."""


def run(context: Context) -> ExitCode:
    """Asks where to begin, as the full screen's first page does. Leaving, and the end of the input, are not errors."""
    context.args.reference = None
    talk, desk = plain.begin_talk(training=is_training(context.home)), desk_of(context)
    plain.at_every_prompt(context, talk, desk)
    talk.numbers = partial(say_numbers, talk, desk, desk.begin())
    talk.save = lambda: (NOTHING_TO_SAVE,)
    talk.say(*wrapped(f"Champion, line by line. {desk.date_words}. At every question: {COMMANDS_HERE}."))
    try:
        while (chosen := talk.choose(WHERE_TO_BEGIN, BEGINNINGS, BEGIN_HELP)) != len(BEGINNINGS) - 1:
            if chosen == SOMEBODY:
                return plain.run(context)
            if chosen == CASES:
                return ExitCode(load("commands.front_ends.plain_today").run(context))
            if chosen == LOOK_UP:
                talk.find(talk.ask(f"What do you want to look up? ({COMMANDS_AT_TEXT})"))
            elif chosen == CONNECTION:
                advise(talk, desk)
            elif chosen == OTHERS:
                talk.say("", *(line for words, typed in OF_THEIR_OWN for line in wrapped(f"{words}: {typed}")), "")
            elif chosen == NUMBERS:
                talk.numbers()
    except Left as left:
        talk.say("", "The input ended." if left.ended else "Left.")
        return ExitCode.DONE
    talk.say("Left.")
    return ExitCode.DONE
