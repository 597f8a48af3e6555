"""The full screen in a browser on this machine: ``champion-tui serve``. The only room that listens on a socket, and only to itself."""
