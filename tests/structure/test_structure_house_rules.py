"""House rules that no linter knows: what each package may use, and what no file may contain."""

import ast
import re
import sys
import tokenize
from collections import Counter

import pytest
from source_tree import FUNCTION, PACKAGE, ROOT, definitions, dotted, imports, name_of, python_files, room_of, syntax

PACKAGE_FILES = python_files("champion_tui")
BELOW_DESK = {"ground", "domain", "triage", "knowledge", "store", "papers"}
CLOCKS_FOLDERS_ENVIRONMENT = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.strftime",
    "os.environ",
    "os.getenv",
    "os.getcwd",
    "os.path.expanduser",
    "Path.home",
    "Path.cwd",
    "pathlib.Path.home",
    "pathlib.Path.cwd",
    "tempfile.gettempdir",
}  # fmt: skip
SECRETS = re.compile(
    r"passphrase|recovery_code|private|secret|database_key|raw_key|plaintext"
)  # constants are words for secrets, not secrets
EVALUATED = {"eval", "exec", "compile", "__import__", "pickle.load", "pickle.loads", "marshal.loads", "shelve.open"}
SPEAKS = {"sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"}

# Each exception to a rule below, with its reason. An exception that is not needed must be removed.
MAY_LOOK_OUT: dict[str, str] = {}
MAY_SAY_A_SECRET: dict[str, str] = {}
MAY_SPEAK = {
    "champion_tui/papers/setting/form_child.py:sys.stdout": "a pipe to the program that started it, which no person sees",
}
MAY_OPEN = {
    "champion_tui/ground/files/bounded.py:_without_waiting": "the one reader itself",
    "champion_tui/cli/json_files.py:_bytes": "a file that somebody named may be a pipe; so many bytes of it are read",
    "champion_tui/cli/passphrase.py:_first_line": "the same",
    "champion_tui/papers/catalogue.py:english": "ships with the program",
    "champion_tui/store/team/server/scripts.py:roles": "the same",
    "champion_tui/store/team/server/scripts.py:rights": "the same",
    "champion_tui/ground/files/durable_files.py:sync_folder": "a folder, so that what was written outlasts a power cut",
    "champion_tui/ground/files/file_lock.py:_open": "a folder, to lock it",
    "champion_tui/papers/setting/fonts.py:shipped_characters": "fonts that are installed with the program",
    "champion_tui/papers/setting/pdf_text.py:_Font.of": "parts of a PDF in memory",
    "champion_tui/store/files.py:on_network": "the system's own table of mounts",
    "champion_tui/store/copies/container.py:_opened": "looked at first, and read in pieces: a copy is as large as it is",
    "champion_tui/store/copies/container.py:file_digest": "a database that was just opened or made here, read in pieces",
    "champion_tui/store/copies/container.py:write": "the same",
    "champion_tui/ground/digests.py:file_sha256_hex": "a database of this program's own, read in pieces",
}
OPENED_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|os\.devnull")
MAY_LEAN_ON = {
    "champion_tui/domain/cases/similar.py:rapidfuzz": "slips between two names, counted in C (ADR 027); it decides nothing",
}
MAY_BE_EMPTY = {
    "champion_tui/papers/pack/placing.py:Unlisted.begun": "what holds nothing about anybody stands on no list",
    "champion_tui/papers/pack/placing.py:Unlisted.gone": "the same",
    "champion_tui/tui/screens/kit/base.py:ChampionScreen.refresh_view": "a screen that shows nothing new leaves it as it is",
    "champion_tui/tui/screens/kit/base.py:ChampionScreen.news": "most screens show nothing that a colleague may change",
    "champion_tui/tui/screens/kit/base.py:ChampionScreen.put_away": "most screens hold nothing that is still to be saved",
    "champion_tui/tui/screens/start.py:StartScreen.action_back": "there is nothing behind the first screen",
}


def uses(path, wanted):
    """Returns the dotted names of ``wanted`` that a file uses, each as "file:name"."""
    found = {dotted(node) for node in ast.walk(syntax(path)) if isinstance(node, (ast.Attribute, ast.Name))}
    return {f"{name_of(path)}:{name}" for name in found & wanted}


def held_to(found, listed):
    """Fails on anything found that is not listed, and on anything listed that is not found."""
    assert not found - set(listed), f"not allowed here: {sorted(found - set(listed))}"
    assert not set(listed) - found, f"listed as exceptions, but no longer there: {sorted(set(listed) - found)}"
    assert all(listed.values()), "an exception needs its reason"


def test_domain_and_triage_import_the_standard_library_only():
    """The procedure imports only the standard library and its own packages, apart from listed exceptions."""
    allowed = sys.stdlib_module_names | {"champion_tui"}
    found = {
        f"{name_of(path)}:{module.split('.')[0]}"
        for path in PACKAGE_FILES
        if room_of(path) in {"domain", "triage"}
        for _, module in imports(path)
        if module.split(".")[0] not in allowed
    }
    held_to(found, MAY_LEAN_ON)


def test_nothing_below_the_desk_reads_a_clock_a_folder_or_the_environment():
    """Time and folders are passed in, so that ``--at`` and ``--home`` apply everywhere."""
    found = {
        name for path in PACKAGE_FILES if room_of(path) in BELOW_DESK for name in uses(path, CLOCKS_FOLDERS_ENVIRONMENT)
    }
    held_to(found, MAY_LOOK_OUT)


def test_one_place_decides_where_data_is_kept():
    """One file, above everything that stores, asks for the user's data folder."""
    (asking,) = {path for path in PACKAGE_FILES for _, module in imports(path) if module == "platformdirs"}
    assert room_of(asking) not in BELOW_DESK


def test_nothing_evaluates_text():
    """Rules in data are a closed vocabulary: no text is run as code and no pickle is opened. One function writes ``__init__``
    of our own classes from their fields, as ``dataclasses`` does.
    """
    found = {name for path in PACKAGE_FILES for name in uses(path, EVALUATED) if not name.endswith("re.compile")}
    held_to(found, {"champion_tui/ground/values.py:exec": "half of a start's classes never make a value: ADR 040"})


def test_no_network_module_is_imported():
    """Nothing can open a connection, not even through urllib. Only ``serve --open`` asks the system's browser to open a file,
    and a team's store closes the connection to its server if that stops answering.
    """
    allowed = {
        ("champion_tui/cli/commands/front_ends/serve.py", "webbrowser"),
        ("champion_tui/store/team/server/server.py", "socket"),
    }
    banned = (
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "ftplib",
        "smtplib",
        "imaplib",
        "poplib",
        "xmlrpc",
        "webbrowser",
    )
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for path in PACKAGE_FILES
        for line, module in imports(path)
        if (module in banned or module.startswith(tuple(f"{name}." for name in banned)))
        and (name_of(path), module) not in allowed
    ]
    assert not wrong


def readings(path):
    """Yields each function that opens or reads a file, as "file:function"."""
    for name, node in definitions(path):
        if not isinstance(node, FUNCTION):
            continue
        for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            reads = (
                dotted(call.func) in {"open", "os.open"} or method in {"read_bytes", "read_text"} or is_opening(call)
            )
            if reads and not OPENED_TO_WRITE.search(ast.unparse(call)):
                yield name


def is_opening(call):
    """Returns whether the call is ``something.open("rb")``, since screens and windows are opened too."""
    named = isinstance(call.func, ast.Attribute) and call.func.attr == "open"
    return named and any(isinstance(one, ast.Constant) and one.value in {"r", "rb"} for one in call.args)


def test_every_file_from_outside_is_read_by_the_one_bounded_reader():
    """Only the bounded reader opens files from outside (ordinary files up to a size, without waiting), apart from listed
    exceptions.
    """
    held_to({name for path in PACKAGE_FILES for name in readings(path)}, MAY_OPEN)


def test_nothing_writes_a_log():
    """Nothing writes a log, so nothing personal can be found in one."""
    assert not [
        name_of(path) for path in PACKAGE_FILES for _, module in imports(path) if module.split(".")[0] == "logging"
    ]


def test_only_the_command_line_speaks():
    """Only cli prints results and errors; the screen uses Textual."""
    found = {name for path in PACKAGE_FILES if room_of(path) != "cli" for name in uses(path, SPEAKS)}
    held_to(found, MAY_SPEAK)


MAKE_CONTENT = {
    "champion_tui/tui/widgets/layout.py": "each cell of a row, made harmless first",
    "champion_tui/tui/widgets/bars.py": "the two lines of every screen, made harmless first",
    "champion_tui/tui/widgets/caption.py": "words over a box, made harmless first and never read as markup",
    "champion_tui/tui/widgets/prose.py": "puts together what layout.py has made",
    "champion_tui/tui/screens/cases/form/field_editors.py": "dots in the place of a line",
    "champion_tui/tui/widgets/text_box.py": "signs in the place of what would drive the terminal",
    "champion_tui/tui/shell/terminal/sent.py": "compares what Textual has painted, past the gate, with what stands",
    "champion_tui/tui/app.py": "the sentence about a fault, which names a file of ours and a type",
}
"""Where text becomes something that Textual draws; all of it passes ``tui/gate.py``."""
TEXT_FOR_TEXTUAL = re.compile(r"textual\.(content|markup)|rich\.(text|markup|console|segment)")
TAKE_MARKUP = {
    "Label",
    "Static",
    "Markdown",
    "Log",
    "RichLog",
    "DataTable",
    "OptionList",
    "SelectionList",
    "Tree",
    "Button",
}
TEXT_PAST_WIDGETS = re.compile(r"\.(notify|border_title|border_subtitle|tooltip|sub_title|open_url|bell)\b")


def test_text_becomes_something_drawn_in_few_places():
    """No screen makes content, reads markup or sets a title or notice itself, so hostile text has one way in, through the gate."""
    tui = [path for path in PACKAGE_FILES if room_of(path) == "tui" and path.name != "gate.py"]
    found = {
        name_of(path)
        for path in tui
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom)
        and (
            TEXT_FOR_TEXTUAL.match(node.module or "")
            or (node.module == "textual.widgets" and TAKE_MARKUP & {alias.name for alias in node.names})
        )
    }
    held_to(found, MAKE_CONTENT)
    assert not [name_of(path) for path in tui if TEXT_PAST_WIDGETS.search(path.read_text(encoding="utf-8"))]


def secrets_said(path):
    """Yields each place where a value named like a secret becomes part of a text: f-strings, format and %."""
    for name, node in definitions(path):
        if not isinstance(node, FUNCTION):
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.FormattedValue) and SECRETS.search(dotted(part.value)):
                yield f"{name}:{dotted(part.value)}"


def test_no_secret_becomes_part_of_a_text():
    """A passphrase, key or recovery code is never put into a sentence, so none can reach an error, a screen or a log."""
    held_to({place for path in PACKAGE_FILES for place in secrets_said(path)}, MAY_SAY_A_SECRET)


def test_values_that_hold_a_secret_do_not_show_it():
    """A field named like a secret is left out of its class's printed form."""
    shown = []
    for path in PACKAGE_FILES:
        for name, node in definitions(path):
            marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
            if isinstance(node, ast.ClassDef) and any("dataclass" in mark or mark == "immutable" for mark in marks):
                shown += [
                    f"{name}.{field.target.id}"
                    for field in node.body
                    if isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and SECRETS.search(field.target.id)
                    and "bytes" in ast.unparse(field.annotation)
                    and "repr=False" not in ast.unparse(field)
                    and not any("repr=False" in mark for mark in marks)
                ]
    assert not shown


def test_values_are_made_in_one_way():
    """A class of unchanging values is ``@immutable``, as a frozen dataclass with slots takes three times as long at every start
    (ADR 040).
    """
    slow = [
        f"{name_of(path)}:{node.name}"
        for path in PACKAGE_FILES
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and {"frozen", "slots"} <= {each.arg for each in decorator.keywords}
    ]
    assert not slow


def test_every_exception_to_a_tool_says_why():
    """``noqa`` and ``type: ignore`` name a rule and are followed by a reason."""
    bare = []
    marker = re.compile(r"#\s*(noqa|type:\s*ignore)")
    reasoned = re.compile(r"#\s*(noqa:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*|type:\s*ignore\[[a-z, -]+\])\s+#?\s*\S.+")
    for path in python_files("champion_tui", "tests", "bench", "scripts"):
        with tokenize.open(path) as opened:
            bare += [
                f"{name_of(path)}:{token.start[0]} {token.string}"
                for token in tokenize.generate_tokens(opened.readline)
                if token.type == tokenize.COMMENT and marker.search(token.string) and not reasoned.search(token.string)
            ]
    assert not bare, "\n".join(bare)


def _named_twice(path):
    """Returns the names that a file assigns more than once at its top level, outside any condition."""
    given = Counter(
        name.id
        for statement in syntax(path).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    )
    return [name for name, times in given.items() if times > 1]


def test_no_file_gives_a_name_twice():
    """A second text under the same name would replace the first, and no other tool would report it."""
    assert not {name_of(path): twice for path in python_files("champion_tui") if (twice := _named_twice(path))}


def test_no_notes_to_self_and_no_stubs():
    """No comment leaves work for later, and no function is empty."""
    notes = []
    for path in python_files("champion_tui", "tests", "bench", "scripts"):
        with tokenize.open(path) as opened:
            notes += [
                f"{name_of(path)}:{token.start[0]}"
                for token in tokenize.generate_tokens(opened.readline)
                if token.type == tokenize.COMMENT
                and re.search(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b", token.string)
            ]
    assert not notes
    held_to({name for path in PACKAGE_FILES for name, node in definitions(path) if _is_stub(node, name)}, MAY_BE_EMPTY)


def _is_stub(node, name):
    """Returns whether a function does nothing, or only raises ``NotImplementedError``."""
    if not isinstance(node, FUNCTION):
        return False
    body = [part for part in node.body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))]
    unwritten = len(body) == 1 and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.unparse(body[0])
    return unwritten or (not body and not _in_protocol(name))


def _in_protocol(name):
    """Returns whether a method belongs to a Protocol, whose methods have no body."""
    file, _, path = name.partition(":")
    owner = path.rpartition(".")[0]
    return any(
        isinstance(node, ast.ClassDef)
        and other == f"{file}:{owner}"
        and any("Protocol" in ast.unparse(base) for base in node.bases)
        for other, node in definitions(ROOT / file)
    )


def test_every_test_says_what_it_proves():
    """Each test's docstring is a sentence that says what it proves."""
    silent = [
        name
        for path in python_files("tests")
        for name, node in definitions(path)
        if isinstance(node, FUNCTION) and node.name.startswith("test_") and not _sentence(node)
    ]
    assert not silent


def _sentence(node):
    """Returns whether a function's docstring is a sentence: it has more than three words and ends with a full stop or similar."""
    words = (ast.get_docstring(node) or "").strip()
    return bool(words) and len(words.split()) > 3 and words.rstrip("`\"')").endswith((".", "?", "!"))


def test_invented_people_only():
    """Mobile numbers and e-mail addresses in the tests are shipped as an organisation's own, or can belong to nobody."""
    mobile = re.compile(r"(?<!\d)(?:\+44\s?|0)7\d{3}[ ]?\d{3}[ ]?\d{3}(?!\d)")
    mail = re.compile(r"[\w.+-]+@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}", re.ASCII)
    nobody = re.compile(r"7700 ?900|[@.](example(\.(org|com|net))?|invalid|test)$")
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.toml"))
    found = {
        each
        for path in python_files("tests")
        for kind in (mobile, mail)
        for each in kind.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 5
    assert not sorted(each for each in found if not nobody.search(each) and each not in shipped)


@pytest.mark.parametrize("package", sorted(path.parent for path in PACKAGE.rglob("__init__.py")))
def test_every_room_says_what_it_is_for(package):
    """The ``__init__.py`` of each package explains the package in a sentence."""
    assert ast.get_docstring(syntax(package / "__init__.py"))
