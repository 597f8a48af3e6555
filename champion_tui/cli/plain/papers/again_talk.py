"""Before a new case's pack is written: earlier cases that are likely the same person's. The champion decides what to do."""

from champion_tui.cli.plain.questions import Back, CaseQuestions
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import listed, similar_lines, wrapped
from champion_tui.desk.desk import Desk

LIKELY = "The same person may have been referred before:"
ASK = "What do you want to do?"
GO_ON, LATER, OPEN = "Go on with this one", "Leave it for now: nothing is written", "Open {reference}"
HELP = "A change in relevant facts since then is what counts. In doubt send another referral: the council looks at what has changed."
NOT_WRITTEN = "{reference} is NOT SENT. Nothing was written."


class LeftForNow(Exception):
    """Raised if the person leaves the case unchanged. ``open_instead`` is the reference of another case to open, or None."""

    def __init__(self, open_instead: str | None) -> None:
        super().__init__()
        self.open_instead = open_instead


def ask_about_earlier(talk: Talk, desk: Desk, reference: str) -> None:
    """Says which cases are likely the same person's and what has changed, if this case has no pack yet.

    Raises ``LeftForNow`` and ``Left``.
    """
    found = desk.cases.to_decide(reference)
    if not found:
        return
    rule = desk.book.after_sending.repeat
    talk.say("", LIKELY)
    for candidate in found:
        talk.say(*similar_lines(candidate, "  - "))
    talk.say("", *wrapped(rule.words), *listed("Next", rule.next))
    options = [GO_ON, LATER, *(OPEN.format(reference=each.reference) for each in found)]
    try:
        chosen = CaseQuestions(talk, desk, reference).choose(ASK, options, HELP)
    except Back:
        chosen = options.index(LATER)
    if options[chosen] == GO_ON:
        return
    talk.say(*wrapped(NOT_WRITTEN.format(reference=reference)))
    raise LeftForNow(None if options[chosen] == LATER else found[chosen - 2].reference)
