"""``connection --ask``: the local-connection advice, line by line."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of, unlocked
from champion_tui.cli.plain.connection_talk import ConnectionTalk
from champion_tui.cli.plain.talk import Left, Talk
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import advice_lines, numbers_lines
from champion_tui.desk.training import is_training
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.answers import Problem

NO_JSON = "champion-tui connection --ask talks in lines and has no JSON form; give it a file instead."


def run(context: Context) -> ExitCode:
    """Talks about a history; with ``--into``, puts the chosen sentence into that case. Leaving is not an error."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    reference = reference_meant(context.args.into) if context.args.into else ""
    desk = unlocked(context) if reference else desk_of(context)
    stage = desk.cases.resume(reference).judged().judgement.stage if reference else None
    talk = Talk(TRAINING if is_training(context.home) else "")
    talk.look_up, talk.numbers = desk.guidance, lambda: talk.say("", *numbers_lines(desk.numbers()))
    advisor = ConnectionTalk(talk, desk, str(stage) if stage else None)
    try:
        view = advisor.advise()
        if view is not None:
            talk.say("", *advice_lines(view))
            sentence = advisor.choose_sentence(view) if reference else ""
            if sentence:
                taken = desk.cases.take_connection(reference, sentence)
                talk.say(
                    f"That cannot be used: expected {taken.words}."
                    if isinstance(taken, Problem)
                    else f"{taken.reference}: {taken.saved}."
                )
    except Left:
        talk.say("Left. Nothing was stored.")
    return ExitCode.DONE
