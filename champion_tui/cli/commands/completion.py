"""``completion``: the script, made by argcomplete, that lets a shell complete command lines."""

from argcomplete.shell_integration import shellcode

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.options import PROGRAM
from champion_tui.cli.streams import show
from champion_tui.ground.answers import Problem, WrongValue

SHELLS = ("bash", "zsh", "fish", "powershell")


def run(context: Context) -> ExitCode:
    """Prints the script for ``shell``. Raises ``WrongValue`` for a shell without one."""
    shell: str = context.args.shell
    if shell not in SHELLS:
        raise WrongValue(Problem("shell", shell, f"one of {', '.join(SHELLS)}"))
    script = shellcode([PROGRAM], shell=shell).strip()
    if context.json:
        return context.show({"shell": shell, "script": script}, ())
    show(script)
    return ExitCode.DONE
