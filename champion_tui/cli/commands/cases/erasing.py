"""``case erase``, and what is kept of erased cases."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked
from champion_tui.cli.streams import tell
from champion_tui.cli.typed import is_typed, typed_word
from champion_tui.cli.view_lines import erasure_lines, stub_lines
from champion_tui.desk.cases.afterwards.erasing import ErasureView, StubView
from champion_tui.domain.cases.reference_code import reference_meant

TYPE_IT = "Type {reference} again to erase it, or press Enter to leave it:"
LEFT = "Nothing was erased."
NONE_ERASED = "No case was erased."


def erase(context: Context) -> ExitCode:
    """Erases a case. On a terminal, first shows what is removed and kept, and asks for the reference again.

    Raises ``RefusedByProcedure`` while files of the case are outside the vault.
    """
    desk = unlocked(context)
    view = desk.cases.erasing.before(reference_meant(context.args.reference))
    if not view.files and is_typed() and not _confirmed(view):
        tell(LEFT)
        return ExitCode.REFUSED
    return show_stub(context, desk.cases.erasing.erase(view.reference, view.version))


def _confirmed(view: ErasureView) -> bool:
    for line in erasure_lines(view):
        tell(line)
    typed = typed_word(("", TYPE_IT.format(reference=view.reference)))
    return typed is not None and reference_meant(typed) == view.reference


def list_erased(context: Context) -> ExitCode:
    """Shows what is kept of every erased case, the latest erased first."""
    stubs = unlocked(context).cases.erasing.erased()
    return context.show(
        {"erased": [dict(stub.as_json()) for stub in stubs]}, [_stub_line(stub) for stub in stubs] or [NONE_ERASED]
    )


def show_stub(context: Context, stub: StubView) -> ExitCode:
    """Shows what is kept of one erased case."""
    return context.show(dict(stub.as_json()), stub_lines(stub))


def _stub_line(stub: StubView) -> str:
    erased, words = stub.erased, dict(stub.words)
    return f"{erased.reference}  erased {erased.erased_on.isoformat()}  {words['Outcome']}  {words['Council']}"
