"""``plain``: the whole interview line by line."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked
from champion_tui.cli.plain.asking import Asking
from champion_tui.cli.plain.closing import Closing
from champion_tui.cli.plain.form import FormTalk
from champion_tui.cli.plain.keeping import open_vault
from champion_tui.cli.plain.leaving import say_what_stays, tell_what_stays
from champion_tui.cli.plain.slip_talk import SlipTalk
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Left, Talk
from champion_tui.cli.streams import tell
from champion_tui.cli.words import outcome_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.triage.interview import Interview
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.training import THROWN_AWAY, TRAINING

NO_JSON = "champion-tui plain talks in lines and has no JSON form; use triage and case for scripts."


def run(context: Context) -> ExitCode:
    """Lead one person's case from the first question to the pack. Leaving, and the end of the input, are no errors."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    training = context.training
    talk = Talk(TRAINING if training else "")
    if training:
        talk.say(*wrapped(THROWN_AWAY))
    reference = context.args.reference
    desk = unlocked(context) if reference else context.desk
    interview = desk.cases.resume(reference_meant(reference)) if reference else desk.begin()
    ended = False
    try:
        while (follower := _talk_through(context, talk, interview)) is not None:
            interview = context.desk.cases.resume(follower)
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
        tell_what_stays()
        raise
    say_what_stays(talk, asks=not ended)
    return ExitCode.DONE


def _talk_through(context: Context, talk: Talk, interview: Interview) -> str | None:
    """One case to its end. Gives the reference of the one that follows it, where that is gone on with."""
    talk.say(*wrapped(f"Champion, line by line. At every question: {COMMANDS_HERE}."))
    if doubt := context.desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    asking = Asking(talk, context.desk, interview)
    while True:
        outcome = asking.until_outcome()
        talk.say("", "OUTCOME", *outcome_lines(outcome), "")
        go_on = "Go on to the referral form" if outcome.referral else "Go on: keep this as evidence"
        talk.say(f"{outcome.saved}.", *wrapped(outcome.frozen))
        if outcome.frozen and interview.reference:
            return _after_sending(talk, context.desk, interview.reference)
        leave = outcome.way_out if outcome.way_out and interview.reference is None else "Leave"
        chosen = talk.choose(f"Type a number. ({COMMANDS_HERE})", [go_on, "Change the last answer", leave])
        if chosen == 0:
            break
        if chosen in (1, Command.BACK):
            interview.back()
        elif chosen == len(("go on", "change")):
            raise Left(ended=False)
        elif chosen is Command.NUMBERS:
            asking.numbers()
    desk = open_vault(context, talk)
    reference = interview.reference or desk.cases.keep(interview)
    talk.say("", f"Kept as {reference}. From now on everything is saved as you type it.")
    _close(talk, desk, interview, reference, referral=outcome.referral)
    return None


def _after_sending(talk: Talk, desk: Desk, reference: str) -> str | None:
    """What can be done with a case that was sent. Gives the reference of the one that follows where that is gone on with."""
    follower = desk.cases.view(reference).followed_by
    again = f"Go on with {follower}, which follows it" if follower else "Begin a new referral that follows it"
    chosen = talk.choose(
        "Type a number.", ["Read it, write the slip again, correct the day or the code", again, "Leave"]
    )
    if chosen == 1:
        new = follower or desk.cases.again(reference)
        talk.say("", f"This is {new}.")
        return new
    if chosen != 0:
        raise Left(ended=False)
    form = FormTalk(talk, desk, desk.cases.resume(reference), reference)
    form.look_through()
    form.ask_paper()
    SlipTalk(talk, desk, reference).choose()
    closing = Closing(talk, desk, reference)
    closing.mark_sent()
    closing.slip()
    return None


def _close(talk: Talk, desk: Desk, interview: Interview, reference: str, *, referral: bool) -> None:
    """The form, the slip and the pack; for every other outcome the evidence record and the slip."""
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
        closing.export()
    else:
        closing.slip()
    closing.letter()


def _what_is_saved(interview: Interview) -> str:
    if interview.reference is None:
        return "NOT SAVED: nothing of this interview was stored."
    return f"Everything up to here is saved under {interview.reference}. Go on with: champion-tui plain {interview.reference}"
