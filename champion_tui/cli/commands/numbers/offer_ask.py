"""``offer --ask``: asks for the duty and the day line by line, says what follows, and offers the slip."""

from contextlib import suppress

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.plain.numbers.offer_talk import tell_offer
from champion_tui.cli.plain.talk import Left, Talk
from champion_tui.desk.training import is_training
from champion_tui.domain.cases.training import TRAINING


def run(context: Context) -> ExitCode:
    """Talks it through. Leaving is not an error."""
    talk = Talk(TRAINING if is_training(context.home) else "")
    with suppress(Left):
        tell_offer(talk, desk_of(context))
    return ExitCode.DONE
