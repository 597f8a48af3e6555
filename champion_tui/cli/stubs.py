"""What stays of erased cases, as lines or as JSON."""

from collections.abc import Iterator

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked
from champion_tui.cli.streams import show, show_json
from champion_tui.cli.words import wrapped
from champion_tui.desk.cases.erasing import StubView


def list_erased(context: Context) -> ExitCode:
    """What stays of every erased case, the one erased last first."""
    stubs = unlocked(context).cases.erasing.erased()
    if context.json:
        show_json({"erased": [dict(stub.as_json()) for stub in stubs]})
    else:
        show(*(_line(stub) for stub in stubs) if stubs else ["No case was erased."])
    return ExitCode.DONE


def show_stub(context: Context, stub: StubView) -> ExitCode:
    """What stays of one erased case."""
    if context.json:
        show_json(dict(stub.as_json()))
    else:
        show(*_stub_lines(stub))
    return ExitCode.DONE


def _stub_lines(stub: StubView) -> Iterator[str]:
    yield from wrapped(stub.headline)
    for label, text in stub.words:
        yield from wrapped(f"{label}: {text}", "  ", "    ")


def _line(stub: StubView) -> str:
    erased, words = stub.erased, dict(stub.words)
    return f"{erased.reference}  erased {erased.erased_on.isoformat()}  {words['Outcome']}  {words['Council']}"
