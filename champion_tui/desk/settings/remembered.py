"""What is remembered for each machine in small files of the home folder: the printer last used, the theme, and whether
hints are off.

These are not in the vault: they say nothing about anybody, and belong to a machine, not to a case. They are not in
``settings.toml``, which the organisation copies between machines, or shares in one home folder: each machine has a
printer of its own.
"""

import json
import os
from pathlib import Path

from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.tables import LARGEST_CHOSEN, DataError, file_bytes_or_none, parse_toml, reading
from champion_tui.ground.values import immutable

MOST = 500
"""The most machines in one file. The entry written longest ago is dropped first."""


@immutable
class Remembered:
    """One such file: its name, the name of its entries, and its first line, which says what it is."""

    file: str
    entry: str
    header: str

    def of(self, home: Path, machine: str) -> str:
        """Returns the value for ``machine``; "" if there is none, or the file cannot be read."""
        return self._all(home).get(machine, "")

    def note(self, home: Path, machine: str, value: str) -> None:
        """Remembers ``value``; "" forgets it. Does nothing if the file is broken or cannot be written, or if the
        machine has no name.
        """
        if not machine:
            return
        try:
            known = self._all(home, strictly=True)
            known.pop(machine, None)
            kept = list(known.items())[-(MOST - 1) :]
            entries = (
                f"[[{self.entry}]]\nmachine = {json.dumps(host)}\nname = {json.dumps(name)}\n"
                for host, name in [*kept, *([(machine, value)] if value else [])]
            )
            replace_file(home / self.file, (f"# {self.header}\n\n" + "\n".join(entries)).encode())
        except (DataError, OSError):
            return

    def _all(self, home: Path, *, strictly: bool = False) -> dict[str, str]:
        values: dict[str, str] = {}
        try:
            raw = file_bytes_or_none(home / self.file, self.file, LARGEST_CHOSEN)
            if raw is None:
                return {}
            with reading(parse_toml(raw, self.file)) as table:
                for entry in table.tables(self.entry):
                    with reading(entry):
                        values[entry.text("machine")] = entry.text("name")
        except DataError:
            if strictly:
                raise
            return {}
        return values


PRINTER = Remembered(
    "printers.toml",
    "printer",
    "The printer that was used last, for each machine. Written by champion-tui when it prints.",
)
THEME = Remembered(
    "themes.toml", "theme", "Light or dark, for each machine. Written by champion-tui when somebody changes it."
)

HINTS = Remembered(
    "hints.toml",
    "hints",
    "Where the hints of the first triage are off. Written by champion-tui when a case is kept, or by a key.",
)


def this_machine() -> str:
    """Returns the machine's own name; "" if it has none."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
