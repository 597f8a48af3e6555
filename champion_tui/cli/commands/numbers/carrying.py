"""``data export``, ``data import`` and ``data signer``: checks and corrections exchanged between organisations."""

from pathlib import Path

from champion_tui.cli.commands.numbers.data import who_says
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import STDIN, bytes_of
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.numbers.exchange import DifferenceView, Exchange, SignerView
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.date_words import count_words
from champion_tui.knowledge.exchange.signed_file import MOST_BYTES

WRITTEN = "{count} written to {file}, signed. It holds the names of those who checked; nothing of any case is in it."
TELL_THE_KEY = (
    "The person who takes it must trust this machine's key once. Ask them to ring you, and read it out to them: {key}"
)
NOT_TAKEN = "Nothing has been taken yet. To take it: champion-tui data import {file} --accept"
TAKEN = "Taken. The shipped data stays as it is underneath."
OWN = "This machine's key, to be read out to those who take its files: {key}"
NOBODY = "Nobody else's files are taken here. To trust somebody: champion-tui data signer --trust NAME KEY"
TRUSTED = "{name} is trusted: files signed by that key can be taken, each difference shown first."
DISTRUSTED = "{name} is no longer trusted. What was taken from their files stays, and says so."


def _exchange(context: Context) -> Exchange:
    desk = desk_of(context)
    return Exchange(desk.book, desk.home, desk.now)


def export(context: Context) -> ExitCode:
    """Writes the organisation's checks and corrections into a new file."""
    file, carrying = _file(context), _exchange(context)
    count, key = carrying.export(Path(file)), carrying.own_key()
    said = WRITTEN.format(count=count_words(count, "value"), file=file)
    return context.show(
        {"file": file, "values": count, "signer": key}, [*wrapped(said), *wrapped(TELL_THE_KEY.format(key=key))]
    )


def take_in(context: Context) -> ExitCode:
    """Shows every difference; with ``--accept``, accepts them."""
    file, carrying, accept = _file(context), _exchange(context), context.args.accept
    view = carrying.look_into(bytes_of(STDIN, MOST_BYTES)) if file == STDIN else carrying.look(Path(file))
    if accept:
        carrying.accept(view)
    values = {
        "signer": view.signer,
        "key": view.key,
        "made_at": view.made_at.isoformat(),
        "differences": [_difference_json(each) for each in view.differences],
        "accepted": accept,
    }
    rows = [row for each in view.differences for row in wrapped(each.words, "", "    ")]
    end = TAKEN if accept else NOT_TAKEN.format(file=file)
    return context.show(values, [view.headline, *rows, view.summary, *(wrapped(end) if view.changes else ())])


def signer(context: Context) -> ExitCode:
    """Shows this machine's key and the signers that it trusts; adds or removes one."""
    carrying, args = _exchange(context), context.args
    said: list[str] = []
    if args.trust:
        name, trusted_key = args.trust
        said = [TRUSTED.format(name=carrying.trust(name, trusted_key, who_says(context)).name)]
    elif args.distrust is not None:
        said = [DISTRUSTED.format(name=carrying.distrust(args.distrust).name)]
    key, trusted = carrying.own_key(), carrying.trusted()
    listed = [row for each in trusted for row in _signer_lines(each)]
    values = {"key": key, "trusted": [{"name": each.name, "key": each.key, "words": each.words} for each in trusted]}
    return context.show(values, [*said, *wrapped(OWN.format(key=key)), *(listed or wrapped(NOBODY))])


def _file(context: Context) -> str:
    """Returns the file given. An empty name is an error: it is a script's unset variable."""
    file: str = context.args.file
    if not file or "\0" in file:
        raise WrongValue(Problem("file", file, "a file"))
    return file


def _difference_json(each: DifferenceView) -> dict[str, object]:
    return {
        "line": each.line,
        "name": each.name,
        "what": each.what,
        "now": each.now or None,
        "would_be": each.would_be,
        "who": each.who,
        "on": each.on.isoformat(),
        "why": each.why,
        "verdict": each.verdict,
    }


def _signer_lines(each: SignerView) -> list[str]:
    return [*wrapped(f"{each.name}: {each.words}", "", "    "), *wrapped(each.key, "    ", "    ")]
