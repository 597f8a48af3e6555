"""Everything a person can do on the full screen: the one registry behind key bindings, footer, help, palette, ``keys``
and ``screens.md``. An organisation can change some of the keys (``remapped_keys``); the keys in force are shown
everywhere.

A key is written as Textual names it (``f2``, ``ctrl+e``). Function keys can be garbled by slow connections and some
multiplexers, so help, numbers, hide and back each have a second key that is sent as one byte. These second keys avoid
the ones that something in between uses (tmux ``Ctrl+B``, screen ``Ctrl+A``, flow control ``Ctrl+S``/``Ctrl+Q``, job
control ``Ctrl+C``/``Ctrl+Z``, and ``Ctrl+H/I/J/M/[``, which are Backspace, Tab, Enter and Esc), and they are easy to
remember:

- ``Ctrl+G`` gets help, as in the editor nano; ``Ctrl+E`` is for emergency numbers;
- ``Ctrl+L`` hides, as it clears the screen in a shell; ``Ctrl+O`` is out, back, as in the editor vi;
- ``F12`` looks up, since terminals use ``F11`` for full screen. Its second key is ``Ctrl+/``, which is sent as
  ``Ctrl+_``; ``Ctrl+W`` would close the tab if the screen is served to a browser.

``Ctrl+E``, ``Ctrl+K`` and ``Ctrl+F`` edit text in other programs. Here End, Delete and the arrows do that, because
safety comes first. Copying has no function key, since all ten are used. It cannot be ``Ctrl+C`` (leaves) or ``Ctrl+X``
(removes the text), so it is ``Ctrl+F``: fetch.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from champion_tui.ground.values import immutable

EVERYWHERE = "everywhere"
"""In ``Command.where``: valid on every screen except those in ``SCREENS_APART``."""

SCREENS_APART = frozenset({"hidden", "over-hidden", "too-small"})
"""Screens on which only the commands that name them are valid."""

DIGITS = tuple("123456789")
"""The keys that choose a line by its number."""

KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
    "ctrl+underscore": "Ctrl+/",
    "question_mark": "?",
}

KEY_HERE = re.compile(r"%([a-z-]+)(\+?)%")
NO_KEY = "no key"
"""Shown for a command whose keys were taken away: it can still be found by its name."""


@immutable
class Command:
    """One thing a person can do.

    ``words`` is the text in footer and palette, ``help`` a whole sentence. ``keys`` are in order of preference;
    ``shown`` replaces their names if several keys belong together ("1-9"). ``where`` names screens, or ``EVERYWHERE``.
    ``action`` is the Textual action; without one, the focused part of the screen handles the key. ``footer`` says
    whether the footer shows it. ``anyhow`` keys work while text is being typed and over every dialog.
    """

    id: str
    words: str
    help: str
    keys: tuple[str, ...]
    where: frozenset[str]
    action: str = ""
    shown: str = ""
    footer: bool = False
    anyhow: bool = False

    def valid_on(self, screen: str) -> bool:
        """Returns whether the command can be given on the screen of that name."""
        return screen in self.where or (EVERYWHERE in self.where and screen not in SCREENS_APART)

    def key_words(self, *, first_only: bool = False) -> str:
        """Returns the keys as people read them: ``F2 or Ctrl+E``."""
        names = (self.shown,) if self.shown else tuple(key_name(key) for key in self.keys) or (NO_KEY,)
        return names[0] if first_only else " or ".join(names)


def key_name(key: str) -> str:
    """Returns the name of a key as on the keyboard: ``ctrl+e`` is ``Ctrl+E``."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    *modifiers, last = key.split("+")
    return "+".join([*(part.title() for part in modifiers), last.upper() if modifiers or last[1:].isdigit() else last])


def on(*screens: str) -> frozenset[str]:
    """Returns the screens on which a command is valid."""
    return frozenset(screens)


SEARCHED = ("check", "pick", "early", "exported", "confirm", "guidance", "connection-entry", "copies", "stale")
"""Screens with a list that can be searched if it is long."""

CHOOSING = (
    *("start", "question", "ask", "over-hidden", "commands", "unlock"),
    *SEARCHED,
    *(
        "case",
        "connection",
        "letter",
        "paper",
        "slip",
        "write",
        "sent",
        "after-sending",
        "similar",
        "erase",
        "rang",
        "send",
        "print",
        "people",
        "restore",
        "early-add",
        "figures",
        "take-corrections",
        "offer",
        "write-offer",
        "practice",
        "practice-person",
        "practice-question",
        "practice-review",
        "settings",
        "team",
    ),
)
"""Screens with a list to choose from."""

TYPED_INTO = (
    *("new-vault", "unlock", "recovery-code", "vault-task", "make-copy", "restore"),
    *("write", "many-packs", "sent", "after-sending", "erase", "rang", "correct", "connection-entry"),
    *("early-add", "early-import", "found", "period", "write-figures", "erase-due", "take-corrections", "setting"),
    *("offer", "write-offer"),
)
"""Screens with lines to type into."""

COMMANDS = (
    Command(
        "choose",
        "mark",
        "Mark the line with that number. Nothing happens until you press Enter.",
        DIGITS,
        on(*CHOOSING, "portal"),
        shown="1-9",
        footer=True,
    ),
    Command(
        "move",
        "mark",
        "Mark the next line or the previous one.",
        ("up", "down"),
        on(*CHOOSING, "cases", "retention", "numbers", "form", "portal"),
        shown="Up and Down",
    ),
    Command(
        "mark",
        "mark",
        "If you can give several answers, mark the line or unmark it. 0 marks “none of these”.",
        ("space",),
        on("question", "practice-question", "form"),
        shown="1-9, Space",
        footer=True,
    ),
    Command(
        "narrow",
        "search",
        "In a list with a search box: type to see only the lines with those letters or digits. Backspace deletes.",
        (),
        on("question", "practice-question", "commands", "cases", "numbers", "portal", "form", *SEARCHED),
        shown="typing",
        footer=True,
    ),
    Command("section", "section", "Go to the part with that number.", DIGITS, on("outcome"), shown="1-9", footer=True),
    Command(
        "copy-line",
        "offer",
        "Offer the marked line's value to the clipboard. Then paste it into the portal.",
        ("enter",),
        on("portal"),
        footer=True,
    ),
    Command(
        "tick",
        "tick",
        "Tick the marked line when it is in the portal and go to the next one left, or remove its tick.",
        ("f5", "ctrl+t"),
        on("portal"),
        "screen.tick",
        footer=True,
        anyhow=True,
    ),
    Command(
        "to-write",
        "write it",
        "Go on to write these files.",
        ("enter",),
        on("preview", "slip-preview", "letter-preview", "timeline"),
        footer=True,
    ),
    Command(
        "ways",
        "ways",
        "See other ways to send it: the portal line by line, an e-mail draft, one sealed file or a printer.",
        ("f4", "ctrl+k"),
        on("preview", "write"),
        "screen.ways",
        footer=True,
        anyhow=True,
    ),
    Command(
        "print-it",
        "print it",
        "Print the slip, the record or the list instead of writing a file.",
        ("f6", "ctrl+r"),
        on("write", "write-figures"),
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
        "Show the previous file or the next one.",
        ("left", "right"),
        on("preview", "slip-preview", "letter-preview"),
        shown="Left and Right",
    ),
    Command(
        "go-on",
        "go on",
        "Choose the marked line or accept what you typed, then go on.",
        ("enter",),
        on(*CHOOSING, "cases", "retention", "outcome", *TYPED_INTO, "form"),
        footer=True,
    ),
    Command(
        "copy",
        "copy",
        "Offer the field, the marked line or the file shown to the clipboard. You are asked first, and offered a file instead.",
        ("ctrl+f",),
        on("form", "check", "preview", "slip-preview"),
        "screen.copy",
        footer=True,
        anyhow=True,
    ),
    Command(
        "lines",
        "other lines",
        "Switch between the lines to call now and all the others.",
        ("tab",),
        on("numbers"),
        "screen.lines",
        footer=True,
    ),
    Command(
        "trail",
        "answers so far",
        "Go to your answers at the top. Left and Right choose one. Enter goes back to it.",
        ("tab",),
        on("question", "practice-question", "outcome"),
        "app.focus_next",
        footer=True,
    ),
    Command(
        "next-field",
        "next",
        "Go to the next place to type.",
        ("tab",),
        on(*TYPED_INTO),
        "screen.next_field",
        anyhow=True,
    ),
    Command(
        "onward",
        "next",
        "Save this field and go to the next one. After the last field, go to the next step.",
        ("tab",),
        on("form"),
        "screen.next_field",
        footer=True,
        anyhow=True,
    ),
    Command(
        "backward",
        "field before",
        "Save this field and go to the previous one.",
        ("shift+tab",),
        on("form"),
        "screen.previous_field",
        anyhow=True,
    ),
    Command(
        "missing",
        "missing",
        "Go to the first field that stops the export. If none does, go to the first one that is wanted.",
        ("f5", "ctrl+t"),
        on("form", "case", "check"),
        "screen.missing",
        footer=True,
        anyhow=True,
    ),
    Command(
        "area",
        "another area",
        "Choose another area. At the start, this is the area you work in. At the first question and in a case, it is where this person is. On the numbers page, it shows the next area's numbers.",
        ("f7", "ctrl+y"),
        on("start", "question", "case", "numbers"),
        "screen.area",
        footer=True,
        anyhow=True,
    ),
    Command(
        "check",
        "check",
        "Save, then read everything in one list.",
        ("f6", "ctrl+r"),
        on("form", "case"),
        "screen.check",
        footer=True,
        anyhow=True,
    ),
    Command(
        "way-out",
        "done, keep nothing",
        "If help is coming and you stop here, go back to the start. Nothing is kept, and nothing is asked.",
        ("f10", "ctrl+d"),
        on("outcome"),
        "screen.way_out",
        footer=True,
        anyhow=True,
    ),
    Command(
        "found",
        "what you found",
        "For a council outside the areas. Keep the number or address that you looked up for next time.",
        ("f6", "ctrl+r"),
        on("outcome"),
        "screen.found",
        footer=True,
        anyhow=True,
    ),
    Command(
        "reveal",
        "show details",
        "Show the personal details behind the dots, or cover them again. Leaving or hiding the page covers them too.",
        ("f10", "ctrl+d"),
        on("check"),
        "screen.reveal",
        footer=True,
        anyhow=True,
    ),
    Command(
        "undo",
        "undo",
        "Undo the last change to a field in this case. Press it again to bring the newer value back.",
        ("f4", "ctrl+k"),
        on("form", "check"),
        "screen.undo",
        anyhow=True,
    ),
    Command(
        "next-step",
        "next step",
        "Save, then go to the next step of the form.",
        ("f8", "ctrl+n"),
        on("form"),
        "screen.next_step",
        footer=True,
        anyhow=True,
    ),
    Command(
        "previous-step",
        "step before",
        "Save, then go to the previous step.",
        ("f7", "ctrl+y"),
        on("form"),
        "screen.previous_step",
        anyhow=True,
    ),
    Command(
        "end-hints",
        "no more hints",
        "Turn off the hints for the first triage on this computer.",
        ("f8", "ctrl+n"),
        on("question", "practice-question"),
        "screen.end_hints",
        anyhow=True,
    ),
    Command(
        "keep",
        "keep",
        "Keep these answers in the vault. Until then they are NOT SAVED.",
        ("f4", "ctrl+k"),
        on("question", "outcome"),
        "screen.keep",
        anyhow=True,
    ),
    Command(
        "read-on",
        "read on",
        "Read more about the marked case, if it does not all fit. At the end, go back to the list.",
        ("tab",),
        on("cases"),
        "screen.read_on",
        footer=True,
        anyhow=True,
    ),
    Command(
        "heard",
        "heard",
        "Heard from the council? Note what it said about the marked case, or that nothing came.",
        ("f8", "ctrl+n"),
        on("cases"),
        "screen.heard",
        footer=True,
        anyhow=True,
    ),
    Command(
        "only-due",
        "only due",
        "Show only the cases with something due today, or all of them again.",
        ("f5", "ctrl+t"),
        on("cases"),
        "screen.only_due",
        footer=True,
        anyhow=True,
    ),
    Command(
        "of-council",
        "one council",
        "Show the cases of one council, or of all.",
        ("f6", "ctrl+r"),
        on("cases"),
        "screen.of_council",
        anyhow=True,
    ),
    Command(
        "of-worker",
        "one worker",
        "Show the cases of one worker, or of all.",
        ("f7", "ctrl+y"),
        on("cases"),
        "screen.of_worker",
        anyhow=True,
    ),
    Command(
        "of-status",
        "one status",
        "Show the cases with one status, or all.",
        ("f10", "ctrl+d"),
        on("cases"),
        "screen.of_status",
        anyhow=True,
    ),
    Command(
        "in-order",
        "another order",
        "Choose the order of the cases.",
        ("ctrl+k",),
        on("cases"),
        "screen.in_order",
        anyhow=True,
    ),
    Command(
        "all-again",
        "all cases again",
        "Clear the search and every other choice. Show all cases, with what is due first.",
        ("ctrl+u",),
        on("cases"),
        "screen.all_again",
        anyhow=True,
    ),
    Command(
        "write-all",
        "write all ready",
        "Write the packs of all cases that are ready.",
        ("f4", "ctrl+x"),
        on("cases"),
        "screen.write_all",
        anyhow=True,
    ),
    Command(
        "early-add",
        "add somebody",
        "Put someone on the early list. Use your own reference and no name.",
        ("f4", "ctrl+k"),
        on("early"),
        "screen.add",
        footer=True,
        anyhow=True,
    ),
    Command(
        "early-import",
        "take in a list",
        "Take in a list that a prison or a ward has saved as CSV. All of it is taken in, or nothing.",
        ("f6", "ctrl+r"),
        on("early"),
        "screen.take_in",
        footer=True,
        anyhow=True,
    ),
    Command(
        "right",
        "it is right",
        "Note that you rang the marked number and that it is right. The first time, you are asked who you are.",
        ("f5", "ctrl+t"),
        on("confirm"),
        "screen.right",
        footer=True,
        anyhow=True,
    ),
    Command(
        "wrong",
        "it is wrong",
        "Correct the marked number or its hours.",
        ("f6", "ctrl+r"),
        on("confirm"),
        "screen.wrong",
        footer=True,
        anyhow=True,
    ),
    Command(
        "take-corrections",
        "take in a file",
        "Take in what others found out. You see each difference first.",
        ("f4", "ctrl+k"),
        on("confirm"),
        "screen.take_in",
        anyhow=True,
    ),
    Command(
        "erase-due",
        "erase these",
        "Go on to erase all that is due. You must type how many there are.",
        ("f6", "ctrl+r"),
        on("retention"),
        "screen.erase_due",
        footer=True,
        anyhow=True,
    ),
    Command(
        "connection",
        "local connection",
        "At the question about the council: work out where they may have a local connection.",
        ("f10", "ctrl+d"),
        on("question", "practice-question"),
        "screen.connection",
        footer=True,
        anyhow=True,
    ),
    Command("more", "more", "See what does not fit.", ("pagedown",), on(EVERYWHERE, "too-small"), "screen.more"),
    Command("above", "up", "See what is above.", ("pageup",), on(EVERYWHERE, "too-small"), "screen.above"),
    Command(
        "back",
        "back",
        "Go back one step. You do not lose any answers.",
        ("escape", "ctrl+o"),
        on(EVERYWHERE, "over-hidden"),
        "screen.back",
        footer=True,
        anyhow=True,
    ),
    Command(
        "help",
        "help",
        "See what this page is for and which keys work here.",
        ("f1", "ctrl+g"),
        on(EVERYWHERE),
        "app.help",
        footer=True,
        anyhow=True,
    ),
    Command(
        "numbers",
        "numbers",
        "Emergency numbers: who answers now.",
        ("f2", "ctrl+e"),
        on(EVERYWHERE, "hidden", "over-hidden", "too-small"),
        "app.numbers",
        footer=True,
        anyhow=True,
    ),
    Command(
        "look-up",
        "look up",
        "Look up a word, the law, a number or a question in Guidance. Type to search.",
        ("f12", "ctrl+underscore"),
        on(EVERYWHERE),
        "app.look_up",
        footer=True,
        anyhow=True,
    ),
    Command(
        "hide",
        "hide",
        "Hide everything at once. Your passphrase brings it back. Guidance says what hiding does not reach.",
        ("f9", "ctrl+l"),
        on(EVERYWHERE, "over-hidden", "too-small"),
        "app.hide",
        footer=True,
        anyhow=True,
    ),
    Command(
        "drop",
        "clear",
        "Clear what was hidden for good, if no vault was open when it was entered. You are asked first.",
        ("f4", "ctrl+k"),
        on("hidden"),
        "screen.drop",
        anyhow=True,
    ),
    Command(
        "commands",
        "find a command",
        "Find a command by typing part of its name.",
        ("ctrl+p",),
        on(EVERYWHERE),
        "app.commands",
        anyhow=True,
    ),
    Command(
        "theme",
        "light, dark or high contrast",
        "Change the colours: dark, light or high contrast. This machine remembers your choice.",
        ("f3",),
        on(EVERYWHERE),
        "app.theme",
        anyhow=True,
    ),
    Command(
        "leave",
        "leave Champion",
        "Leave Champion. You are asked first.",
        ("ctrl+q", "ctrl+c"),
        on(EVERYWHERE, "hidden", "too-small"),
        "app.leave",
        anyhow=True,
    ),
    Command("help-sign", "help", "See help, when you are not typing.", ("question_mark",), on(EVERYWHERE), "app.help"),
    Command("quit", "quit", "Leave Champion from here.", ("q",), on("start"), "app.leave", footer=True),
)

_in_force: tuple[Command, ...] = COMMANDS


def put_in_force(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Gives the commands named in ``keys`` those keys from now on, and all others their own. ``remapped_keys`` decides
    which may change.
    """
    global _in_force  # noqa: PLW0603  one program shows one set of keys, and every screen reads it from here
    _in_force = with_keys(keys)


def with_keys(keys: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    """Returns all commands; those named in ``keys`` have those keys."""
    return tuple(replace(each, keys=keys[each.id], shown="") if each.id in keys else each for each in COMMANDS)


def keys_everywhere() -> frozenset[str]:
    """Returns the keys that do the same on every page, whatever has the focus."""
    return frozenset(key for each in _in_force if each.anyhow and EVERYWHERE in each.where for key in each.keys)


def commands_on(screen: str) -> tuple[Command, ...]:
    """Returns the commands valid on that screen, in the registry's order, with the keys in force."""
    return tuple(each for each in _in_force if each.valid_on(screen))


def command(command_id: str) -> Command:
    """Returns the command with that id, with the keys in force. Raises ``KeyError`` if there is none."""
    return {each.id: each for each in _in_force}[command_id]


def keyed(sentence: str) -> str:
    """Returns ``sentence`` with its keys filled in: ``%hide%`` is that command's first key in force, ``%hide+%`` all of
    them.
    """
    return KEY_HERE.sub(lambda found: command(found[1]).key_words(first_only=not found[2]), sentence)


def footer_of(screen: str, without: Iterable[str] = ()) -> tuple[Command, ...]:
    """Returns the commands that the footer of a screen shows, except those named in ``without``."""
    left_out = frozenset(without)
    return tuple(command for command in commands_on(screen) if command.footer and command.id not in left_out)
