"""A proxy to the team's server that can be cut after a number of bytes: half-way through a commit, or between the commit and
its answer.

The proxy runs in a process of its own (this file), because the tests' own process is prevented from opening connections in
Python. It reads commands from its standard input and answers each once it is done.
"""

import contextlib
import socket
import subprocess
import sys
import threading

TO_SERVER, FROM_SERVER = "to", "from"


class CuttingProxy:
    """Listens on the loopback address and forwards to ``port`` there. Used in a ``with``."""

    def __init__(self, port):
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self._process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def cut_after(self, way, count):
        """Cuts every connection once ``count`` more bytes have passed in the direction ``way``."""
        self._tell(f"{way} {count}")

    def swallow(self):
        """From now on nothing arrives in either direction; connections stay open, and new ones are accepted."""
        self._tell("swallow 1")

    def whole(self):
        """Ends the cutting and swallowing; returns whether a connection was cut. A connection on which something was swallowed
        is closed.
        """
        return self._tell("whole") == "cut"

    def _tell(self, words):
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


class Handing:
    """The proxy itself, which forwards to ``target``, a port."""

    def __init__(self, target):
        self.target = target
        self.left = {}
        self.cut = self.swallows = False
        self.lock = threading.Lock()
        self.door = socket.create_server(("127.0.0.1", 0))

    def run(self):
        """Accepts connections until the end of the standard input."""
        threading.Thread(target=self.let_in, daemon=True).start()
        say(self.door.getsockname()[1])
        for line in sys.stdin:
            way, _, count = line.strip().partition(" ")
            with self.lock:
                if way == "swallow":
                    self.swallows = True
                elif count:
                    self.left[way], self.cut = int(count), False
                else:
                    self.left.clear()
                    self.swallows = False
                said = "cut" if self.cut else "done"
            say(said)

    def let_in(self):
        """Gives each client a connection of its own to the server."""
        while True:
            client, _ = self.door.accept()
            try:
                server = socket.create_connection(("127.0.0.1", self.target), timeout=2)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for source, sink, way in ((client, server, TO_SERVER), (server, client, FROM_SERVER)):
                threading.Thread(target=self.hand_on, args=(source, sink, way), daemon=True).start()

    def hand_on(self, source, sink, way):
        """Forwards data until either end closes or the connection is to be cut."""
        with contextlib.suppress(OSError):
            lost = False
            while data := source.recv(65536):
                if lost and not self.swallows:
                    break
                if self.swallows:
                    lost = True
                    continue
                allowed = self.allowed(way, data)
                sink.sendall(allowed)
                if len(allowed) < len(data):
                    break
        for line in (source, sink):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def allowed(self, way, data):
        """Returns the part of ``data`` that may still pass in that direction."""
        with self.lock:
            left = self.left.get(way)
            if left is None:
                return data
            self.left[way] = max(left - len(data), 0)
            self.cut |= left < len(data)
            return data[:left]


def say(word):
    """Writes one line to the standard output."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Handing(int(sys.argv[1])).run()
