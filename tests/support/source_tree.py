"""The project's own source as syntax trees, for the tests of its house rules."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "champion_tui"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def python_files(*folders: str) -> list[Path]:
    """Returns all Python files below the named folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """Returns the path from the project's folder, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """Returns the room of the house that a file of the package is in: ``domain``, ``desk``, ... or "" at the top and outside."""
    if not path.is_relative_to(PACKAGE):
        return ""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@functools.cache
def syntax(path: Path) -> ast.Module:
    """Returns the file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def definitions(path: Path) -> Iterator[tuple[str, Definition]]:
    """Yields every function and class in the file, with its full name ("champion_tui/a.py:Class.method")."""

    def below(node: ast.AST, prefix: str) -> Iterator[tuple[str, Definition]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (*FUNCTION, ast.ClassDef)):
                name = f"{prefix}{child.name}"
                yield f"{name_of(path)}:{name}", child
                yield from below(child, f"{name}.")
            else:
                yield from below(child, prefix)

    yield from below(syntax(path), "")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yields (line, module) of every import in the file, at any depth."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def dotted(node: ast.AST) -> str:
    """Returns ``a.b.c`` for a chain of attributes, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return ""
