"""``plain``: the whole interview and today's work line by line, and what its window keeps afterwards."""

import os
import sys

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of, unlocked
from champion_tui.cli.plain.after_talk import NOTING, PAPERS, AfterTalk
from champion_tui.cli.plain.again_talk import LeftForNow, ask_about_earlier
from champion_tui.cli.plain.asking import Asking
from champion_tui.cli.plain.closing import Closing
from champion_tui.cli.plain.form import FormTalk
from champion_tui.cli.plain.found_talk import keep_found
from champion_tui.cli.plain.keeping import open_vault
from champion_tui.cli.plain.offer_talk import tell_offer
from champion_tui.cli.plain.questions import Back, Questions
from champion_tui.cli.plain.slip_talk import SlipTalk
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Left, Talk
from champion_tui.cli.plain.work_talk import FOLLOW, GLANCE_HELP, GO_ON_WITH, WHAT_NOW, WorkTalk
from champion_tui.cli.streams import clear_window, tell
from champion_tui.cli.view_lines import outcome_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.training import is_training
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import OutcomeView
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.training import THROWN_AWAY, TRAINING

WHAT_IT_IS, SOMEONE = "What is it about? Type a number.", "Someone may be homeless"
AN_OFFER = "A family has been offered somewhere to live: what to tell them"

LEAVE = 2
KEEP_FOUND = "Keep what you found about {name}, for the next time"
"""The place, from 0, of the line that leaves, at an outcome."""

READ_IT = "Read it, write the slip again, correct the day or the code"
FIRST_NOTING = 3
"""The place, from 0, of what can be noted, in the list of a case that was sent."""

ALL_SAVED = "Everything that was noted is saved. Go on with: champion-tui plain --today"
NO_JSON = "champion-tui plain talks in lines and has no JSON form; use triage and case for scripts."
STILL_THERE = (
    "This window still holds what was typed and shown, further up as well: names, dates of birth, telephone numbers. Whoever "
    "scrolls back can read it."
)
LEFT_TO_YOU = "Close the window, or clear it with its scrollback."
CLEARED = (
    "The window was asked to clear itself and what could be scrolled back to. A recording, a log or a saved session of it is not "
    "reached."
)


def run(context: Context) -> ExitCode:
    """Lead one person's case from the first question to the pack. Leaving, and the end of the input, are no errors."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    training = is_training(context.home)
    talk = _talk(training=training)
    reference = context.args.reference
    desk = unlocked(context) if reference else desk_of(context)
    talk.look_up = desk.guidance
    interview = desk.cases.resume(reference_meant(reference)) if reference else desk.begin()
    ended = False
    try:
        if not reference and desk.also():
            interview = desk.begin(_which(talk, desk))
        while (other := _talk_through(context, talk, desk, interview)) is not None:
            interview = desk.cases.resume(other)
    except Left as left:
        ended = left.ended
        talk.say(
            "",
            "The input ended." if left.ended else "Left.",
            *wrapped(THROWN_AWAY if training else _what_is_saved(interview)),
        )
    except BaseException:
        if interview.reference is None:
            tell("NOT SAVED: nothing of this interview was stored.")
        _tell_what_stays()
        raise
    _say_what_stays(talk, asks=not ended)
    return ExitCode.DONE


def today(context: Context) -> ExitCode:
    """Lead through what is due, and into the cases that are opened from there, until the person leaves."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    training = is_training(context.home)
    talk = _talk(training=training)
    desk = unlocked(context)
    talk.look_up = desk.guidance
    if doubt := desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    work = WorkTalk(talk, desk)
    ended, saved = False, ALL_SAVED
    try:
        while (opened := work.case_to_open()) is not None:
            other: str | None = opened
            while other is not None:
                interview = desk.cases.resume(other)
                saved = _what_is_saved(interview)
                other = _talk_through(context, talk, desk, interview)
            saved = ALL_SAVED
    except Left as left:
        ended = left.ended
        talk.say("", "The input ended." if ended else "Left.", *wrapped(THROWN_AWAY if training else saved))
    except BaseException:
        _tell_what_stays()
        raise
    _say_what_stays(talk, asks=not ended)
    return ExitCode.DONE


def _which(talk: Talk, desk: Desk) -> str:
    """The tree that is gone through, where the area offers several."""
    also = desk.also()
    options = [SOMEONE, *(f"{one.words}, {one.hint}" for one in also), AN_OFFER]
    while True:
        chosen = talk.choose(WHAT_IT_IS, options)
        if chosen == len(options) - 1:
            tell_offer(talk, desk)
        elif isinstance(chosen, int):
            return "" if chosen == 0 else also[chosen - 1].id


def _talk(*, training: bool) -> Talk:
    """The conversation; of invented cases it says first that they are thrown away."""
    talk = Talk(TRAINING if training else "")
    if training:
        talk.say(*wrapped(THROWN_AWAY))
    return talk


def _talk_through(context: Context, talk: Talk, desk: Desk, interview: Interview) -> str | None:
    """One case to its end. Gives the reference of another one that is gone on with: one that follows it, or that is looked at."""
    talk.say(*wrapped(f"Champion, line by line. At every question: {COMMANDS_HERE}."))
    if doubt := desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    asking = Asking(talk, desk, interview)
    while True:
        outcome = asking.until_outcome()
        talk.say("", "OUTCOME", *outcome_lines(outcome), "")
        go_on = "Go on to the referral form" if outcome.referral else "Go on: keep this as evidence"
        talk.say(f"{outcome.saved}.", *wrapped(outcome.frozen))
        if outcome.frozen and interview.reference:
            return _after_sending(talk, desk, interview.reference)
        leave = outcome.way_out if outcome.way_out and interview.reference is None else "Leave"
        found = [KEEP_FOUND.format(name=outcome.outside[1])] if outcome.outside else []
        chosen = talk.choose(f"Type a number. ({COMMANDS_HERE})", [go_on, "Change the last answer", leave, *found])
        if chosen == 0:
            break
        if chosen in (1, Command.BACK):
            interview.back()
        else:
            _stay(talk, desk, asking, outcome, chosen)
    open_vault(context, talk)
    reference = interview.reference or desk.cases.keep(interview)
    talk.say("", f"Kept as {reference}. From now on everything is saved as you type it.")
    try:
        _close(talk, desk, interview, reference, referral=outcome.referral)
    except LeftForNow as left:
        return left.open_instead
    return None


def _stay(talk: Talk, desk: Desk, asking: Asking, outcome: OutcomeView, chosen: int | Command) -> None:
    """What leads back to the outcome, or away from it. Raises ``Left``."""
    if chosen == LEAVE:
        raise Left(ended=False)
    if chosen is Command.NUMBERS:
        asking.numbers()
    elif isinstance(chosen, int) and outcome.outside:
        keep_found(talk, desk, *outcome.outside)


def _after_sending(talk: Talk, desk: Desk, reference: str) -> str | None:
    """What can be done with a case that was sent. Gives the reference of another one that is gone on with."""
    ask, after = Questions(talk, desk, reference), AfterTalk(talk, desk, reference)
    while True:
        follower = desk.cases.view(reference).followed_by
        again = GO_ON_WITH.format(reference=follower) if follower else FOLLOW
        # Scripts choose the first three by their numbers: what is new stands behind them.
        options = [READ_IT, again, "Leave", *NOTING, *PAPERS]
        try:
            chosen = ask.choose(WHAT_NOW, options, GLANCE_HELP)
        except Back as back:
            raise Left(ended=False) from back
        if options[chosen] == again:
            new = follower or desk.cases.again(reference)
            talk.say("", f"This is {new}.")
            return new
        if options[chosen] == "Leave":
            raise Left(ended=False)
        if options[chosen] == READ_IT:
            break
        if (other := after.do(chosen - FIRST_NOTING)) is not None:
            return other
    form = FormTalk(talk, desk, desk.cases.resume(reference), reference)
    form.look_through()
    form.ask_paper()
    SlipTalk(talk, desk, reference).choose()
    closing = Closing(talk, desk, reference)
    closing.mark_sent()
    closing.slip()
    return None


def _close(talk: Talk, desk: Desk, interview: Interview, reference: str, *, referral: bool) -> None:
    """The form, the slip and the pack; for every other outcome the evidence record and the slip. Raises ``LeftForNow``."""
    form, closing = FormTalk(talk, desk, interview, reference), Closing(talk, desk, reference)
    if referral:
        form.fill_in()
        while (view := form.look_through()).needed and not view.frozen:
            talk.say("", "It cannot be sent yet: see what is needed above.")
    else:
        closing.evidence()
    form.ask_paper()
    SlipTalk(talk, desk, reference).choose()
    if referral:
        ask_about_earlier(talk, desk, reference)
        closing.export()
    else:
        closing.slip()
    closing.letter()


def _what_is_saved(interview: Interview) -> str:
    if interview.reference is None:
        return "NOT SAVED: nothing of this interview was stored."
    return f"Everything up to here is saved under {interview.reference}. Go on with: champion-tui plain {interview.reference}"


def _on_a_window() -> bool:
    """Whether what was said went to a window: through a pipe it went where somebody wanted it."""
    return sys.stdout is not None and sys.stdout.isatty()


def _say_what_stays(talk: Talk, *, asks: bool) -> None:
    """Say that the window keeps it; where somebody can still answer and the window understands it, offer to clear it."""
    if not _on_a_window():
        return
    talk.say("", *wrapped(STILL_THERE))
    if not asks or not _clears():
        talk.say(*wrapped(LEFT_TO_YOU))
        return
    try:
        cleared = talk.choose("Type a number.", ["Leave it as it is", "Clear the window now"]) == 1
    except Left:
        cleared = False
    if cleared:
        clear_window()
        talk.say(*wrapped(CLEARED))


def _tell_what_stays() -> None:
    """The same where the interview was stopped from outside: nobody can be asked any more."""
    if _on_a_window():
        tell(f"{STILL_THERE} {LEFT_TO_YOU}")


def _clears() -> bool:
    """Whether the window understands ECMA-48: a dumb terminal does not, and the old Windows console shows it as letters."""
    if sys.platform == "win32":
        return "WT_SESSION" in os.environ
    return os.environ.get("TERM", "dumb") != "dumb"
