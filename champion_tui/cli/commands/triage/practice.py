"""``practice``: an invented case, played line by line and compared with an experienced champion's answers. Nothing is stored."""

from collections.abc import Iterator
from functools import partial

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.plain.asking import Asking
from champion_tui.cli.plain.settings_talk import settings_said
from champion_tui.cli.plain.talk import Command, Left, Talk
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.triage import practising
from champion_tui.desk.triage.practising import ComparedAnswer, ComparedView, Practice
from champion_tui.domain.cases.training import TRAINING

NO_JSON = "champion-tui practice talks in lines and has no JSON form."
WHICH = "Which case? Type a number. (q leave)"
WHAT_NOW = "Type a number. (q leave)"
NEXT = ("Another case", "The same case again", "Leave")
ANOTHER, AGAIN, LEAVE = range(3)
LEFT = "Left. Nothing was kept."


def run(context: Context) -> ExitCode:
    """Plays cases until the person leaves. Leaving, and the end of the input, are not errors."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    talk, desk = Talk(TRAINING), desk_of(context)
    talk.look_up = desk.guidance
    talk.set_up = partial(settings_said, desk)
    try:
        talk.say(*wrapped(practising.LEAD), *wrapped(practising.DO_NOT_RING))
        practice, case = Practice(desk.book, desk.now), ""
        chosen: int | Command = ANOTHER
        while chosen != LEAVE:
            case = case if chosen == AGAIN and case else _chosen(talk, practice)
            _play(talk, desk, practice, case)
            chosen = talk.choose(WHAT_NOW, NEXT)
    except Left:
        pass
    talk.say("", LEFT)
    return ExitCode.DONE


def _chosen(talk: Talk, practice: Practice) -> str:
    cases = practice.listed()
    while True:
        talk.say("")
        chosen = talk.choose(WHICH, [f"{case.words} ({case.hint})" for case in cases])
        if not isinstance(chosen, Command):
            return cases[chosen].id


def _play(talk: Talk, desk: Desk, practice: Practice, case: str) -> None:
    """Says the situation, asks the triage, then says the comparison. Raises ``Left``."""
    talk.say("", f"{practising.SITUATION}: {practice.title(case)}")
    talk.say(*(line for words in practice.situation(case) for line in wrapped(words, "  ")))
    interview = practice.begin(case)
    _ = Asking(talk, desk, interview).until_outcome()
    talk.say("", *compared_lines(practice.compared(case, interview)), "")


def compared_lines(view: ComparedView) -> Iterator[str]:
    """Yields the differences, question by question, then what matters in the form."""
    yield from wrapped(view.lead)
    yield from wrapped(view.outcome)
    yield from wrapped(view.why)
    yield from wrapped(practising.SOURCE.format(source=view.source), "  ")
    for heading, answers in view.parts():
        yield from ("", heading)
        for each in answers:
            yield from _answer_lines(each)
    if view.fields:
        yield from ("", practising.FIELDS)
    for label, why, source in view.fields:
        yield from wrapped(f"{label}: {why}", "  - ")
        yield from wrapped(practising.SOURCE.format(source=source), "    ")


def _answer_lines(each: ComparedAnswer) -> Iterator[str]:
    yield from wrapped(each.question, "  - ")
    if each.differs:
        yield from wrapped(f"{practising.YOURS}: {each.yours}", "    ")
    yield from wrapped(f"{practising.THEIRS}: {each.theirs}", "    ")
    yield from wrapped(each.why, "    ")
    if each.source:
        yield from wrapped(practising.SOURCE.format(source=each.source), "    ")
