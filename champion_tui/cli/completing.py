"""Shell completion: commands and options from the grammar, ids from the shipped knowledge.

Nothing about a case is offered: the vault is locked, and a reference on the screen would show that somebody was here.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

import argcomplete
from argcomplete.completers import DirectoriesCompleter, FilesCompleter, SuppressCompleter

from champion_tui.cli.commands.completion import SHELLS
from champion_tui.cli.grammar.options import commands_of, whole_parser
from champion_tui.desk.settings.setting_list import SETTINGS
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import SortBy
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.papers.slip_form import FORMS
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.routing import Routing, load_routing


def complete() -> None:
    """Answers the shell's completion request and ends the process, as argcomplete does."""
    parser = whole_parser()
    _offer("", parser)
    argcomplete.autocomplete(parser, default_completer=SuppressCompleter())


def _offer(command: str, parser: argparse.ArgumentParser) -> None:
    """Attaches a completer to every argument of ``parser``, which reads ``command``, and of the commands below it."""
    for action in parser._actions:  # noqa: SLF001  argparse has no public list of its arguments
        completer = _completer(command, action)
        if completer is not None:
            action.completer = completer  # type: ignore[attr-defined]  # where argcomplete looks for it
    for name, below in commands_of(parser).items():
        _offer(f"{command} {name}".strip(), below)


def _completer(command: str, action: argparse.Action) -> Callable[..., Iterable[str]] | None:
    kind = str(action.metavar or "")
    if kind == "DIR":
        return DirectoriesCompleter()
    if kind.startswith("FILE"):
        return FilesCompleter()
    named = VALUES.get(f"{command} {action.dest}", VALUES.get(action.dest))
    return None if named is None else lambda **_: named()


@cache
def _routing() -> Routing | None:
    """Returns the shipped routing, or None if it is broken (``data check`` reports that)."""
    try:
        return load_routing()
    except DataError:
        return None


def _from_routing(ids: Callable[[Routing], Iterable[str]]) -> Callable[[], Iterable[str]]:
    def listed() -> Iterable[str]:
        routing = _routing()
        return () if routing is None else ids(routing)

    return listed


VALUES: Mapping[str, Callable[[], Iterable[str]]] = MappingProxyType(
    {
        "area": _from_routing(lambda routing: routing.areas),
        "authority": _from_routing(lambda routing: (each.id for each in routing.england)),
        "emergency": _from_routing(lambda routing: routing.emergency_rows),
        "tree": _from_routing(lambda routing: routing.trees),
        "line": _from_routing(lambda routing: (line.line for line in routing.lines())),
        "status": lambda: CaseStatus,
        "stage": lambda: Stage,
        "sort": lambda: SortBy,
        "settings key": lambda: (setting.key for setting in SETTINGS),
        "case slip form": lambda: FORMS,
        "tree show format": lambda: ("text", "dot", "mermaid"),
        "dates duty duty": lambda: ("prevention", "relief"),
        "completion shell": lambda: SHELLS,
    }
)
"""The values to offer, by the option's name, or by the command's words and the option's name."""
