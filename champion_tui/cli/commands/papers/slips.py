"""``slips``: the languages that a slip can have next to English, and the sheets for people who check them."""

from collections.abc import Iterator
from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.json_files import bytes_of
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.papers.slip_views import LanguageView
from champion_tui.desk.papers.slips.languages import Languages
from champion_tui.ground.answers import Problem, WrongValue

NONE = (
    "Slips are in English. No other language is here yet: a language prints only when somebody who knows it has checked every "
    "sentence. Begin with: champion-tui slips export-language LANG --to FILE"
)
SENT_OUT = "{name}: the sheet is written to {to}. It is not checked, and does not print."
CHECK_IT = "Give it to somebody who knows both languages well. Then: champion-tui slips import-language FILE ..."
TAKEN = "{name} is kept: slips can be printed in English and {name}."


def _languages(context: Context) -> Languages:
    desk = desk_of(context)
    return Languages(desk.book, desk.home, desk.now)


def languages(context: Context) -> ExitCode:
    """Shows every language on this machine: who checked it and when, or why it is not printed."""
    views = _languages(context).listed()
    listed = [
        {
            "language": view.tag,
            "name": view.name,
            "standing": view.standing,
            "prints": view.standing == "checked",
            "checked_by": view.checked_by or None,
            "checked_on": view.checked_on and view.checked_on.isoformat(),
            "words": view.words,
        }
        for view in views
    ]
    lines = [line for view in views for line in _lines(view)]
    return context.show({"languages": listed}, lines or wrapped(NONE))


def export_language(context: Context) -> ExitCode:
    """Writes the sheet for a person who checks a language."""
    to = _path("to", context.args.to)
    name = _languages(context).export_sheet(context.args.language, to)
    return context.show(
        {"name": name, "file": str(to), "prints": False},
        [*wrapped(SENT_OUT.format(name=name, to=to)), *wrapped(CHECK_IT)],
    )


def import_language(context: Context) -> ExitCode:
    """Imports a checked sheet, with who checked it and when. Raises ``UnusableValue`` if the sheet is not right."""
    day = read_date("on", context.args.on, context.now())
    name = _languages(context).import_sheet(bytes_of(context.args.file), context.args.checked_by, day)
    return context.show(
        {"name": name, "checked_by": context.args.checked_by, "checked_on": day.isoformat(), "prints": True},
        wrapped(TAKEN.format(name=name)),
    )


def _path(key: str, given: str) -> Path:
    """Returns the path given. An empty one is an error: it is a script's unset variable, not the current folder."""
    if not given or "\0" in given:
        raise WrongValue(Problem(key, given, "a file"))
    return Path(given)


def _lines(one: LanguageView) -> Iterator[str]:
    mark = "prints" if one.standing == "checked" else "DOES NOT PRINT"
    yield from wrapped(f"{one.tag}  {one.name}: {mark}: {one.words}", "", "    ")
