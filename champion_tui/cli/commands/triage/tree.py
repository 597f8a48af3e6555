"""``tree``: the decision tree drawn, and its paths as a table that a champion can sign off."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.directory import area_of
from champion_tui.cli.knowledge.routing import routing_of
from champion_tui.desk.settings.settings import read_settings
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.triage.proofs.drawing import as_dot, as_mermaid, as_text
from champion_tui.triage.proofs.paths_table import as_lines, as_rows, paths_table
from champion_tui.triage.tree import Tree

FORMATS = {"text": as_text, "dot": as_dot, "mermaid": as_mermaid}


def show_drawing(context: Context) -> ExitCode:
    """Draws the tree in ``--format``."""
    name = context.args.format
    if name not in FORMATS:
        raise WrongValue(Problem("format", name, f"one of {', '.join(FORMATS)}"))
    tree = _tree(context)
    drawing = FORMATS[name](tree)
    return context.show({"tree": _stamp(tree), "format": name, "drawing": drawing}, [drawing.rstrip("\n")])


def paths(context: Context) -> ExitCode:
    """Shows every path of the tree as a table."""
    tree = _tree(context)
    table = paths_table(tree)
    return context.show({"tree": _stamp(tree), "paths": table.paths, "rows": as_rows(table)}, as_lines(table))


def _tree(context: Context) -> Tree:
    """Returns the tree with the id given, else the one that the person's area uses. Raises ``WrongValue``."""
    routing = routing_of(context)
    name = context.args.tree or routing.areas[area_of(context, read_settings(context.home))].tree
    if name not in routing.trees:
        raise WrongValue(Problem("tree", name, f"one of {', '.join(routing.trees)}"))
    return routing.trees[name]


def _stamp(tree: Tree) -> dict[str, str]:
    return {"id": tree.id, "version": tree.version, "digest": tree.digest}
