"""After the outcome, line by line: the case is kept, filled in and written, or a case that was sent is updated."""

from champion_tui.cli.context import Context
from champion_tui.cli.plain.cases.after_talk import NOTING, PAPERS, AfterTalk
from champion_tui.cli.plain.cases.form import FormTalk
from champion_tui.cli.plain.cases.keeping import open_vault
from champion_tui.cli.plain.cases.work_talk import FOLLOW, GLANCE_HELP, GO_ON_WITH, WHAT_NOW
from champion_tui.cli.plain.papers.again_talk import LeftForNow, ask_about_earlier
from champion_tui.cli.plain.papers.closing import Closing
from champion_tui.cli.plain.papers.slip_talk import SlipTalk
from champion_tui.cli.plain.questions import Back, CaseQuestions
from champion_tui.cli.plain.talk import Left, Talk
from champion_tui.desk.desk import Desk
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import OutcomeView

READ_IT = "Read it, write the slip again, correct the day or the code"
FIRST_NOTING = 3
"""The place, from 0, of the first item of ``NOTING`` in the list for a case that was sent."""


def keep(context: Context, talk: Talk, desk: Desk, interview: Interview, outcome: OutcomeView) -> str | None:
    """Opens the vault, keeps the case and takes it to its end. Returns the reference of another case to look at, or None."""
    open_vault(context, talk)
    reference = interview.reference or desk.cases.keep(interview)
    talk.say("", f"Kept as {reference}. From now on everything is saved as you type it.")
    try:
        _close(talk, desk, interview, reference, referral=outcome.referral)
    except LeftForNow as left:
        return left.open_instead
    return None


def after_sending(talk: Talk, desk: Desk, reference: str) -> str | None:
    """Offers what can be done with a case that was sent. Returns the reference of another case to continue with, or None."""
    ask, after = CaseQuestions(talk, desk, reference), AfterTalk(talk, desk, reference)
    while True:
        follower = desk.cases.view(reference).followed_by
        again = GO_ON_WITH.format(reference=follower) if follower else FOLLOW
        # Scripts choose the first three by number, so new options are added after them.
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
    """Asks for the form, the slip and the pack, or for other outcomes the evidence record and the slip.

    Raises ``LeftForNow``.
    """
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
