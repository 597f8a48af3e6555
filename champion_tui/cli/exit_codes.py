"""What the program says to the shell when it ends (design section 6)."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    FAULT = 1
    """A mistake in the program itself."""
    USAGE = 2
    """The command line cannot be parsed."""
    WRONG = 3
    """A value or a file is wrong; with ``--json`` the problem is on standard output."""
    LOCKED = 4
    """Locked, or the passphrase is wrong."""
    REFUSED = 5
    """Refused by the procedure."""
    CANNOT = 6
    """The store or a target cannot be read or written."""
    BROKEN = 7
    """Shipped or local data is broken."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C, as shells count it, or ended from outside."""
