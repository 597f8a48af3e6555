"""What staff found out about a council outside the areas: asks line by line and keeps it for the next time."""

from champion_tui.cli.plain.questions import Back, CaseQuestions
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError
from champion_tui.desk.numbers.corrections import FoundHere
from champion_tui.desk.numbers.found_words import FOUND_KEPT, FOUND_LABELS, FOUND_WHY


def keep_found(talk: Talk, desk: Desk, council: str, name: str) -> None:
    """Asks for each part and keeps them. Going back, or an invalid value, keeps nothing. Raises ``Left``."""
    talk.say("", *wrapped(name), *wrapped(FOUND_WHY))
    ask, given = CaseQuestions(talk, desk), dict[str, str]()
    try:
        for part, words in FOUND_LABELS.items():
            given[part] = ask.text(words, FOUND_WHY, (desk.vault.unlocked_as() or "") if part == "who" else "")
    except Back:
        talk.say("Nothing has been kept.")
        return
    try:
        problem = desk.keep_found(FoundHere(council, **given))
    except DeskError as error:
        talk.say(*wrapped(f"{error} {error.way_out}".strip()))
        return
    if problem is not None:
        talk.say(
            *wrapped(
                f"That cannot be used: {FOUND_LABELS.get(problem.key, problem.key)} Expected {problem.words}. Nothing has been kept."
            )
        )
    else:
        talk.say(*wrapped(FOUND_KEPT.format(name=name)))
