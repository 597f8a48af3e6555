"""The whole job as people do it, with each program under strace: on the full screen, line by line, and by commands."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from desk_samples import PASSPHRASE, REFER
from journeys import AT, CODE, START, answer_all, leave, missing, write_to
from own_home import home_variables
from system_calls import Call, read, tracer
from terminal import PROGRAM, Screen, terminal_environment

from champion_tui.knowledge.book import load

NAME, PHONE, ADDRESS = "Zebedee Markerson-Quill", "07700900123", "Oddfellows Reach 77b"
CHAMPION, WARD = "Wilhelmina Invented", "Xylophone Wing"
COLLEAGUE, THEIRS, CHANGED = "Ottilie Invented", "an unguessable kettle of herons", "sixteen marmalade bicycles waiting"
RECOVERY_CODE = re.compile(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5})+")
REFERENCE = re.compile(r"CHW-[A-Z0-9]{4}-[A-Z0-9]{2}")


@dataclass
class Journey:
    """Everything that a journey left: its folders, its programs' system calls, and the texts that may not be found."""

    place: Path
    watched: tuple[str, ...]
    inject: tuple[str, ...]
    recordings: list[Path] = field(default_factory=list)
    seen: list[tuple[bytes, bytes]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=lambda: [PASSPHRASE])

    @property
    def home(self) -> Path:
        """Returns the person's home folder."""
        return self.place / "home"

    @property
    def exports(self) -> Path:
        """Returns the one folder that the person exports to."""
        return self.place / "exports"

    @property
    def secret_file(self) -> Path:
        """Returns the file with the passphrase, put there by the person."""
        return self.place / "passphrase.txt"

    def environment(self) -> dict[str, str]:
        """Returns the environment of every program of this journey."""
        temporary = {name: str(self.place / "temporary") for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
        kept = terminal_environment(self.home, **home_variables(self.home), **temporary)
        return {**kept, "PYTHONDONTWRITEBYTECODE": "", "TZ": "Europe/London"}

    def prepare(self) -> None:
        """Makes the folders as a person finds them."""
        for folder in (self.home, self.exports, self.place / "temporary", self.place / "traces", self.place / "desk"):
            folder.mkdir(parents=True)
        self.secret_file.write_text(PASSPHRASE, encoding="utf-8")

    def calls(self) -> list[Call]:
        """Returns the system calls of all programs, in order."""
        return sorted((call for into in self.recordings for call in read(into)), key=lambda call: call.at)

    def watching(self) -> list[str]:
        """Returns the words to put before the next command."""
        self.recordings.append(self.place / "traces" / f"{len(self.recordings):03}")
        return tracer(self.recordings[-1], self.watched, inject=self.inject)

    def run(self, *words: object, stdin: object = None, secret: bool = True, as_champion: bool = False) -> str:
        """Runs one command, which must succeed; returns its output."""
        given = "" if stdin is None else stdin if isinstance(stdin, str) else json.dumps(stdin)
        named = ("--passphrase-file", self.secret_file) if secret else ()
        named = (*named, "--as", CHAMPION) if as_champion else named
        ran = subprocess.run(
            [*self.watching(), *PROGRAM, *map(str, words), "--at", AT, *map(str, named)],
            input=given, env=self.environment(), cwd=self.place / "desk", capture_output=True, text=True, check=False,
            timeout=120,
        )  # fmt: skip
        assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), (words, ran.stderr)
        return ran.stdout

    def look_at_processes(self) -> None:
        """Records the environment and arguments of this journey's processes, as others could read them."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                arguments, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            except OSError:
                continue
            if str(self.place).encode() in environment:
                self.seen.append((arguments, environment))


def on_the_screen(journey: Journey) -> str:
    """Goes from the start to a case that is sent, hiding in between; returns the case's reference."""
    command = [*journey.watching(), *PROGRAM, "--at", AT]
    with Screen(command, journey.place / "desk", journey.environment(), (80, 24)) as screen:
        screen.wait_for(START).press("F2").wait_for("01865 249811").press("Esc").wait_for(START).choose(1)
        answer_all(screen, REFER, journey.place / "beside")
        screen.wait_for("Refer to Cherwell District Council", "NOT SAVED").press("Enter")
        make_vault(screen, journey)
        screen.wait_for("NOT SENT. 3 things are needed")
        reference = REFERENCE.search(screen.text)[0]
        missing(screen, "Full name").write(NAME).press("Enter").wait_for("2 needed")
        journey.look_at_processes()
        screen.press("F9").wait_gone(NAME, reference).wait_for("Password").write(PASSPHRASE).press("Enter")
        screen.wait_for("2 needed")
        missing(screen, "Their phone").write(PHONE).press("Enter").wait_for("1 needed")
        missing(screen, "Reason you agreed with them").choose(2).wait_gone("1 needed")
        screen.press("Esc").wait_for("ready to write").choose(6).wait_for("1-3 mark").choose(1)
        screen.wait_for("How do they take it away?").choose(1)
        screen.wait_for("Is paper safe for them? The full slip").choose(7).wait_for("File 1 of 7").press("Enter")
        write_to(screen.wait_for("Folder to put the pack in", str(journey.home)[:40]), journey.exports / "packs")
        screen.choose(1).wait_for("The portal's code", "23 November 2026").write(CODE).press("Enter").wait_for(
            "Write the slip again"
        )
        screen.choose(1).wait_for("How do they take it away?").choose(1).wait_for("File 1 of 2").press("Enter")
        screen.wait_for("File for the slip", str(journey.home)[:40])
        write_to(screen, journey.exports / "slip.pdf").choose(1).wait_for("correct day or code").press("Esc")
        leave(screen)
    return reference


def make_vault(screen, journey: Journey) -> None:
    """Makes the first vault, and adds its recovery code to the texts that may be found nowhere."""
    screen.wait_for("Make a vault", "Your name").write(CHAMPION).press("Enter").write("Champion").press("Enter")
    screen.write(PASSPHRASE).press("Enter").write(PASSPHRASE).press("Enter").wait_for("type its last 4 characters")
    code = RECOVERY_CODE.search(screen.text)[0]
    journey.secrets += [code, code.replace("-", "")]
    screen.write(code[-4:].lower()).press("Enter")


def line_by_line(journey: Journey) -> None:
    """Runs the plain interview through a pipe, from the first question to a pack that is sent."""
    triage = [" ".join(answer) if isinstance(answer, tuple) else answer for answer in REFER.values()]
    form = ["HMP Example", "1", WARD, "Ann Example", "", "01632 960101", ""]
    about = [NAME, "", "29/2/1988", PHONE, ".c"]
    asked = [field.id for field in load().forms["duty-to-refer"].fields if not field.only_when]
    number = asked.index("agreed-reason") + 1
    ending = [
        "1",
        "2",
        number,
        "2",
        "1",
        "",
        "",
        # The case from the full screen is probably the same person's; they continue with this one.
        "1",
        str(journey.exports / "plain"),
        "1",
        "ABC123",
        "",
        str(journey.exports / "slip.txt"),
    ]
    journey.run("plain", stdin="".join(f"{line}\n" for line in [*triage, "1", *form, *about, *ending]))


def by_commands(journey: Journey, reference: str) -> None:
    """Runs every command that touches a case or the vault, and the look-ups."""
    out, run = journey.exports, journey.run
    given = {
        "triage": dict(REFER),
        "agency": {"agency-name": "HMP Example"},
        "referral": {"full-name": NAME, "postal-address": ADDRESS, "agreed-reason": "threatened"},
    }
    new = json.loads(run("case", "new", "--from", "-", "--json", stdin=given))["reference"]
    run("case", "set", new, "--from", "-", stdin={"referral": {"risk-notes": f"{NAME} of {ADDRESS}", "phone": PHONE}})
    for words in (
        ("case", "list"),
        ("case", "list", "--json"),
        ("case", "show", new),
        ("case", "show", reference, "--json"),
    ):
        run(*words)
    run("case", "export", new, "--to", out / "commands")
    run("case", "slip", new, "--to", out / "command-slip.pdf")
    run("case", "evidence", new, "--to", out / "evidence.pdf")
    run("case", "sent", new, "--on", "2026-11-23", "--code", "ABC123")
    run("case", "heard", new, "--what", "contact-made", "--on", "2026-11-23")
    run("early", "add", "--own-reference", "A1234BC", "--date", "2027-06-01", "--kind", "release")
    for words in (
        ("today",),
        ("stats", "--json"),
        ("case", "timeline", new),
        ("case", "similar", new),
        ("early", "list"),
    ):
        run(*words)
    run("case", "timeline", new, "--to", out / "timeline.pdf")
    run("case", "subject-access", new, "--to", out / "access")
    run("by-name", "--show-names", "--to", out / "list.csv")
    for form in ("sealed-pdf", "sealed-archive"):
        run("case", "export", new, "--to", out / form, "--form", form)
    run("case", "print", new, "--what", "referral", "--to", out / "printed.pdf")
    erased = json.loads(run("case", "new", "--from", "-", "--json", stdin=given))["reference"]
    run("case", "erase", erased)
    run("case", "list", "--erased")
    the_vault(journey)
    run("vault", "check")
    run("triage", "--answers", "-", stdin={"answers": dict(REFER)}, secret=False)
    for words in (
        ("numbers",),
        ("data", "check"),
        ("data", "stale"),
        ("tree", "paths"),
        ("dates", "contact", "--sent", "2026-11-20"),
    ):
        run(*words, secret=False)


def the_vault(journey: Journey) -> None:
    """Adds and removes people, and changes passphrases and the recovery code."""
    run, colleague, other = journey.run, journey.place / "colleague.txt", journey.place / "other.txt"
    colleague.write_text(THEIRS, encoding="utf-8")
    other.write_text(CHANGED, encoding="utf-8")
    journey.secrets += [THEIRS, CHANGED]
    for name in (COLLEAGUE, "Somebody Else"):
        run(
            "vault",
            "add-person",
            "--name",
            name,
            "--role",
            "Nurse",
            "--new-passphrase-file",
            colleague,
            as_champion=True,
        )
    run("vault", "people", secret=False)
    run("vault", "change-passphrase", "--new-passphrase-file", other, as_champion=True)
    journey.secret_file.write_text(CHANGED, encoding="utf-8")
    code = json.loads(run("vault", "recovery-code", "--json", as_champion=True))["recovery_code"]
    journey.secrets += [code, code.replace("-", "")]
    run("vault", "remove-person", COLLEAGUE, as_champion=True)
    run("vault", "remove-person", "Somebody Else", "--keep-key", as_champion=True)


def whole(place: Path, watched: tuple[str, ...], inject: tuple[str, ...]) -> Journey:
    """Makes the whole journey in ``place``."""
    journey = Journey(place, watched, inject)
    journey.prepare()
    reference = on_the_screen(journey)
    line_by_line(journey)
    by_commands(journey, reference)
    return journey
