"""Keeps the program's memory out of crash dumps and out of reach of the user's other programs."""

import sys

if sys.platform == "linux":
    import ctypes
if sys.platform != "win32":
    import resource

PR_SET_DUMPABLE = 4
"""prctl(2): only root may read the memory of this process."""


def forbid() -> None:
    """Forbids memory dumps of this process. Does nothing if the system has no such setting.

    The limit alone is not enough: Linux ignores it if core_pattern pipes dumps to a program (core(5)).
    """
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
