"""No test reaches a network, because the program promises to work without one.

Python calls an audit hook before each connection; anything but a local socket is refused. Two ends of a pair on the loopback
address are allowed if the system has no other kind (asyncio needs one on Windows).
"""

import sys
from typing import Any

import pytest

WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
LOOPBACK = {"127.0.0.1", "::1"}


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: ``arguments`` are the socket and the address, or first the host to look up."""
    if event not in WATCHED:
        return
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        target = arguments[0]
    else:
        target = arguments[1]
        if target is None or isinstance(target, (str, bytes)):
            return
        target = target[0]
    if sys.platform == "win32" and target in LOOPBACK:
        return
    message = f"a test tried to reach the network ({event} {target!r})"
    raise PermissionError(message)


def pytest_configure(config: pytest.Config) -> None:
    """Starts watching. An audit hook cannot be removed, which is intended."""
    sys.addaudithook(refuse)
