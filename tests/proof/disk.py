"""The possible states of a disk after a power cut: rebuilt from recorded system calls, cut at any point.

What was written and synced is there. What was written and not synced may be there, or missing, or end at the edge of a sector,
in any order (each write by itself). A name is certain once its folder was synced; before, a folder has some first part of its
changes. A rename within a folder is one change; into another folder the new name is made before the old one is removed.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from system_calls import NotUnderstood

SECTOR = 512
HALF = 0.5
ROOT = 0
UNFOLLOWED = {
    "openat2",
    "writev",
    "pwritev",
    "pwritev2",
    "truncate",
    "fallocate",
    "copy_file_range",
    "symlink",
    "symlinkat",
    "mknod",
    "sync",
}
"""System calls that the program does not use so far: one that touches the disk is an error, not a gap."""
CHANGING = (
    *("open", "openat", "openat2", "creat", "close", "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *(
        "mkdir",
        "mkdirat",
        "rmdir",
        "unlink",
        "unlinkat",
        "rename",
        "renameat",
        "renameat2",
        "link",
        "linkat",
        "sendfile",
    ),
    *sorted(UNFOLLOWED),
)
"""Every system call that changes files, or must be followed to know which."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes written at a position in a file."""

    node: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sized:
    """A file cut or extended to ``size`` bytes."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Named:
    """Names of one folder that change together; None removes the name. ``after`` is the change that this one requires."""

    folder: int
    names: tuple[tuple[str, int | None], ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """Everything done to a file, or to a folder's names, is on the disk."""

    node: int


@dataclass(frozen=True, slots=True)
class Said:
    """The program's acknowledgement: from here on it is promised."""

    text: str


class Recording:
    """What a program did to the folder ``root``, as ``events`` on numbered files and folders, starting from its contents."""

    def __init__(self, root, calls):
        self.root, self.events = Path(root), []
        self.folders: dict[int, dict[str, int]] = {ROOT: {}}
        self.start: dict[int, bytes] = {}
        self._count, self._offsets, self._handles = 0, {}, {}
        self._size: dict[int, int] = {}
        self._before(self.root, ROOT)
        self.first = {number: dict(names) for number, names in self.folders.items()}
        for call in calls:
            self._take(call)

    def _new(self):
        self._count += 1
        return self._count

    def _before(self, folder, number):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            node = self.folders[number][path.name] = self._new()
            if path.is_dir():
                self.folders[node] = {}
                self._before(path, node)
            else:
                self.start[node] = path.read_bytes()
                self._size[node] = len(self.start[node])

    # -- finding ------------------------------------------------------------------------------------------------------

    def _inside(self, path):
        return path == str(self.root) or path.startswith(f"{self.root}/")

    def _find(self, path):
        """Returns the number of the file or folder at ``path`` now, or None."""
        node = ROOT
        for part in Path(path).relative_to(self.root).parts:
            node = self.folders.get(node, {}).get(part)
            if node is None:
                return None
        return node

    def _spot(self, path):
        """Returns the folder's number and the name in it."""
        folder = self._find(os.path.dirname(path))  # noqa: PTH120  a text, as strace gives it
        if folder is None:
            raise NotUnderstood(f"no folder for {path}")
        return folder, os.path.basename(path)  # noqa: PTH119  as above

    def _at(self, call, folder, path):
        """Returns the whole path of an ``...at`` call; ``folder`` and ``path`` are numbers of arguments."""
        start = call.handle(folder)[1] if folder is not None else ""
        return os.path.normpath(os.path.join(start, call.path(path)))  # noqa: PTH118  as above

    # -- following ----------------------------------------------------------------------------------------------------

    def _take(self, call):
        if call.error or call.result is None:
            return
        if call.name == "write" and call.handle()[0] == 1:
            self.events += [Said(text) for text in call.text(1).decode().splitlines()]
        elif call.name in {"open", "openat", "creat"}:
            self._open(call)
        elif call.name in {"close", "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "sendfile"}:
            node = self._of_handle(call)
            if node is not None:
                self._content(call, node)
        elif call.name in UNFOLLOWED:
            if any(self._inside(text.decode("utf-8", "replace")) for text in call.texts()):
                raise NotUnderstood(f"{call.name} is not followed")
        else:
            self._names(call)

    def _of_handle(self, call):
        """Returns the number of the file of the call's handle, or None.

        A thread may open a file before another has closed the one whose handle number it gets, so the number alone is not
        enough: strace's own path says which file it is, as long as it has a name.
        """
        handle, path = call.handle()
        if path and not self._inside(path):
            return None
        named = self._find(path) if path and "(deleted)" not in call.arguments[0] else None
        return self._handles.get(handle) if named is None else named

    def _open(self, call):
        path = call.place or self._at(call, 0 if call.name == "openat" else None, 1 if call.name == "openat" else 0)
        self._handles.pop(call.result, None)
        if not self._inside(path):
            return
        flags = " ".join(call.arguments[1:]) if call.name != "creat" else "O_CREAT|O_TRUNC"
        node = self._find(path)
        if node is None:
            if "O_CREAT" not in flags:
                raise NotUnderstood(f"{path} was opened, and nothing is there")
            node = self._new()
            self._size[node] = 0
            self._name(Named(self._spot(path)[0], ((self._spot(path)[1], node),)))
        elif "O_TRUNC" in flags:
            self._resize(node, 0)
        self._handles[call.result], self._offsets[call.result, node] = node, 0

    def _content(self, call, node):
        handle = call.handle()[0]
        if call.name == "close":
            if self._handles.get(handle) == node:
                del self._handles[handle]
        elif call.name == "lseek":
            self._offsets[handle, node] = call.result
        elif call.name in {"write", "pwrite64"}:
            data = call.text(1)[: call.result]
            at = call.number(3) if call.name == "pwrite64" else self._offsets[handle, node]
            if call.name == "write":
                self._offsets[handle, node] += len(data)
            self._size[node] = max(self._size[node], at + len(data))
            self.events.append(Wrote(node, at, data))
        elif call.name == "ftruncate":
            self._resize(node, call.number(1))
        elif call.name == "sendfile":
            raise NotUnderstood("sendfile is not followed")
        else:
            self.events.append(Synced(node))

    def _resize(self, node, size):
        self._size[node] = size
        self.events.append(Sized(node, size))

    def _names(self, call):
        at = call.name.endswith("at") or call.name == "renameat2"
        two = call.name.startswith(("rename", "link"))
        paths = [self._at(call, 0 if at else None, 1 if at else 0)]
        if two:
            paths.append(self._at(call, 2 if at else None, 3 if at else 1))
        if not any(map(self._inside, paths)):
            return
        if not all(map(self._inside, paths)):
            raise NotUnderstood(f"{call.name} over the edge of the disk: {paths}")
        {"m": self._make, "r": self._move, "u": self._gone, "l": self._link}[
            "u" if call.name == "rmdir" else call.name[0]
        ](*paths)

    def _make(self, path):
        if path == str(self.root):
            return
        node = self._new()
        self.folders[node] = {}
        folder, name = self._spot(path)
        self._name(Named(folder, ((name, node),)))

    def _gone(self, path):
        folder, name = self._spot(path)
        self._name(Named(folder, ((name, None),)))

    def _link(self, old, new):
        folder, name = self._spot(new)
        self._name(Named(folder, ((name, self._find(old)),)))

    def _move(self, old, new):
        node, (before, old_name), (after, new_name) = self._find(old), self._spot(old), self._spot(new)
        if before == after:
            self._name(Named(after, ((old_name, None), (new_name, node))))
        else:
            self._name(Named(after, ((new_name, node),)))
            self._name(Named(before, ((old_name, None),), after=len(self.events) - 1))

    def _name(self, event):
        self.events.append(event)
        _rename(self.folders[event.folder], event)


def _rename(names, event):
    for name, node in event.names:
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


# -- after the cut ----------------------------------------------------------------------------------------------------


def everything(_event, _random):
    """The kindest disk: everything that was written has arrived."""
    return 1.0


def nothing(_event, _random):
    """The slowest disk: nothing has arrived except what was synced."""
    return 0.0


def anything(event, random):
    """Some of what was not synced has arrived, in any order, some of it in part."""
    return random.choice((0.0, 1.0, random.random()))


class Cut:
    """The disk of ``recording`` after the first ``length`` events; ``arrived(event, random)`` is the share (0 to 1) of each
    unsynced write that is there.
    """

    def __init__(self, recording, length, arrived, random):
        self._recording, self._events = recording, recording.events[:length]
        self._arrived, self._random = arrived, random
        self._synced = {event.node: place for place, event in enumerate(self._events) if isinstance(event, Synced)}
        self.said = [event.text for event in self._events if isinstance(event, Said)]
        self.folders = self._folders()
        self.files = self._files()

    def _sure(self, place, node):
        return place < self._synced.get(node, -1)

    def _folders(self):
        folders = {number: {} for number in self._recording.folders}
        for number, names in self._recording.first.items():
            folders[number] = dict(names)
        stopped, done = set(), set()
        for place, event in enumerate(self._events):
            if not isinstance(event, Named) or (event.after is not None and event.after not in done):
                continue
            lost = event.folder in stopped or self._arrived(event, self._random) < HALF
            if lost and not self._sure(place, event.folder):
                stopped.add(event.folder)
                continue
            done.add(place)
            _rename(folders[event.folder], event)
        return folders

    def _files(self):
        files = {node: bytearray(content) for node, content in self._recording.start.items()}
        for place, event in enumerate(self._events):
            if isinstance(event, (Wrote, Sized)):
                content = files.setdefault(event.node, bytearray())
                share = 1.0 if self._sure(place, event.node) else self._arrived(event, self._random)
                if isinstance(event, Wrote):
                    _write(content, event, share)
                elif share >= HALF:
                    _resize(content, event.size)
        return files

    def tree(self):
        """Returns every file with its bytes and every folder with None, by its path from the root."""
        found = {}

        def walk(number, path):
            for name, node in self.folders[number].items():
                if node in self.folders:
                    found[f"{path}{name}"] = None
                    walk(node, f"{path}{name}/")
                else:
                    found[f"{path}{name}"] = bytes(self.files.get(node, b""))

        walk(ROOT, "")
        return found


def _resize(content, size):
    del content[size:]
    content.extend(bytes(size - len(content)))


def _write(content, event, share):
    if share == 0.0:
        return
    data = event.data
    if share < 1.0:
        data = data[: int(len(data) * share) // SECTOR * SECTOR]
    if data:
        if len(content) < event.at + len(data):
            _resize(content, event.at + len(data))
        content[event.at : event.at + len(data)] = data


def put(tree, home):
    """Writes the files of ``tree`` into the new folder ``home``, private as a store's are."""
    home.mkdir(mode=0o700)
    for name, content in tree.items():
        if content is None:
            (home / name).mkdir(mode=0o700)
        else:
            (home / name).write_bytes(content)
            (home / name).chmod(0o600)
