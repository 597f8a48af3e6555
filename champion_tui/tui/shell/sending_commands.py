"""The part of the registry of commands that is about looking at a pack and getting it to the council."""

from champion_tui.tui.shell.command import DIGITS, Command, on

SENDING = (
    Command(
        "copy-line",
        "offer",
        "Offer the marked line's value to the clipboard, to be pasted into the portal.",
        ("enter",),
        on("portal"),
        footer=True,
    ),
    Command(
        "tick",
        "tick",
        "Tick the marked line once it is in the portal and go to the next that is left, or take its tick away.",
        ("f5", "ctrl+t"),
        on("portal"),
        "screen.tick",
        footer=True,
        anyhow=True,
    ),
    Command(
        "to-write",
        "write it",
        "Go on to writing these files.",
        ("enter",),
        on("preview", "slip-preview", "letter-preview"),
        footer=True,
    ),
    Command(
        "ways",
        "ways",
        "Other ways to the council: into its portal line by line, an e-mail draft, one sealed file, a printer.",
        ("f4", "ctrl+k"),
        on("preview", "write"),
        "screen.ways",
        footer=True,
        anyhow=True,
    ),
    Command(
        "print-it",
        "print it",
        "Print the slip or the record instead of writing a file.",
        ("f6", "ctrl+r"),
        on("write"),
        "screen.print_it",
        footer=True,
        anyhow=True,
    ),
    Command(
        "file",
        "file",
        "Show the file with that number.",
        DIGITS,
        on("preview", "slip-preview", "letter-preview"),
        shown="1-9",
        footer=True,
    ),
    Command(
        "turn",
        "next file",
        "Show the file before or after.",
        ("left", "right"),
        on("preview", "slip-preview", "letter-preview"),
        shown="Left and Right",
    ),
)
