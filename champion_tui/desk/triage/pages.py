"""Turns a judgement into the triage pages and the outcome page, with their final words."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from champion_tui.desk.numbers.number_views import line_views, no_night_words, source_words
from champion_tui.desk.options import OptionView
from champion_tui.desk.triage.council_notes import council_notes, ended_notes, outside_council
from champion_tui.desk.triage.finding_councils import council_finder
from champion_tui.desk.triage.judging import Judged, to_them
from champion_tui.desk.views import NoteView, OutcomeView, PageView, QuestionView, ReasonView, TrailStep
from champion_tui.domain.lines.phone_lines import LineNow
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_words, list_words
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.who_to_call import who_to_call
from champion_tui.triage.tree import Line, Note, Option, Question, QuestionKind, Reason, Situation, Tree
from champion_tui.triage.tree import Warning as TreeWarning
from champion_tui.triage.words import fill

WIDEST_EMERGENCY = "fleeing-abuse"
"""The emergency whose row has every phone line of the other rows as well (design section 4)."""

CONNECTION_LEAD = (
    "They choose. A local connection may matter later. If they are homeless, a council may pass them to an area "
    "they are connected to. It never stops a referral, and nobody is sent back to danger."
)
CONNECTION_MORE = "More in Guidance, under local connection: what counts, what does not, and what a council may do."
CAPACITY_PROMPTS = (
    "Can they understand what a referral is?",
    "Can they remember it long enough to decide?",
    "Can they weigh up what may follow from a yes or a no?",
    "Can they tell you what they have decided, in any way?",
    "Start from yes. Help them first: plain words, more time, a quiet room, an interpreter who is not family.",
    "A choice that you would not make is still their choice.",
)


def page_view(
    judged: Judged, kept: Mapping[str, Answer], open_question: str, saved: str, again: tuple[str, ...] = ()
) -> PageView:
    """Returns the page with ``open_question``. ``kept`` holds every answer ever given, on the path or not. ``again``
    says why questions of the page are asked again.
    """
    routing, path = judged.routing, judged.judgement.path
    before = path[: path.index(open_question)] if open_question in path else path
    page = judged.tree.questions[open_question].page
    on_page = [question for question in before if judged.tree.questions[question].page == page] + [open_question]
    pages_before = list(dict.fromkeys(judged.tree.questions[question].page for question in before))
    number = len([name for name in pages_before if name != page]) + 1
    questions = tuple(question_view(routing, judged, question, kept.get(question)) for question in on_page)
    shows = questions[-1].shows
    return PageView(
        number=number,
        about=number + pages_left(judged.tree, open_question),
        trail=trail(routing, judged, before),
        questions=questions,
        notes=note_views(routing, judged, _before_the_last_page(judged, before, page)),
        numbers=line_views(routing, _lines_for_page(routing, judged), judged.at) if "numbers" in shows else (),
        advice=_page_advice(routing, shows),
        saved=saved,
        again=again,
        no_night=no_night_words(routing, judged.area) if "numbers" in shows else (),
        area=routing.areas[judged.area].name if "numbers" in shows and len(routing.areas) > 1 else "",
    )


def _lines_for_page(routing: Routing, judged: Judged) -> tuple[LineNow, ...]:
    """Returns the phone lines that the answers call for. Before any emergency is named, these are the lines of the
    widest one.
    """
    return judged.lines or who_to_call(routing, judged.at, judged.area, emergency=WIDEST_EMERGENCY).call


def outcome_view(judged: Judged, saved: str, frozen: str = "") -> OutcomeView:
    """Returns the page that says what to do now. The judgement must have an outcome. ``frozen`` says why no answer can
    be changed, or is "".
    """
    routing, judgement = judged.routing, judged.judgement
    assert judgement.outcome is not None  # noqa: S101  the caller has checked
    # A sent case keeps its outcome even if today's tree no longer has it.
    outcome = judged.tree.outcomes.get(judgement.outcome)
    return OutcomeView(
        id=judgement.outcome,
        title=judged.words(outcome.title) if outcome else judgement.outcome,
        summary=judgement.summary,
        referral=outcome.referral if outcome else True,
        trail=trail(routing, judged, judgement.path),
        do_now=judgement.next_steps,
        numbers=line_views(routing, judged.lines, judged.at),
        notes=(*note_views(routing, judged), *council_notes(routing, judgement, judged.at)),
        record=judgement.record,
        say=judgement.say,
        tell=judgement.tell,
        reasons=tuple(reason_view(judged, reason, reason.text) for reason in judgement.reasons),
        saved=saved,
        frozen=frozen,
        way_out=judged.words(outcome.way_out) if outcome else "",
        outside=outside_council(routing, judgement),
    )


def question_view(routing: Routing, judged: Judged, question_id: str, given: Answer | None) -> QuestionView:
    """Returns one question with its words for the present path."""
    question = judged.tree.questions[question_id]
    options = option_views(routing, judged, question, given)
    find = None
    if question.kind is QuestionKind.AUTHORITY:
        beside = tuple(each for each in options if any(each.id == option.id for option in question.options))
        find = council_finder(routing, judged.area, london_date(judged.at), beside)
    return QuestionView(
        id=question.id,
        kind=str(question.kind),
        title=first_words(judged, question.titles),
        help=help_words(judged, question),
        first=judged.words(question.first),
        options=options,
        why=reason_view(judged, question.why, judged.words(question.why.text)),
        given=given,
        given_words=answer_words(routing, question, given),
        shows=question.shows,
        find=find,
    )


def option_views(
    routing: Routing, judged: Judged, question: Question, given: Answer | None = None
) -> tuple[OptionView, ...]:
    """Returns the answers to choose from. An authority question lists the person's own area first and then the other
    areas, then a council outside them if it was the answer before, then the question's own options.
    """
    own = tuple(
        OptionView(option.id, judged.words(option.words), judged.words(option.hint), option.alone)
        for option in question.options
    )
    if question.kind is not QuestionKind.AUTHORITY:
        return own
    areas = sorted(routing.areas.values(), key=lambda area: area.id != judged.area)
    listed = tuple(
        OptionView(authority.id, authority.name, area.name) for area in areas for authority in area.authorities
    )
    outside = routing.authority(given) if isinstance(given, str) else None
    before = (OptionView(outside.id, outside.name, ""),) if outside is not None and outside.outside else ()
    return (*listed, *before, *own)


def trail(routing: Routing, judged: Judged, questions: tuple[str, ...]) -> tuple[TrailStep, ...]:
    """Returns the answered questions in order, short enough for one line each."""
    return tuple(
        TrailStep(
            question,
            judged.tree.questions[question].short,
            answer_words(routing, judged.tree.questions[question], judged.judgement.answers.get(question)),
        )
        for question in questions
        if question in judged.tree.questions
    )


def answer_words(routing: Routing, question: Question, answer: Answer | None) -> str:
    """Returns an answer as the page shows it; "" for None."""
    if answer is None:
        return ""
    if not isinstance(answer, str):
        return list_words(tuple(answer_words(routing, question, item) for item in answer))
    option = next((option for option in question.options if option.id == answer), None)
    if option is not None:
        return short_words(option)
    authority = routing.authority(answer) if question.kind is QuestionKind.AUTHORITY else None
    if authority is not None:
        return authority.name
    day = iso_date(answer) if question.kind is QuestionKind.DATE else None
    return day_words(day) if day else answer


def short_words(option: Option) -> str:
    """Returns an option's words without the closing full stop, for use inside other sentences."""
    return option.words.rstrip(".")


def _before_the_last_page(judged: Judged, before: tuple[str, ...], page: str) -> Mapping[str, Answer]:
    """Returns the answers given before the last page: notes that held with them were already shown in full."""
    pages = [judged.tree.questions[question].page for question in before]
    last = next((name for name in reversed(pages) if name != page), page)
    return {
        question: judged.judgement.answers[question]
        for question, name in zip(before, pages, strict=True)
        if name not in {page, last}
    }


def note_views(
    routing: Routing, judged: Judged, seen: Mapping[str, Answer] = MappingProxyType({})
) -> tuple[NoteView, ...]:
    """Returns warnings first, then notes, then local arrangements. A note that already held with the answers ``seen``
    is folded.
    """
    judgement = judged.judgement
    today = london_date(judged.at)
    warnings = tuple(warning for name in judgement.warnings if (warning := judged.tree.warnings.get(name)))
    notes = tuple(note for note in judged.tree.notes if note.id in judgement.notes)
    return (
        *ended_notes(routing, judgement, today),
        *(_note_view(routing, judged, "warning", item) for item in warnings),
        *(
            replace(
                _note_view(routing, judged, "note", item),
                folded=item.when.holds(Situation(seen, elsewhere=judgement.elsewhere)),
            )
            for item in notes
        ),
        *(
            NoteView("protocol", item.id, item.name, item.words, source_words(routing, item.standing.source))
            for item in judged.protocols
        ),
    )


def _note_view(routing: Routing, judged: Judged, kind: str, item: Note | TreeWarning) -> NoteView:
    """Returns the parts that apply as one text, with each source once."""
    situation = judged.judgement.situation(london_date(judged.at))
    parts = tuple(part for part in item.parts if part.when.holds(situation))
    sources = dict.fromkeys(source_words(routing, part.source, part.paragraph, judged.area) for part in parts)
    text = " ".join(judged.words(part.text) for part in parts)
    return NoteView(kind, item.id, judged.words(item.title), text, "; ".join(sources))


def reason_view(judged: Judged, reason: Reason, text: str) -> ReasonView:
    """Returns a reason with its source. ``text`` is the reason's text, filled for this case."""
    return ReasonView(text, source_words(judged.routing, reason.source, reason.paragraph, judged.area))


def pages_left(tree: Tree, question: str) -> int:
    """Returns the greatest number of pages that can still follow the one with ``question``, as for "question 4 of about
    11".
    """

    @cache
    def furthest(question_id: str) -> int:
        asked = tree.questions.get(question_id)
        if asked is None:
            return 0
        routes = [*asked.routes, *(route for option in asked.options for route in option.routes)]
        return max(_step(tree, asked, route.to) + furthest(route.to) for route in routes)

    return furthest(question)


def _step(tree: Tree, here: Question, target: str) -> int:
    there = tree.questions.get(target)
    return 1 if there is not None and there.page != here.page else 0


def help_words(judged: Judged, question: Question) -> str:
    """Returns what is read out to the person, then the help for staff."""
    read_out = f"Read out: “{fill(question.read_out, to_them(judged.values))}”" if question.read_out else ""
    return " ".join(part for part in (read_out, first_words(judged, question.helps)) if part)


def first_words(judged: Judged, lines: tuple[Line, ...]) -> str:
    """Returns the first of ``lines`` that applies now, filled; "" if none does."""
    situation = judged.judgement.situation(london_date(judged.at))
    return next((judged.words(line.text) for line in lines if line.when.holds(situation)), "")


def _page_advice(routing: Routing, shows: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the extra lines for the page of a question."""
    lines: list[str] = []
    if "local-connection" in shows:
        lines.append(CONNECTION_LEAD)
        lines.extend(ground.beside for ground in routing.connection_grounds if ground.beside)
        lines.append(CONNECTION_MORE)
    if "capacity-prompts" in shows:
        lines.extend(CAPACITY_PROMPTS)
    return tuple(lines)
