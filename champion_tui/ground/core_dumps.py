"""Nothing that the program holds in memory is written to a disk when it crashes, nor shown to this person's other programs."""

import sys

if sys.platform == "linux":
    import ctypes
if sys.platform != "win32":
    import resource

PR_SET_DUMPABLE = 4
"""Linux's number (prctl(2)): nobody but the machine's administrator may look into the memory of this process."""


def forbid() -> None:
    """Forbid memory dumps of this process from here on. Where the system refuses or knows none, nothing happens.

    The limit alone is not enough: Linux ignores a limit of 0 where dumps go to another program (core(5), core_pattern).
    """
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
