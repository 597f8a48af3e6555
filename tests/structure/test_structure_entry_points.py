"""What each entry point of the program really loads in a fresh interpreter; the import contracts check the rest."""

import ast
import json
import re
from pathlib import Path

import pytest
from fresh_start import start, start_command

import champion_tui

PACKAGE = Path(champion_tui.__file__).parent
SCREEN = ("textual", "rich")
DATABASE = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "sqlcipher3")
KEYS = ("cryptography",)
PRINTING = ("typst", "fontpkg")
NETWORK = ("ssl", "urllib.request", "http.client")
HEAVY = (*SCREEN, *DATABASE, *KEYS, *PRINTING, "holidays", "rapidfuzz", "argcomplete", *NETWORK)
# What a triage and the numbers do not load: the readers of law, glossary, forms and code lists, and their values.
UNREAD = (
    "champion_tui.knowledge.book",
    "champion_tui.knowledge.forms.reading_forms",
    "champion_tui.domain.cases.form",
    "champion_tui.domain.cases.summary",
)
# What the numbers do not load as well: cases, the trees, the rules of dates and local connection.
NO_TREES = (
    "champion_tui.domain.cases.case",
    "champion_tui.knowledge.routing",
    "champion_tui.knowledge.trees.reading_trees",
    "champion_tui.triage.walk",
    "champion_tui.domain.connection",
    "champion_tui.domain.dates.deadlines",
    "hashlib",
)
# Loaded once the outcome is reached: papers and slips, forms, safety copies.
AFTER_THE_OUTCOME = (
    "babel",
    "champion_tui.cli.plain.ending",
    "champion_tui.store.copies",
    "concurrent.futures",
    "logging",
)
ADULT = {
    "emergency": "none", "safeguarding": "no", "age": "18-plus", "situation": "losing-home", "last-date": "2026-12-20",
    "circumstances": ["none"], "capacity": "can-decide", "authority": "cherwell", "consent": "spoken",
    "consent-contact": "yes", "consent-details": "all", "reach": "likely", "earlier-referral": "none",
}  # fmt: skip


@pytest.fixture
def answers(tmp_path):
    """Returns the path of a file with the answers of an adult who is losing their home."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"answers": ADULT}), encoding="utf-8")
    return str(path)


def test_the_package_alone_loads_nothing(tmp_path):
    """Importing the package loads one module."""
    started = start("import champion_tui", tmp_path)
    assert {name for name in started.modules if name.startswith("champion_tui")} == {"champion_tui"}


def test_the_version_costs_next_to_nothing(tmp_path):
    """``--version`` loads the grammar of the command line and nothing behind it."""
    started = start_command(tmp_path, "--version")
    assert started.code == 0
    assert not started.loaded(*HEAVY, "platformdirs", "phonenumbers", "zoneinfo", "shutil")
    assert not started.loaded(
        "champion_tui.desk.desk", "champion_tui.knowledge", "champion_tui.store", "champion_tui.papers"
    )


def test_triage_needs_no_screen_no_database_and_no_holidays_package(tmp_path, answers):
    """A whole judgement, with deadlines and numbers, uses only the tables in data/."""
    started = start_command(tmp_path, "triage", "--answers", answers, "--json", "--at", "2026-11-22T10:00")
    assert started.code == 0, started.err
    assert json.loads(started.out)["outcome"] == "refer"
    assert not started.loaded(*HEAVY, *UNREAD, "champion_tui.domain.cases.case")


@pytest.mark.parametrize(
    "words", [("triage",), ("numbers",), ("numbers", "--json"), ("dates", "contact")], ids=" ".join
)
def test_a_triage_the_numbers_and_the_dates_read_only_what_they_need(tmp_path, answers, words):
    """Even without ``--json``, law, glossary, forms and code lists are not loaded; ``data check`` loads them."""
    more = {"triage": ("--answers", answers), "dates": ("--sent", "2026-11-20")}.get(words[0], ())
    started = start_command(tmp_path, *words, *more, "--at", "2026-11-22T10:00")
    assert started.code == 0, started.err
    assert not started.loaded(*UNREAD, *(NO_TREES if words[0] == "numbers" else ()))
    assert start_command(tmp_path, "data", "check").loaded("champion_tui.knowledge.book")


def test_triage_beyond_the_table_asks_the_holidays_package(tmp_path, answers):
    """For a year beyond the table the package is loaded, so the test above can fail."""
    started = start_command(tmp_path, "triage", "--answers", answers, "--json", "--at", "2060-11-22T10:00")
    assert started.code == 0, started.err
    assert started.loaded("holidays")


@pytest.mark.parametrize(
    "words",
    [
        ("numbers",),
        ("numbers", "cherwell", "--json"),
        ("numbers", "--for", "fleeing-abuse"),
        ("tree", "show"),
        ("tree", "paths"),
        ("data", "check"),
        ("data", "stale"),
        ("dates", "contact", "--sent", "2026-11-20"),
        ("dates", "home", "--last", "2026-12-20"),
        ("dates", "review", "--notified", "2026-11-20"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_what_needs_no_unlocking_loads_no_database_and_no_screen(tmp_path, words):
    """Numbers, dates, the tree and the data are looked up without database, keys, printing or screen."""
    started = start_command(tmp_path, *words, "--at", "2026-11-24T10:00")
    assert started.code == 0, started.err
    assert not started.loaded(*HEAVY)


def test_the_plain_interview_asks_its_first_question_without_a_database(tmp_path):
    """The first questions are asked before anything slow is loaded, and the end of the input ends the interview."""
    started = start_command(tmp_path, "plain", "--at", "2026-11-22T10:00")
    assert "999" in started.out, started.err
    assert not started.loaded(*SCREEN, *DATABASE, *PRINTING, *AFTER_THE_OUTCOME, "holidays", *NETWORK)


def test_importing_the_screens_package_loads_no_textual(tmp_path):
    """The command that opens the screen can be looked up without loading the screen."""
    assert not start("import champion_tui.tui", tmp_path).loaded(*HEAVY)


def test_the_command_that_opens_the_screen_loads_no_knowledge(tmp_path):
    """Nothing between the command line and the first paint loads data, a tree or a use-case."""
    started = start("from champion_tui.cli import load; load('running'); load('commands.front_ends.screen')", tmp_path)
    assert started.code == 0, started.err
    assert started.loaded("champion_tui.cli.context")
    assert not started.loaded(
        *HEAVY,
        *(f"champion_tui.{floor}" for floor in ("knowledge", "triage", "store", "papers")),
        "champion_tui.desk.desk",
        "champion_tui.ground.tables",
        "tomli",
    )


FIRST_PAINT = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from champion_tui.desk.desk import open_desk
from champion_tui.tui.app import ChampionApp

async def first_paint():
    desk = open_desk(Path("home"), now=lambda: datetime(2026, 11, 22, 10, tzinfo=UTC))
    async with ChampionApp(lambda: desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(sorted({name.split(".")[0] for name in sys.modules}))
        print(pilot.app.screen.__class__.__name__)
    desk.vault.lock()

asyncio.run(first_paint())
"""


def test_the_first_screen_waits_for_no_database(tmp_path):
    """When the first screen is shown, no database, cipher, printing or holidays package has been loaded."""
    started = start(FIRST_PAINT, tmp_path)
    assert started.code == 0, started.err
    then = set(json.loads(started.out.splitlines()[0].replace("'", '"')))
    assert "textual" in then
    assert not then & {*DATABASE, *PRINTING, "holidays"}


FIRST_SCREEN_MODULES = """
import asyncio
from champion_tui.tui.app import ChampionApp

class Opened(Exception):
    pass

def opening():
    print(sorted(sys.modules))
    raise Opened

async def until_the_desk_is_asked_for():
    async with ChampionApp(opening).run_test(size=(80, 24)) as pilot:
        await pilot.pause()

try:
    asyncio.run(until_the_desk_is_asked_for())
except Opened:
    pass
"""


def test_nothing_is_read_before_the_first_paint(tmp_path):
    """When the desk is first asked for, after the first paint, no reader of data, no tree and no use-case is loaded."""
    started = start(FIRST_SCREEN_MODULES, tmp_path)
    assert started.out, started.err
    then = set(json.loads(started.out.splitlines()[0].replace("'", '"')))
    assert "champion_tui.tui.screens.start" in then
    late = ("champion_tui.knowledge", "champion_tui.triage", "champion_tui.store", "champion_tui.papers", "tomli")
    assert not [name for name in then if name.startswith(late)]
    assert "champion_tui.desk.desk" not in then


ALONE = """
import json, pkgutil
from importlib import import_module
import champion_tui

sys.modules["psycopg"] = sys.modules["psycopg_binary"] = None
without = []
for found in pkgutil.walk_packages(champion_tui.__path__, "champion_tui."):
    if "migrations.versions" in found.name or found.name.endswith("__main__"):
        continue
    try:
        import_module(found.name)
    except ImportError as error:
        assert (error.name or "").startswith("psycopg"), (found.name, str(error))
        without.append(found.name)
print(json.dumps(without))
"""
OF_A_TEAM = "champion_tui.store.team."
"""The modules that use the driver of the team's server, which the plain install does not include (ADR 045)."""


def test_all_but_a_teams_store_is_there_without_the_driver_of_its_server(tmp_path):
    """Without psycopg, every module of the program can be imported, except those of a team's store."""
    started = start(ALONE, tmp_path)
    assert started.code == 0, started.err
    without = json.loads(started.out)
    assert [name for name in without if not name.startswith(OF_A_TEAM)] == []


def test_what_is_loaded_by_name_is_there():
    """Every module that the command line loads by name (``cli.load``) exists, which no other tool checks."""
    folder = PACKAGE / "cli"
    named = {
        (path.name, argument.value)
        for path in folder.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "load"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(named) >= 6
    assert not {each for each in named if not folder.joinpath(*each[1].split(".")).with_suffix(".py").is_file()}


def test_every_place_leads_to_a_screen_that_is_there():
    """Every module and class in the map of screens exists."""
    text = (PACKAGE / "tui" / "navigation.py").read_text(encoding="utf-8")
    named = re.findall(r'places\.\w+: "([\w.]+):(\w+)"', text)
    assert len(named) >= 40
    screens = PACKAGE / "tui" / "screens"
    for module, name in named:
        file = screens.joinpath(*module.split(".")).with_suffix(".py")
        assert file.is_file(), module
        assert f"class {name}(" in file.read_text(encoding="utf-8"), name


LATE = {
    "desk/cases/field_values.py:email_validator": "30 ms, where somebody types an address",
    "desk/desk.py:champion_tui.desk.connection.connection": "most triages need no advice",
    "desk/desk.py:champion_tui.desk.store_rooms": "store and papers: half a second of every start",
    "desk/settings/settings.py:champion_tui.desk.settings.remapped_keys": "the registry of commands, where somebody chose other keys",
    "desk/vault/passphrase_strength.py:zxcvbn": "35 ms, where somebody chooses a passphrase",
    "ground/digests.py:hashlib": "OpenSSL",
    "ground/tables.py:tomli": "an installed program begins with what was read when it was built",
    "knowledge/bank_holidays.py:holidays": "50 ms, for years beyond the table",
    "knowledge/lines/reading_lines.py:phonenumbers": "30 ms, where a number is checked",
    "papers/pack/going.py:champion_tui.papers.pack": "pikepdf and pyzipper: 60 ms of every unlocking",
    "papers/setting/__init__.py:champion_tui.papers.setting": "Typst and pikepdf: 40 ms of every unlocking",
    "store/database/schema.py:champion_tui.store.database": "Alembic: 0.2 s, for a new store and an old layout",
    "store/team/server/where.py:champion_tui.store.team.server.server": "psycopg, which is not installed everywhere",
    "tui/app.py:champion_tui.tui.shell.terminal.heard": "termios, which Windows does not have",
    "store/vault.py:champion_tui.store": "SQLModel and the cipher driver, while the key is made from the passphrase",
    "store/vault.py:champion_tui.store.keys": "cryptography, once somebody unlocks",
}
"""The late imports: file and module, and what importing it early would cost. One place that many use is better than another
line here.
"""

BY_NAME = {"cli/__init__.py", "tui/navigation.py", "cli/commands/front_ends/screen.py", "knowledge/checked_form.py"}
"""Where a module is loaded by its name: the command line, the screens, the way from one to the other, and the values that were
written when the wheel was built.
"""


def _late(path):
    """Yields the modules imported inside the functions of a file."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in ast.walk(function):
                if isinstance(part, ast.ImportFrom):
                    yield str(part.module)
                elif isinstance(part, ast.Import):
                    yield from (each.name for each in part.names)


def test_late_imports_stand_at_few_doors():
    """Every late import is in the list with its reason, and no other module is loaded inside a function or by name."""
    files = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    assert {f"{name}:{module}" for name, path in files.items() for module in _late(path)} == set(LATE)
    by_name = {name for name, path in files.items() if "import_module(" in path.read_text(encoding="utf-8")}
    assert by_name - {"ground/own_program.py"} == BY_NAME
