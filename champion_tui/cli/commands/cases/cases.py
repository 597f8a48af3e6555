"""``case``: the stored cases, for scripts. A file is checked completely before anything is stored."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from champion_tui.cli.commands.cases.erasing import list_erased, show_stub
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.json_files import JsonObject, read_object, repeated_keys
from champion_tui.cli.json_out import show_json
from champion_tui.cli.passphrase import unlocked, unlocked_to_write
from champion_tui.cli.streams import show, tell
from champion_tui.cli.view_lines import wrapped, written_lines
from champion_tui.desk.cases.case_views import PACK_IS_OLDER
from champion_tui.desk.desk import Desk
from champion_tui.desk.views import CaseRow, CaseView, ExportView
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.summary import CaseQuery, SortBy
from champion_tui.domain.dates.deadlines import review_by
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.domain.papers.slip_form import FORMS
from champion_tui.ground.answers import Problem, WrongValue

DEFAULT_LIMIT = 50
LONGEST_COUNT = 9
PACK_IS_CURRENT = "Its pack says what the case says now."
MORE = "{shown} of {total}. See the next with --offset {shown}."


def new(context: Context) -> ExitCode:
    """Stores a case from ``--from``. Raises ``WrongValue`` with the first problem, and then stores nothing."""
    given = _read(context.args.source)
    desk = unlocked(context)
    reference = desk.cases.new(given)
    _tell_tidied(desk, given, reference)
    return show_state(context, desk, reference)


def change(context: Context) -> ExitCode:
    """Changes the values in ``--from``: null clears one, a value that is not in the file stays."""
    given = _read(context.args.source)
    desk = unlocked(context)
    reference = case_named(context)
    desk.cases.change(reference, given)
    _tell_tidied(desk, given, reference)
    return show_state(context, desk, reference)


def again(context: Context) -> ExitCode:
    """Begins a new case that follows another one. Everything is copied except consent, which is asked for again."""
    desk = unlocked(context)
    return show_state(context, desk, desk.cases.again(case_named(context)))


def move(context: Context) -> ExitCode:
    """Records that the person of a case that was not sent is in another area, and shows what is removed and added."""
    desk = unlocked(context)
    view = desk.cases.move(case_named(context), context.args.to_area)
    said = {**state_of(desk, view), "area": view.area, "said": list(view.moved)}
    return context.show(said, [*(words for each in view.moved for words in wrapped(each)), *state_lines(view)])


def list_all(context: Context) -> ExitCode:
    """Shows part of the list of cases, by default the latest change first, with initials and never names."""
    if context.args.erased:
        return list_erased(context)
    view = unlocked(context).cases.lists.cases(_query(context))
    cases = [
        {
            "reference": row.reference,
            "initials": row.initials,
            "authority": row.authority,
            "status": row.status,
            "changed_at": row.changed_at.isoformat(),
            "not_sent": row.not_sent,
            "pack_is_current": row.pack_is_current,
            "stage": row.stage,
            "worker": row.worker,
            "last_date": row.last_date.isoformat() if row.last_date else None,
            "due": row.due.isoformat() if row.due else None,
            "due_kind": row.due_kind,
        }
        for row in view.rows
    ]
    for note in view.notes:
        tell(note)
    lines = [_row_line(row) for row in view.rows]
    if view.total > len(lines):
        lines.append(MORE.format(shown=len(lines), total=view.total))
    return context.show({"total": view.total, "cases": cases}, lines or ["There are no cases."])


def _row_line(row: CaseRow) -> str:
    due = f"  {row.due_words}" if row.due_words else ""
    return f"{row.reference}  {row.initials:<8}  {row.status_words}  {row.authority}{due}".rstrip()


def _query(context: Context) -> CaseQuery:
    args = context.args
    sort = (SortBy.DUE if args.due else SortBy.CHANGED) if args.sort is None else _one_of("sort", args.sort, SortBy)
    return CaseQuery(
        search=args.search,
        status=args.status and _one_of("status", args.status, CaseStatus),
        authority=args.authority,
        stage=args.stage and _one_of("stage", args.stage, Stage),
        worker=args.worker,
        only_due=args.due,
        sort=SortBy(sort),
        limit=_count("limit", args.limit, DEFAULT_LIMIT),
        offset=_count("offset", args.offset, 0),
    )


def _one_of(key: str, given: str, kinds: type[StrEnum]) -> str:
    if given not in set(kinds):
        raise WrongValue(Problem(key, given, f"one of {', '.join(kinds)}"))
    return given


def _count(key: str, given: str | None, standard: int) -> int:
    if given is None:
        return standard
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_COUNT):
        raise WrongValue(Problem(key, given, f"a whole number of {LONGEST_COUNT} digits or fewer"))
    return int(given)


def show_one(context: Context) -> ExitCode:
    """Shows one case: its state, what is missing, every answer and field. Of an erased case, what is kept."""
    desk = unlocked(context)
    reference = case_named(context)
    stub = desk.cases.erasing.stub(reference)
    if stub is not None:
        return show_stub(context, stub)
    view = desk.cases.view(reference)
    if context.json:
        fields = [field for step in view.steps for field in step.fields if field.value is not None]
        holders = {field.id: field.holder for form in desk.book.forms.values() for field in form.fields}
        parts: dict[str, dict[str, Any]] = {
            "triage": dict(desk.cases.resume(reference).answers),
            "agency": {},
            "referral": {},
        }
        for field in fields:
            parts[holders[field.id]][field.id] = field.value
        after = {step.kind: step.as_json() for step in view.after}
        show_json({**state_of(desk, view), **_links(view), "after_sending": after, **parts})
    else:
        show(*state_lines(view), *_pack_lines(view), *_answer_lines(view), *_field_lines(view))
    return ExitCode.DONE


def slip(context: Context) -> ExitCode:
    """Writes the person's slip again, in the form and language of the case or the ones given."""
    to, form = target_of(context, "a file ending in .pdf or .txt"), context.args.form
    if form is not None and form not in FORMS:
        raise WrongValue(Problem("form", form, f"one of {', '.join(FORMS)}"))
    slips = unlocked_to_write(context).papers.slips
    return show_files(context, slips.write(case_named(context), to, form, context.args.language))


def letter(context: Context) -> ExitCode:
    """Writes a letter to the council. Raises ``RefusedByProcedure`` if it may not be written."""
    to = target_of(context, "a file ending in .pdf, .txt or .eml")
    wanted = LetterWanted(context.args.what, notified_of(context))
    view = unlocked_to_write(context).papers.letters.write(case_named(context), to, wanted)
    last = {"last_day": review_by(wanted.notified).last_day.isoformat()} if wanted.notified else {}
    return show_files(context, view, what=wanted.what, **last)


def notified_of(context: Context) -> date | None:
    """Returns the day of ``--notified``, or None."""
    given = context.args.notified
    return None if given is None else read_date("notified", given, context.now())


def evidence(context: Context) -> ExitCode:
    """Writes the record that shows how the duty was met."""
    to = target_of(context, "a file ending in .pdf or .txt")
    return show_files(context, unlocked_to_write(context).papers.write_evidence(case_named(context), to))


def sent(context: Context) -> ExitCode:
    """Records the day of sending and the portal's code."""
    day = read_date("on", context.args.on, context.now())
    desk = unlocked_to_write(context)
    reference = case_named(context)
    before = desk.cases.view(reference)
    if before.not_sent and before.pack_is_current is False:
        tell(PACK_IS_OLDER)
    marked = desk.cases.mark_sent(reference, day, context.args.code)
    if isinstance(marked, Problem):
        raise WrongValue(marked)
    return context.show(
        {**state_of(desk, marked), "sent": day.isoformat(), "code": marked.sent_code}, state_lines(marked)
    )


def _tell_tidied(desk: Desk, given: JsonObject, reference: str) -> None:
    for words in desk.cases.tidied(given, reference):
        tell(words)


def _read(file: str) -> JsonObject:
    given = read_object(file)
    for path, again in repeated_keys(given):
        raise WrongValue(Problem(path.removeprefix("triage."), again, "each key once"))
    return given


def case_named(context: Context) -> str:
    """Returns the reference of the case given on the command line, however it was written."""
    return reference_meant(context.args.reference)


def target_of(context: Context, expected: str) -> Path:
    """Returns the path of ``--to``. An empty one is an error: it is a script's unset variable, not the current folder."""
    if not context.args.to:
        raise WrongValue(Problem("to", context.args.to, expected))
    return Path(context.args.to)


def show_state(context: Context, desk: Desk, reference: str) -> ExitCode:
    """Shows the case's state and what is missing."""
    view = desk.cases.view(reference)
    if context.json:
        show_json(state_of(desk, view))
        for words in view.asked_again:
            tell(words)
    else:
        show(*state_lines(view))
    return ExitCode.DONE


def state_of(desk: Desk, view: CaseView) -> dict[str, object]:
    """Returns the case's state for JSON."""
    lacks = desk.cases.missing(view.reference)
    return {
        "reference": view.reference,
        "status": view.status,
        "outcome": view.outcome,
        "missing": [{"field": item.field, "need": str(item.need), "why": item.why} for item in lacks],
    }


def _links(view: CaseView) -> dict[str, object]:
    return {
        "follows": view.follows,
        "followed_by": view.followed_by,
        "pack_is_current": view.pack_is_current,
        "taken_back": dict(view.taken_back),
    }


def state_lines(view: CaseView) -> Iterator[str]:
    """Yields the case's state as lines."""
    yield from wrapped(f"{view.reference}: {view.status_words}. {view.headline}")
    for words in filter(None, (view.frozen, view.duty, *view.linked, *view.asked_again)):
        yield from wrapped(words)
    for step in view.after:
        yield from wrapped(step.words, "  ", "    ")
    for words in view.to_mend:
        yield from wrapped(f"correct {words}", "  ", "          ")
    if view.referral and not view.frozen:
        for lack in view.needed:
            yield from wrapped(f"needed  {lack}", "  ", "          ")
        for lack in view.wanted:
            yield from wrapped(f"wanted  {lack}", "  ", "          ")


def _pack_lines(view: CaseView) -> Iterator[str]:
    if view.pack_is_current is not None:
        yield from wrapped(PACK_IS_CURRENT if view.pack_is_current else PACK_IS_OLDER, "  ")


def _answer_lines(view: CaseView) -> Iterator[str]:
    """Yields every answer in the order in which it was asked, then those that no longer apply."""
    yield ""
    yield "Answers"
    for step in view.answers:
        yield from wrapped(f"{step.short}: {step.answer}", "  ", "    ")


def _field_lines(view: CaseView) -> Iterator[str]:
    for step in view.steps:
        yield ""
        yield f"{step.title}: {step.state}"
        for field in step.fields:
            if field.value is not None:
                yield from wrapped(f"{field.label}: {field.shown}", "  ", "    ")


def show_files(context: Context, view: ExportView, **more: str) -> ExitCode:
    """Shows the files that were written; ``more`` adds keys to the JSON object."""
    if context.json:
        files = [{"name": name, "bytes": size, "sha256": digest} for name, size, digest in view.files]
        show_json({"reference": view.reference, "files": files, "folder": view.folder, **more})
        for paper in view.cannot_print:
            tell(paper)
    else:
        show(*written_lines(view))
    for doubt in view.doubts:
        tell(doubt)
    return ExitCode.DONE
