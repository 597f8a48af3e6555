"""The parent of the processes that the crash tests kill."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

CRASHING = Path(__file__).with_name("crash_child.py")


class Zygote:
    """The process that forks writers. ``script`` is the program it runs; ``rest`` is the part of a line read so far."""

    def __init__(self, script=CRASHING):
        root = Path(__file__).parents[2]
        where = (root, root / "tests" / "support", root / "tests" / "team")
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, where))},
        )
        self.rest = b""

    def line(self, deadline=None):
        """Returns the next whole line, or None once the time ``deadline`` (``time.monotonic``, in seconds) is reached."""
        while b"\n" not in self.rest:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not select.select([self.process.stdout], [], [], left)[0]:
                return None
            read = os.read(self.process.stdout.fileno(), 65536)
            assert read, "the writers' parent has ended"
            self.rest += read
        found, _, self.rest = self.rest.partition(b"\n")
        return found.decode()

    def kill_after(self, command, saves, seconds):
        """Runs ``command`` in a writer, kills it ``seconds`` after its ``saves``-th number, and returns the lines it printed."""
        self.process.stdin.write(f"{command}\n".encode())
        self.process.stdin.flush()
        said = []
        while len(said) < 2 + saves:
            said.append(self.line())
        deadline = time.monotonic() + seconds
        while (line := self.line(deadline)) is not None:
            said.append(line)
        (pid,) = [int(line.split()[1]) for line in said if line.startswith("pid ")]
        os.kill(pid, signal.SIGKILL)
        while (line := self.line()) != "dead":
            said.append(line)
        return [line for line in said if line != "ready" and not line.startswith("pid ")]

    def until_dead(self, command):
        """Runs ``command`` in a writer that ends by itself, and returns the lines it printed."""
        self.process.stdin.write(f"{command}\n".encode())
        self.process.stdin.flush()
        said = []
        while (line := self.line()) != "dead":
            said.append(line)
        return said

    def end(self):
        """Lets the process end."""
        self.process.stdin.close()
        self.process.wait(timeout=120)
        self.process.stdout.close()
