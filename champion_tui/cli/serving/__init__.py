"""The full screen in a browser on this machine: ``champion-tui serve``. Only this package listens on a socket, on the loopback address."""
