"""The exit codes of the program (design section 6)."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    FAULT = 1
    """An error in the program itself."""
    USAGE = 2
    """The command line cannot be parsed."""
    WRONG = 3
    """A value or a file is wrong. With ``--json`` the problem is printed on standard output."""
    LOCKED = 4
    """The vault is locked, or the passphrase is wrong."""
    REFUSED = 5
    """The procedure does not allow it."""
    CANNOT = 6
    """The store or a target cannot be read or written."""
    BROKEN = 7
    """The shipped data or the organisation's own data is broken."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C (the code that shells use), or by a signal."""
