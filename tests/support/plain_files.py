"""Events while a plain file is being written: a full disk, Ctrl+C, the end of the program."""

import os
from pathlib import Path

from champion_tui.papers.pack.placing import UNFINISHED


def at_each_file(monkeypatch, do):
    """Calls ``do`` with each plain file that is about to be begun in a hidden folder. An error that it raises acts as the
    system's.
    """
    really_open = os.open

    def begin(path, flags, *rest, **more):
        if flags & os.O_CREAT and Path(path).parent.name.startswith(UNFINISHED):
            do(Path(path))
        return really_open(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", begin)


def at_the_second_file(monkeypatch, do):
    """Calls ``do`` when a folder contains its first complete file and the next one is about to be begun."""
    at_each_file(monkeypatch, lambda file: any(file.parent.iterdir()) and do())
