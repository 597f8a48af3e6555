"""``plain``: the whole interview line by line, and what stays in its window afterwards."""

import os
import sys
from collections.abc import Iterator
from functools import partial

from champion_tui.cli import load
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import (
    can_ask,
    desk_of,
    passphrase_file,
    passphrase_from,
    tell_troubles,
    unlocked_for_long,
)
from champion_tui.cli.plain.asking import Asking, say_numbers
from champion_tui.cli.plain.numbers.found_talk import keep_found
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Left, Talk
from champion_tui.cli.streams import clear_window, tell
from champion_tui.cli.view_lines import outcome_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError, Locked
from champion_tui.desk.training import is_training
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import OutcomeView
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.training import THROWN_AWAY, TRAINING

WHAT_IT_IS, SOMEONE = "What is it about? Type a number.", "Someone may be homeless"
AN_OFFER = "A family has been offered somewhere to live: what to tell them"

HIDDEN = "Hidden. {way}"
BY_PASSPHRASE, BY_ENTER = "Your passphrase brings it back.", "Enter brings it back."
NOT_CLEARED = "This window does not clear itself: what was said further up can still be read there."
NOT_THAT = "That is nobody's passphrase here."
KEPT = "Kept as {reference}. From now on everything is saved as you type it."

ENDING = "plain.ending"
"""What follows the outcome. It loads forms, papers and slips, so it is loaded after the interview, not before."""

LEAVE = 2
"""The place, from 0, of the option to leave, at an outcome."""

KEEP_FOUND = "Keep what you found about {name}, for the next time"

NO_JSON = "champion-tui plain talks in lines and has no JSON form; use triage and case for scripts."
STILL_THERE = "This window still holds what was typed and shown, further up as well: names, dates of birth, telephone numbers. Anyone who scrolls back can read it."
LEFT_TO_YOU = "Close the window, or clear it with its scrollback."
CLEARED = "Champion asked the window to clear itself and what you could scroll back to. It does not reach a recording, a log or a saved session."


def run(context: Context) -> ExitCode:
    """Takes one person's case from the first question to the pack. Leaving, and the end of the input, are not errors."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    training = is_training(context.home)
    talk = begin_talk(training=training)
    reference = context.args.reference
    desk = unlocked_for_long(context) if reference else desk_of(context)
    at_every_prompt(context, talk, desk)
    interview = desk.cases.resume(reference_meant(reference)) if reference else desk.begin()
    talk.numbers = partial(say_numbers, talk, desk, interview)
    ended = False
    try:
        if not reference and desk.also():
            interview = desk.begin(_which(talk, desk))
        while (other := talk_through(context, talk, desk, interview)) is not None:
            interview = desk.cases.resume(other)
    except Left as left:
        ended = left.ended
        talk.say(
            "",
            "The input ended." if left.ended else "Left.",
            *wrapped(THROWN_AWAY if training else what_is_saved(interview)),
        )
    except BaseException:
        if interview.reference is None:
            tell("NOT SAVED: nothing of this interview was stored.")
        tell_what_stays()
        raise
    say_what_stays(talk, asks=not ended)
    return ExitCode.DONE


def _which(talk: Talk, desk: Desk) -> str:
    """Asks which tree to use, if the area offers several, and returns its id; "" for the usual one."""
    also = desk.also()
    options = [SOMEONE, *(f"{one.words}, {one.hint}" for one in also), AN_OFFER]
    while True:
        chosen = talk.choose(WHAT_IT_IS, options)
        if chosen == len(options) - 1:
            load("plain.numbers.offer_talk").tell_offer(talk, desk)
        elif isinstance(chosen, int):
            return "" if chosen == 0 else also[chosen - 1].id


def begin_talk(*, training: bool) -> Talk:
    """Returns the conversation. In training, it first says that the cases are thrown away."""
    talk = Talk(TRAINING if training else "")
    if training:
        talk.say(*wrapped(THROWN_AWAY))
    return talk


def at_every_prompt(context: Context, talk: Talk, desk: Desk) -> None:
    """Sets up what works at every prompt without a case: looking up, hiding, the settings, and how phone numbers are said.

    First reports mistakes in the organisation's own files.
    """
    tell_troubles(context, desk)
    talk.look_up, talk.hide = desk.guidance, partial(hide, context, talk)
    talk.set_up = lambda key, value: load("plain.settings_talk").settings_said(desk, key, value)
    talk.digits_apart = lambda: desk.settings.digits_apart


def talk_through(context: Context, talk: Talk, desk: Desk, interview: Interview) -> str | None:
    """Takes one case to its end. Returns the reference of another case to continue with: a following one, or one to look at."""
    talk.say(*wrapped(f"Champion, line by line. At every question: {COMMANDS_HERE}, .s settings."))
    if doubt := desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    talk.save = partial(_save, context, talk, desk, interview)
    asking = Asking(talk, desk, interview)
    talk.numbers = asking.numbers
    while True:
        outcome = asking.until_outcome()
        talk.say("", "OUTCOME", *outcome_lines(outcome), "")
        go_on = "Go on to the referral form" if outcome.referral else "Go on: keep this as evidence"
        talk.say(f"{outcome.saved}.", *wrapped(outcome.frozen))
        if outcome.frozen and interview.reference:
            follower: str | None = load(ENDING).after_sending(talk, desk, interview.reference)
            return follower
        leave = outcome.way_out if outcome.way_out and interview.reference is None else "Leave"
        found = [KEEP_FOUND.format(name=outcome.outside[1])] if outcome.outside else []
        chosen = talk.choose(f"Type a number. ({COMMANDS_HERE})", [go_on, "Change the last answer", leave, *found])
        if chosen == 0:
            break
        if chosen in (1, Command.BACK):
            interview.back()
        else:
            _stay(talk, desk, outcome, chosen)
    opened: str | None = load(ENDING).keep(context, talk, desk, interview, outcome)
    return opened


def _stay(talk: Talk, desk: Desk, outcome: OutcomeView, chosen: int | Command) -> None:
    """Handles the choices that do not continue to the form. Raises ``Left``."""
    if chosen == LEAVE:
        raise Left(ended=False)
    if isinstance(chosen, int) and outcome.outside:
        keep_found(talk, desk, *outcome.outside)


def _save(context: Context, talk: Talk, desk: Desk, interview: Interview) -> Iterator[str]:
    """Keeps an interview that is not kept yet, and says under which reference. Raises ``Left``."""
    if interview.reference is None:
        try:
            load("plain.cases.keeping").open_vault(context, talk)
            yield KEPT.format(reference=desk.cases.keep(interview))
        except DeskError as error:
            yield from wrapped(f"NOT SAVED. {error} {error.way_out}".strip())
    else:
        yield from wrapped(f"Everything up to here is saved under {interview.reference}.")


def hide(context: Context, talk: Talk) -> None:
    """Clears the window, and waits until the person who hid it is back.

    They type their passphrase if the vault is open and it can be typed unseen, otherwise Enter. Raises ``Left`` at the
    end of the input.
    """
    clears = _on_a_window() and _clears()
    if clears:
        clear_window()
    asks = desk_of(context).vault.unlocked_as() is not None and can_ask() and passphrase_file(context) is None
    talk.say(HIDDEN.format(way=BY_PASSPHRASE if asks else BY_ENTER), *([] if clears else wrapped(NOT_CLEARED)))
    while asks:
        try:
            desk_of(context).vault.prove(passphrase_from(context, "Passphrase: "))
        except Locked:
            talk.say(NOT_THAT)
        else:
            return
    talk.wait()


def what_is_saved(interview: Interview) -> str:
    """Returns a sentence that says what of the interview is stored."""
    if interview.reference is None:
        return "NOT SAVED: nothing of this interview was stored."
    return f"Everything up to here is saved under {interview.reference}. Go on with: champion-tui plain {interview.reference}"


def _on_a_window() -> bool:
    """Returns whether the output is a window. Through a pipe, the output is already where somebody wanted it."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_what_stays(talk: Talk, *, asks: bool) -> None:
    """Says that the window keeps what was said. Offers to clear it if ``asks`` and the window can."""
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


def tell_what_stays() -> None:
    """Says the same if the interview was stopped by a signal, when nobody can be asked."""
    if _on_a_window():
        tell(f"{STILL_THERE} {LEFT_TO_YOU}")


def _clears() -> bool:
    """Returns whether the window understands ECMA-48. A dumb terminal does not; the old Windows console shows it as letters."""
    if sys.platform == "win32":
        return "WT_SESSION" in os.environ
    return os.environ.get("TERM", "dumb") != "dumb"
