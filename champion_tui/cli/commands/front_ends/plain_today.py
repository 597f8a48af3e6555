"""``plain --today``: what is due, line by line, and the cases that are opened from it."""

from champion_tui.cli.commands.front_ends.plain import (
    NO_JSON,
    at_every_prompt,
    begin_talk,
    say_what_stays,
    talk_through,
    tell_what_stays,
    what_is_saved,
)
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked_for_long
from champion_tui.cli.plain.cases.work_talk import WorkTalk
from champion_tui.cli.plain.talk import Left
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.training import is_training
from champion_tui.domain.cases.training import THROWN_AWAY

ALL_SAVED = "Everything that was noted is saved. Go on with: champion-tui plain --today"


def run(context: Context) -> ExitCode:
    """Goes through what is due, and the cases opened from it, until the person leaves."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    training = is_training(context.home)
    talk = begin_talk(training=training)
    desk = unlocked_for_long(context)
    at_every_prompt(context, talk, desk)
    talk.save = lambda: wrapped(ALL_SAVED)
    if doubt := desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    work = WorkTalk(talk, desk)
    ended, saved = False, ALL_SAVED
    try:
        while (opened := work.case_to_open()) is not None:
            other: str | None = opened
            while other is not None:
                interview = desk.cases.resume(other)
                saved = what_is_saved(interview)
                other = talk_through(context, talk, desk, interview)
            saved = ALL_SAVED
            talk.save = lambda: wrapped(ALL_SAVED)
    except Left as left:
        ended = left.ended
        talk.say("", "The input ended." if ended else "Left.", *wrapped(THROWN_AWAY if training else saved))
    except BaseException:
        tell_what_stays()
        raise
    say_what_stays(talk, asks=not ended)
    return ExitCode.DONE
