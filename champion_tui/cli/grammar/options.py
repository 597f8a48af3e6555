"""The command line's grammar. Each command names the module that runs it, which is loaded only when the command is run."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from champion_tui import __version__
from champion_tui.cli import load
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.domain.cases.reference_code import parse_reference, references_meant

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

ABOUT = "From a person who may be homeless to a referral that a housing authority can act on. Works offline."
PROGRAM = "champion-tui"
FILE = "FILE"
REFERENCE = "REF"
REFERENCE_HELP = "the case's reference, such as CHW-7K3M-2Q; spaces, dashes and small letters do not matter"
CLOSING_WORDS = "you are asked for a passphrase, or it is read from --passphrase-file; it is never an argument"
EVERYWHERE: dict[str, dict[str, Any]] = {
    "--json": {"action": "store_true", "help": "print one JSON object and nothing else"},
    "--at": {
        "metavar": "MOMENT",
        "help": "work as if it were then: 2026-12-31 or 2026-12-31T09:30, London time",
    },
    "--area": {"help": "where the person is now, such as oxfordshire"},
    "--home": {"metavar": "DIR", "help": "the folder that holds the vault (default: CHAMPION_HOME)"},
    "--store": {"metavar": "URL", "help": "the team's store to use (default: CHAMPION_STORE)"},
    "--as": {"dest": "person", "metavar": "NAME", "help": "who unlocks (default: CHAMPION_PERSON)"},
    "--passphrase-file": {
        "metavar": FILE,
        "help": "a file with the passphrase (default: CHAMPION_PASSPHRASE_FILE)",
    },
}
"""The options that every command accepts."""
ANYWHERE = "--json, --at, --area, --home, --store, --as and --passphrase-file work in any command: champion-tui --help"


class CannotParse(Exception):
    """Raised if the command line cannot be parsed. The message says why; ``usage`` shows the correct form."""

    def __init__(self, sentence: str, usage: str) -> None:
        super().__init__(sentence)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of ending the process and does not accept shortened options. Its help ends with examples."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{**named, "allow_abbrev": False, "formatter_class": _unmeasured})

    def format_usage(self) -> str:
        """Returns the usage, as wide as the terminal."""
        self.formatter_class = _Help
        return super().format_usage()

    def format_help(self) -> str:
        """Returns the help, as wide as the terminal, followed by examples."""
        self.formatter_class = _Help
        return (
            "\n\n".join(
                filter(
                    None, (super().format_help().rstrip(), load("grammar.examples").example_lines(self.command_words))
                )
            )
            + "\n"
        )

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Writes the help. Raises ``OSError`` if that fails; argparse's own method would ignore it and exit with 0."""
        stream = file or sys.stdout
        if stream is not None:
            stream.write(self.format_help())

    @property
    def command_words(self) -> str:
        """The words of the command that this parser reads, such as "case show"; "" for the whole program."""
        return self.prog.removeprefix(PROGRAM).strip()

    def error(self, message: str) -> NoReturn:
        raise CannotParse(message, self.format_usage().strip())


class _Help(argparse.HelpFormatter):
    """Shows a reference, which may be typed in several words, as one argument."""

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        if isinstance(action, _Reference):
            return REFERENCE if action.nargs == "+" else f"[{REFERENCE}]"
        return super()._format_args(action, default_metavar)


def _unmeasured(prog: str) -> argparse.HelpFormatter:
    """Returns a formatter with a fixed width, for parsing only.

    argparse makes a formatter for each argument to look at its metavar. Asking for the width of the terminal loads
    modules that take a tenth of ``--version``, and only help needs it.
    """
    return argparse.HelpFormatter(prog, width=80)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Returns the parsed command line.

    ``command`` names the module under ``cli/commands`` and the function in it ("papers.exporting:export"). Raises
    ``CannotParse``, and ``SystemExit`` after ``--help`` or ``--version``.
    """
    parsed = _named_only(argv) or _parser(SECTIONS).parse_args(argv)
    if not hasattr(parsed, "command"):
        parsed.command = "front_ends.screen:run"
    parsed.command = next(
        (its for option, its in getattr(parsed, "instead", ()) if getattr(parsed, option, False)), parsed.command
    )
    return parsed


def _named_only(argv: Sequence[str]) -> argparse.Namespace | None:
    """Parses with only the commands that the command line names. Returns None if it asks for help or cannot be parsed.

    This takes a quarter of the time, and a tenth if no command is named (the full screen). Help and error messages need
    every command.
    """
    if not {"-h", "--help"}.isdisjoint(argv):
        return None
    try:
        return _parser(add for add, names in SECTIONS.items() if not names.isdisjoint(argv)).parse_args(argv)
    except CannotParse:
        return None


def whole_parser() -> argparse.ArgumentParser:
    """Returns the grammar with every command, for help pages and completion."""
    return _parser(SECTIONS)


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Returns the parsers of the commands directly below ``parser``, by name; {} if it has none."""
    below = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001  argparse has no public list of its parts
    return dict(below[0]) if below else {}


def exit_code_of(ended: SystemExit) -> int:
    """Returns the exit code with which argparse ended after printing help or the version."""
    return ended.code if isinstance(ended.code, int) else int(ExitCode.DONE)


def _everywhere(*, told: bool) -> argparse.ArgumentParser:
    """Returns the options that every command accepts. With ``told`` (only in the program's own help) they are described."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("anywhere")
    for option, named in EVERYWHERE.items():
        group.add_argument(option, **(named if told else {**named, "help": argparse.SUPPRESS}))
    return common


class _Commands:
    """Adds commands below one parser, each with the options that every command accepts."""

    def __init__(self, parser: argparse.ArgumentParser, common: argparse.ArgumentParser, *, required: bool) -> None:
        self._common = common
        # Without ``prog``, argparse loads its formatter to find out what the program is called.
        self._below = parser.add_subparsers(title="commands", metavar="COMMAND", required=required, prog=parser.prog)

    def add(self, name: str, about: str, command: str = "", **instead: str) -> argparse.ArgumentParser:
        """Adds a command and returns its parser.

        ``command`` names the function that runs it; "" for a command that only has commands below it. ``instead`` maps
        an option to the function that runs the command if that option is given; the first one given is used.
        """
        added: argparse.ArgumentParser = self._below.add_parser(
            name, help=about, description=about[0].upper() + about[1:] + ".", epilog=ANYWHERE, parents=[self._common]
        )
        if command:
            added.set_defaults(command=command, instead=tuple(instead.items()))
        return added

    def group(self, name: str, about: str) -> "_Commands":
        """Adds a command that has commands of its own."""
        return _Commands(self.add(name, about), self._common, required=True)


def _parser(sections: Iterable[Callable[[_Commands], None]]) -> argparse.ArgumentParser:
    parser = _Parser(prog=PROGRAM, description=ABOUT, epilog=CLOSING_WORDS, parents=[_everywhere(told=True)])
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = _Commands(parser, _everywhere(told=False), required=False)
    for add in sections:
        add(commands)
    return parser


class _Reference(argparse.Action):
    """One reference as it was typed, in any number of words. Two whole references are an error: a command takes one person's case."""

    def __call__(self, parser: argparse.ArgumentParser, to: argparse.Namespace, words: Any, *_: object) -> None:
        given = references_meant(words or ())
        whole = [one for one in given if parse_reference(one)]
        if whole and len(given) > 1:
            parser.error(f"one case at a time; {whole[0]} is a reference by itself, and there is more next to it")
        setattr(to, self.dest, " ".join(words) if words else None)


class _References(argparse.Action):
    """Several references as they were typed, each in one word or several."""

    def __call__(self, _: argparse.ArgumentParser, to: argparse.Namespace, words: Any, *__: object) -> None:
        setattr(to, self.dest, list(references_meant(words)))


class _Version(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{PROGRAM} {__version__}")  # noqa: T201  a version is printed on standard output
        parser.exit()


def _interviews(commands: _Commands) -> None:
    plain = commands.add(
        "plain",
        "the whole interview line by line, for screen readers, dumb terminals and pipes",
        "front_ends.plain:run",
        today="front_ends.plain_today:run",
    )
    where = plain.add_mutually_exclusive_group()
    where.add_argument(
        "reference", nargs="*", default=[], action=_Reference, metavar=REFERENCE, help="go on with a stored case"
    )
    where.add_argument("--today", action="store_true", help="what is due, case by case, and the lists")
    serve = commands.add(
        "serve",
        "the full screen in a browser on this machine, for when you cannot use a terminal",
        "front_ends.serve:run",
    )
    serve.add_argument("--port", metavar="N", help="a fixed port (default: any that is free)")
    serve.add_argument("--open", action="store_true", help="open the browser as well")
    demo = commands.add("demo", "a throwaway store with invented cases, for training", "front_ends.demo:run")
    commands.add(
        "practice",
        "six invented cases to practise on, and what an experienced champion would answer",
        "triage.practice:run",
    )
    demo.add_argument("--plain", action="store_true", help="line by line instead of the full screen")


def _look_ups(commands: _Commands) -> None:
    numbers = commands.add("numbers", "who to call now", "numbers.numbers:run", json="numbers.numbers_json:run")
    numbers.add_argument("authority", nargs="?", metavar="AUTHORITY", help="a housing authority's id, such as cherwell")
    numbers.add_argument("--for", dest="emergency", metavar="EMERGENCY", help="danger, nowhere-tonight, ...")
    guidance = commands.add(
        "guidance", "look something up: a word, the law, a number, a question", "numbers.guidance:run"
    )
    guidance.add_argument("words", nargs="+", metavar="WORD", help="what to look for; every word must be there")
    triage = commands.add(
        "triage", "judge a file of answers; nothing is stored", "triage.triage:run", json="triage.triage_json:run"
    )
    triage.add_argument("--answers", metavar=FILE, required=True, help="a JSON file, - for standard input")
    connection = commands.add(
        "connection",
        "local-connection findings from an address history",
        "connection.connection:run",
        ask="connection.connection_ask:run",
    )
    source = connection.add_mutually_exclusive_group(required=True)
    source.add_argument("file", nargs="?", metavar=FILE, help="a JSON file, - for standard input")
    source.add_argument("--ask", action="store_true", help="ask for the history line by line instead")
    connection.add_argument(
        "--remembered", action="store_true", help='dates in the file are as people say them, such as "about 2 years"'
    )
    here = commands.add("area", "the areas, and the one that this machine works in", "area:run")
    here.add_argument("chosen", nargs="?", metavar="AREA", help="work in that one from now on")
    settings = commands.add("settings", "the settings of this machine, and how to change one", "settings:run")
    settings.add_argument("key", nargs="?", metavar="KEY", help="what to set, such as theme or keep.sent")
    settings.add_argument(
        "value", nargs="*", metavar="VALUE", help="what to set it to; give none to remove the setting"
    )
    commands.add("keys", "every key of the full screen", "keys:run")
    into = "with --ask: offer the result to a stored case"
    connection.add_argument("--into", nargs="+", action=_Reference, metavar=REFERENCE, help=into)


def _dates(commands: _Commands) -> None:
    dates = commands.group("dates", "the deadlines")
    contact = dates.add("contact", "the day by which the authority makes contact", "dates:contact")
    contact.add_argument("--sent", metavar="DATE", required=True, help="the day the referral was sent")
    contact.add_argument("--authority", help="a housing authority's id")
    home = dates.add("home", "how long until the home is lost, and what that means", "dates:home")
    home.add_argument("--last", metavar="DATE", required=True, help="the last day in the home")
    home.add_argument("--what", help="what that day is: release, discharge, section-8, possession-order, bailiffs, ...")
    review = dates.add("review", "the last day to ask for a review", "dates:review")
    review.add_argument("--notified", metavar="DATE", required=True, help="the day the decision was given")
    duty = dates.add("duty", "the 56 days of a prevention or relief duty", "dates:duty")
    duty.add_argument("--accepted", metavar="DATE", required=True, help="the day the authority accepted it")
    duty.add_argument("--duty", required=True, help="prevention or relief")


def _offer(commands: _Commands) -> None:
    offer = commands.add(
        "offer",
        "what to say to a family that is offered somewhere to live",
        "numbers.offer:run",
        ask="numbers.offer_ask:run",
        to="numbers.offer_slip:run",
    )
    offer.add_argument(
        "--ask", action="store_true", help="ask for the duty and the day line by line, and write the slip"
    )
    offer.add_argument("--duty", help="interim, temporary, main-final, relief-final or prevention")
    offer.add_argument("--notified", metavar="DATE", help="the day they were told of the offer")
    offer.add_argument("--to", metavar=FILE, help="write the slip, ending in .pdf or .txt")
    offer.add_argument("--form", help="standard, large-print, easy-read, plain-card, phone-message or screen-reader")


def _cases(commands: _Commands) -> None:
    case = commands.group("case", "the stored cases")
    new = case.add("new", "store a case from a file", "cases.cases:new")
    new.add_argument("--from", dest="source", metavar=FILE, required=True, help="a JSON file, - for standard input")
    _listing(case)
    _with_reference(case.add("show", "one case with what is missing", "cases.cases:show_one"))
    change = _with_reference(case.add("set", "change answers and fields from a file", "cases.cases:change"))
    change.add_argument("--from", dest="source", metavar=FILE, required=True, help="a JSON file, - for standard input")
    _with_reference(
        case.add("again", "begin a new referral that follows one; consent is asked again", "cases.cases:again")
    )
    move = _with_reference(case.add("move", "say that the person is in another area", "cases.cases:move"))
    move.add_argument("to_area", metavar="AREA", help="where they are now, such as kent-and-medway")
    _leaving(case)
    _after_sending(case)
    _history(case)
    _with_reference(case.add("erase", "erase a case for good; a record that names nobody stays", "cases.erasing:erase"))


def _listing(case: _Commands) -> None:
    listed = case.add("list", "the cases, by reference and initials", "cases.cases:list_all")
    listed.add_argument("--erased", action="store_true", help="what is kept of the erased cases instead")
    listed.add_argument(
        "--search", metavar="TEXT", default="", help="part of a reference, name, known-as, phone, council or own note"
    )
    listed.add_argument("--status", default="", help="needs-answer, ready, sent, no-contact, ...")
    listed.add_argument("--authority", default="", help="a housing authority's id, such as cherwell")
    listed.add_argument("--stage", default="", help="homeless, threatened, early, unknown or none")
    listed.add_argument("--worker", metavar="NAME", default="", help="the referrer's name")
    listed.add_argument("--due", action="store_true", help="only those that ask for something today")
    listed.add_argument("--sort", metavar="KEY", help="changed (default), due, reference, council, status, worker, ...")
    listed.add_argument("--limit", metavar="N", help="how many at a time (default: 50)")
    listed.add_argument("--offset", metavar="N", help="how many to skip first (default: 0)")


def _after_sending(case: _Commands) -> None:
    """What happens to a referral after it is sent."""
    heard = _with_reference(case.add("heard", "note what the council said", "cases.after_sending:heard"))
    heard.add_argument("--what", required=True, help="acknowledged, contact-made, no-contact or duplicate")
    _with_day(heard, "the day on which the council said so")
    heard.add_argument("--instead-of", metavar="WHAT", default="", help="an entry that was wrong, which this replaces")
    outcome = _with_reference(case.add("outcome", "note how the council decided", "cases.after_sending:outcome"))
    outcome.add_argument("--what", required=True, help="prevention-duty, relief-duty, main-duty, no-duty, ...")
    _with_day(outcome, "the day of the decision")
    withdraw = _with_reference(
        case.add("withdraw", "consent is taken back, or the referral no longer wanted", "cases.after_sending:withdraw")
    )
    withdraw.add_argument("--why", required=True, help="consent-withdrawn, no-longer-wanted, need-resolved, ...")
    withdraw.add_argument("--told-council", metavar="ANSWER", default="", help="yes or no, if a pack was sent")
    _with_day(withdraw, "the day on which it was taken back")
    wrong = _with_reference(
        case.add(
            "take-back",
            "take out an entry of heard, outcome or withdraw that was wrong",
            "cases.after_sending:take_back",
        )
    )
    wrong.add_argument("--what", required=True, help="acknowledged, contact-made, ..., outcome or withdrawn")
    wrong.add_argument("--why", required=True, help="why it was wrong; it stays in the history")


def _history(case: _Commands) -> None:
    timeline = _with_reference(case.add("timeline", "everything that was done, in order", "cases.history:timeline"))
    timeline.add_argument("--to", metavar=FILE, help="a file ending in .pdf or .txt instead")
    _with_reference(case.add("similar", "other cases that are likely the same person's", "cases.history:similar"))
    access = _with_reference(
        case.add(
            "subject-access",
            "everything that is held about one person, as a PDF and JSON",
            "cases.history:subject_access",
        )
    )
    access.add_argument("--to", metavar="DIR", required=True, help="the folder that a new folder is made in")


def _with_day(parser: argparse.ArgumentParser, help_words: str) -> None:
    parser.add_argument("--on", metavar="DATE", required=True, help=help_words)
    parser.add_argument("--note", metavar="TEXT", default="", help="who said so and how")


def _days(commands: _Commands) -> None:
    """What is due, the early list, and the statistics."""
    commands.add("today", "what needs doing, most urgent first", "cases.today:run")
    _early(commands)
    stats = commands.add("stats", "counts without identities", "figures:stats")
    stats.add_argument(
        "--from", dest="begin", metavar="DATE", help="referrals sent, and others begun, on this day or later"
    )
    stats.add_argument(
        "--to", dest="end", metavar="DATE", help="referrals sent, and others begun, on this day or earlier"
    )
    stats.add_argument("--csv", metavar=FILE, help="write them into a file for a spreadsheet as well")
    named = commands.add("by-name", "the by-name list for a meeting", "figures:by_name")
    named.add_argument("--show-names", action="store_true", help="names in place of initials")
    target = named.add_mutually_exclusive_group(required=True)
    target.add_argument("--to", metavar=FILE, help="a file ending in .pdf, .txt or .csv")
    target.add_argument("--print", dest="on_printer", action="store_true", help="on a printer instead of into a file")
    named.add_argument(
        "--printer", metavar="NAME", default="", help="with --print: the printer (default: the one used last)"
    )
    retention = commands.group("retention", "what is no longer needed")
    retention.add("due", "what is due to be erased by your organisation's periods", "cases.retention:due")
    erase = retention.add("erase", "erase exactly what is due", "cases.retention:erase")
    erase.add_argument("--confirm", metavar="N", required=True, help="how many, as retention due says")


def _early(commands: _Commands) -> None:
    early = commands.group("early", "who may lose a home later, under your own reference and without a name")
    add = early.add("add", "put somebody on the early list", "early:add")
    add.add_argument("--own-reference", metavar="R", required=True, help="your organisation's own reference, no name")
    add.add_argument("--date", metavar="DATE", required=True, help="the day of release, discharge or the like")
    add.add_argument("--kind", required=True, help="release, discharge or other")
    add.add_argument("--worker", metavar="NAME", default="", help="who works with them")
    early.add("list", "the early list, the nearest date first", "early:list_all")
    for name, about in (
        ("begin", "begin the case of somebody on the list; they leave the list"),
        ("remove", "take somebody off the list"),
    ):
        command = early.add(name, about, f"early:{name}")
        command.add_argument("own_reference", metavar="R", help="your organisation's own reference")
    imported = early.add("import", "take a list that a prison or ward exported; all of it or nothing", "early:take_in")
    imported.add_argument("file", metavar="FILE.csv", help="columns: reference, date, kind, worker")


def _leaving(case: _Commands) -> None:
    """What leaves the store: packs, papers, and the note that a referral was sent."""
    export = case.add("export", "write the pack of one case or of many", "papers.exporting:export")
    which = export.add_mutually_exclusive_group(required=True)
    several = "the references, such as CHW-7K3M-2Q"
    which.add_argument("references", nargs="*", default=[], action=_References, metavar=REFERENCE, help=several)
    which.add_argument("--all-ready", action="store_true", help="every case that is ready and not written yet")
    export.add_argument("--to", metavar="DIR", required=True, help="the folder that each pack's folder is made in")
    export.add_argument("--form", default="folder", help="folder, email, sealed-pdf or sealed-archive")
    sent = _with_reference(case.add("sent", "note that the referral was sent", "cases.cases:sent"))
    sent.add_argument("--on", metavar="DATE", required=True, help="the day it was sent")
    sent.add_argument("--code", default="", help="the portal's code")
    _papers(case)


def _papers(case: _Commands) -> None:
    printing = _with_reference(case.add("print", "print one paper", "papers.exporting:print_paper"))
    printing.add_argument(
        "--what",
        required=True,
        help="slip, referral, consent, evidence, timeline, subject-access or a letter: letter-interim, ...",
    )
    _with_notified(printing)
    target = printing.add_mutually_exclusive_group()
    target.add_argument(
        "--printer", metavar="NAME", default="", help="the printer (default: the one used last on this machine)"
    )
    target.add_argument("--to", metavar=FILE, help="a PDF file instead of a printer")
    slip = _with_reference(case.add("slip", "write the person's slip again", "cases.cases:slip"))
    slip.add_argument("--to", metavar=FILE, required=True, help="a file ending in .pdf or .txt, as the form has it")
    slip.add_argument("--form", help="standard, large-print, easy-read, plain-card, phone-message or screen-reader")
    slip.add_argument(
        "--language", metavar="LANG", help="a checked language to set beside English; en for English alone"
    )
    letter = _with_reference(case.add("letter", "write a letter to the council, to be signed", "cases.cases:letter"))
    letter.add_argument(
        "--what", required=True, help="interim (section 188), decision (184), review (202), chase or feedback"
    )
    _with_notified(letter)
    letter.add_argument(
        "--to", metavar=FILE, required=True, help="a file ending in .pdf, .txt or .eml, an e-mail draft"
    )
    evidence = _with_reference(
        case.add("evidence", "write the record that shows the duty was met", "cases.cases:evidence")
    )
    evidence.add_argument("--to", metavar=FILE, required=True)


def _slips(commands: _Commands) -> None:
    slips = commands.group("slips", "the languages of the person's slip")
    slips.add("languages", "every language and whether it prints", "papers.slips:languages")
    export = slips.add(
        "export-language", "write a sheet for somebody who checks a language", "papers.slips:export_language"
    )
    export.add_argument("language", metavar="LANG", help="the language's short name, such as so or ar")
    export.add_argument("--to", metavar=FILE, required=True, help="the sheet, a gettext file ending in .po")
    take = slips.add("import-language", "take a checked sheet back", "papers.slips:import_language")
    take.add_argument("file", metavar=FILE, help="the sheet with every sentence translated, - for standard input")
    take.add_argument("--checked-by", metavar="NAME", required=True, help="who checked every sentence")
    take.add_argument("--on", metavar="DATE", required=True, help="the day it was checked")


def _with_notified(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--notified", metavar="DATE", help="for a review: the day they were told of the decision")


def _with_reference(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("reference", nargs="+", action=_Reference, metavar=REFERENCE, help=REFERENCE_HELP)
    return parser


def _with_new_passphrase(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--new-passphrase-file",
        metavar=FILE,
        help="a file with the new passphrase (if not given, you are asked for it)",
    )
    return parser


def _vault(commands: _Commands) -> None:
    vault = commands.group("vault", "keys and safety")
    create = vault.add("create", "make the vault; the recovery code is printed once", "vault.vault:create")
    create.add_argument("--name", required=True, help="your name, as it appears next to what you do")
    create.add_argument("--role", required=True, help="your job")
    vault.add("people", "who can open the vault", "vault.vault:people")
    added = _with_new_passphrase(vault.add("add-person", "let somebody else open the vault", "vault.vault:add_person"))
    added.add_argument("--name", required=True, help="their name, as it appears next to what they do")
    added.add_argument("--role", required=True, help="their job")
    removed = vault.add("remove-person", "take somebody out, and give the store a new key", "vault.vault:remove_person")
    removed.add_argument("name", metavar="NAME", help="whom")
    removed.add_argument("--keep-key", action="store_true", help="only take them off the list")
    changed = vault.add("change-passphrase", "another passphrase for yourself", "vault.vault:change_passphrase")
    _with_new_passphrase(changed).add_argument(
        "name", nargs="?", metavar="NAME", help="somebody else, when you unlock with the recovery code"
    )
    vault.add("recovery-code", "a new recovery code; it is printed once", "vault.vault:recovery_code")
    check = vault.add("check", "check that the vault and every case can be read", "vault.vault:check")
    check.add_argument("--rebuild", action="store_true", help="first make the lists of cases again from the cases")
    accept = vault.add(
        "accept",
        "open a vault that is not as you saw it last, once you know why, and go on from there",
        "vault.vault:accept",
    )
    accept.add_argument("--yes", action="store_true", help="do not ask once more")
    backup = vault.add(
        "backup", "make a safety copy, encrypted as the store is, and verify it", "vault.safety_copies:make"
    )
    backup.add_argument("file", metavar=FILE, help="a new file, on a stick for example")
    vault.add("backups", "the safety copies on this machine, the newest first", "vault.safety_copies:list_all")
    restore = vault.add("restore", "replace the store with a safety copy", "vault.safety_copies:restore")
    restore.add_argument("file", metavar=FILE, help="the safety copy")
    restore.add_argument("--yes", action="store_true", help="replace what is here; it is kept beside the safety copies")
    restore.add_argument(
        "--today-passphrase-file", metavar=FILE, help="a file with a passphrase that opens the store of today"
    )
    restore.add_argument("--accept-change", action="store_true", help="take a copy of a store that you have never seen")


URL_HELP = "such as postgresql://maria@cases.example.org/champion"


def _team(commands: _Commands) -> None:
    team = commands.group("team", "one store for a team, on a server of your own")
    create = team.add("create", "put the store of this computer on a server, and be its first desk", "team:create")
    invite = team.add("invite", "let a colleague join; the words for them are printed once", "team:invite")
    invite.add_argument("name", metavar="NAME", help="their name, as it appears next to what they do")
    invite.add_argument("--role", required=True, help="their job")
    join = team.add("join", "make this computer a desk of a team that you were invited to", "team:join")
    team.add("status", "the line to the server, and what is waiting", "team:status")
    team.add("clashes", "what two people gave at once, to be decided", "team:clashes")
    decide = team.add("decide", "settle one of those", "team:decide")
    decide.add_argument("number", metavar="N", type=int, help="its number in the list")
    decide.add_argument("--mine", action="store_true", help="what was given at this desk")
    decide.add_argument("--theirs", action="store_true", help="what is there now")
    move = team.add("move", "put the store on a server, or have it on this computer alone again", "team:move")
    move.add_argument("--again", action="store_true", help="on a server of the team's that has lost what it had")
    move.add_argument("--to-this-computer", action="store_true", help="away from the server; what is there stays there")
    team.add("roles", "print the script that makes the roles on a server, for its administrator", "team:roles")
    prepare = team.add(
        "prepare", "make the tables on a server, or bring them up to date, as their owner", "team:prepare"
    )
    for parser in (create, join, move, prepare):
        parser.add_argument("url", nargs="?" if parser is move else None, metavar="URL", help=URL_HELP)
        parser.add_argument("--password-file", metavar=FILE, help="a file with the password of the login in URL")
    _with_new_passphrase(join)


def _data(commands: _Commands) -> None:
    data = commands.group("data", "the shipped knowledge and local corrections")
    check = data.add("check", "read everything strictly and name every mistake", "numbers.data:check")
    check.add_argument("--data", metavar="DIR", help="a folder of data files that is not shipped yet")
    data.add("stale", "facts that are unsure or due for checking", "numbers.data:stale")
    new_area = data.add(
        "new-area", "ask for a county and its housing authorities, and write them as a file", "numbers.new_area:run"
    )
    new_area.add_argument("--to", metavar=FILE, required=True, help="a new file ending in .toml")
    confirm = data.add("confirm", "note that you rang a line and that its number is right", "numbers.data:confirm")
    confirm.add_argument("line", metavar="LINE", help="the line's id, such as cherwell-day")
    confirm.add_argument("--hours", action="store_true", help="the hours are right too")
    correct = data.add("correct", "put your own number or hours over a shipped one", "numbers.data:correct")
    correct.add_argument("line", metavar="LINE", help="the line's id, such as cherwell-day")
    correct.add_argument("--phone", help="the right number")
    correct.add_argument("--hours", help='the right hours, such as "Mon-Fri 09:00-17:15"')
    correct.add_argument(
        "--email", help="the address for referrals of a council outside the areas; LINE is then such as reading-email"
    )
    correct.add_argument("--why", required=True, help="how you know")
    _carrying(data)


def _carrying(data: _Commands) -> None:
    """Exchanging checks and corrections with other organisations, on a stick."""
    export = data.add("export", "write your own checks and corrections into a signed file", "numbers.carrying:export")
    export.add_argument("file", metavar=FILE, help="a new file, on a stick for example")
    imported = data.add("import", "show what another organisation's file would change", "numbers.carrying:take_in")
    imported.add_argument("file", metavar=FILE, help="a file that data export wrote, - for standard input")
    imported.add_argument("--accept", action="store_true", help="take what is shown")
    signer = data.add("signer", "this machine's key for signing, and whose files it takes", "numbers.carrying:signer")
    what = signer.add_mutually_exclusive_group()
    what.add_argument(
        "--trust", nargs=2, metavar=("NAME", "KEY"), help="take files signed by that key, under that name"
    )
    what.add_argument("--distrust", metavar="NAME", help="take no more files of that name")


def _tree(commands: _Commands) -> None:
    tree = commands.group("tree", "the decision tree")
    show = tree.add("show", "the tree drawn", "triage.tree:show_drawing")
    show.add_argument("tree", nargs="?", metavar="TREE")
    show.add_argument("--format", default="text", help="text, dot or mermaid")
    tree.add("paths", "every path as a table to sign off", "triage.tree:paths").add_argument(
        "tree", nargs="?", metavar="TREE"
    )


def _shell(commands: _Commands) -> None:
    completion = commands.add(
        "completion", "a script that lets a shell complete commands, options and values", "completion:run"
    )
    completion.add_argument("shell", metavar="SHELL", help="bash, zsh, fish or powershell")
    commands.add("manual", "the manual page", "manual:run")


SECTIONS: dict[Callable[[_Commands], None], set[str]] = {
    _interviews: {"plain", "serve", "demo", "practice"},
    _look_ups: {"numbers", "guidance", "triage", "connection", "area", "settings", "keys"},
    _dates: {"dates"},
    _offer: {"offer"},
    _cases: {"case"},
    _days: {"today", "early", "stats", "by-name", "retention"},
    _slips: {"slips"},
    _vault: {"vault"},
    _team: {"team"},
    _data: {"data"},
    _tree: {"tree"},
    _shell: {"completion", "manual"},
}
"""The functions that add commands, in the order of the help, each with the names of the commands it adds."""
