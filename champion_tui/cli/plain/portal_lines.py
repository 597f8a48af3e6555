"""The portal's lines one at a time, for whoever copies or types them: each with its tick, kept with the case at once."""

from champion_tui.cli.plain.talk import Command, Talk, command_in
from champion_tui.cli.words import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.papers.sending_views import CopyLine, CopyView

IN_PORTAL = "Enter when it is in the portal. - leaves it for later, .b stops. (.q leave)"
ONLY_THESE = "Only Enter, -, .b and .q are possible here."


def go_through(talk: Talk, desk: Desk, reference: str) -> None:
    """Say each line that has a value and no tick yet, in the portal's order. Raises ``Left``; what was ticked is kept."""
    view = desk.papers.sending.copying(reference)
    if view.where:
        talk.say(*wrapped(f"The portal: {view.where}"))
    talk.say(*_gaps(view))
    for line in view.lines:
        if line.value and not line.done and not _one(talk, desk, reference, line):
            break
    talk.say(*wrapped(desk.papers.sending.copying(reference).left))


def _gaps(view: CopyView) -> tuple[str, ...]:
    missing = [f"{line.number} {line.label}" for line in view.lines if not line.value]
    return tuple(wrapped(f"Nothing to copy for: {'; '.join(missing)}.")) if missing else ()


def _one(talk: Talk, desk: Desk, reference: str, line: CopyLine) -> bool:
    """One line; False where the person stops here."""
    changed = " (changed since it was ticked)" if line.changed else ""
    talk.say("", *wrapped(f"{line.number} {line.label}{changed}, {line.step}:"), *line.value.splitlines())
    while True:
        heard = talk.ask(IN_PORTAL)
        command = command_in(heard, text=True)
        if command is Command.BACK:
            return False
        if not heard:
            desk.papers.sending.mark_copied(reference, line.id, done=True)
        if heard in {"", "-"}:
            return True
        talk.say(ONLY_THESE)
