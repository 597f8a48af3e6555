"""The printer that was used last on this machine: ``<home>/printers.toml``, by the machine's name.

Not in the vault: it says nothing about anybody, and belongs to a desk and not to a case. Not in ``settings.toml``: that is the
organisation's and is copied from machine to machine, as the home folder may be shared by several; a ward's printer is not.
"""

import json
import os
from pathlib import Path

from champion_tui.knowledge.private_files import replace_file
from champion_tui.knowledge.strict import DataError, file_bytes_or_none, parse_toml, reading

FILE = "printers.toml"
HEADER = "# The printer that was used last, for each machine. Written by champion-tui when it prints.\n"


def this_machine() -> str:
    """The machine's own name; "" where it has none."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def remembered(home: Path, machine: str) -> str:
    """The printer that ``machine`` used last; "" where none is known or the file cannot be read."""
    return _all(home).get(machine, "")


def remember(home: Path, machine: str, printer: str) -> None:
    """Note the printer of ``machine``. A file that is broken or cannot be written stays as it is: then nothing is noted."""
    try:
        known = {**_all(home, strictly=True), machine: printer}
        lines = (
            f"[[printer]]\nmachine = {json.dumps(one)}\nname = {json.dumps(name)}\n" for one, name in known.items()
        )
        replace_file(home / FILE, (HEADER + "\n" + "\n".join(lines)).encode())
    except (DataError, OSError):
        return


def _all(home: Path, *, strictly: bool = False) -> dict[str, str]:
    try:
        raw = file_bytes_or_none(home / FILE, FILE)
        if raw is None:
            return {}
        found: dict[str, str] = {}
        with reading(parse_toml(raw, FILE)) as table:
            for entry in table.tables("printer"):
                with reading(entry):
                    found[entry.text("machine")] = entry.text("name")
    except DataError:
        if strictly:
            raise
        return {}
    return found
