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
    """The process that forks writers, with the line being read kept between reads. ``script`` is what it runs."""

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
        """The next whole line, or None when the moment ``deadline`` has come."""
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
        """Run ``command`` in a writer and kill it ``seconds`` after it has said ``saves`` numbers; gives all that it said."""
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
        """Run ``command`` in a writer that ends by itself; gives all that it said."""
        self.process.stdin.write(f"{command}\n".encode())
        self.process.stdin.flush()
        said = []
        while (line := self.line()) != "dead":
            said.append(line)
        return said

    def end(self):
        """Let the process come to its end."""
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
