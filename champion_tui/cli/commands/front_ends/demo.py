"""``demo``: a throwaway store with invented cases, for training."""

import argparse
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from champion_tui.cli.commands.front_ends import plain, screen
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.plain.talk import Left, Talk
from champion_tui.cli.streams import finish, tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.training import mark_as_training
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.dates.calendar import london_date

NAME, ROLE = "Demo Champion", "Training"
PASSPHRASE = "demo"  # noqa: S105  printed on purpose: it protects nothing but invented cases
NO_JSON = "The demo has no JSON form."


def run(context: Context) -> int:
    """Fills a temporary folder with invented cases, opens it, and deletes it when the person is done."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    context.args.plain = context.args.plain or screen.line_by_line()
    talk = Talk(TRAINING)
    with tempfile.TemporaryDirectory(prefix="champion-demo-", ignore_cleanup_errors=True) as folder:
        code = _in(Path(folder), context, talk)
    talk.say("", "The demo's folder is deleted. Nothing of it is left.")
    return code


def _in(home: Path, context: Context, talk: Talk) -> int:
    secret = home / "passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASE, encoding="utf-8")
    mark_as_training(home)
    named = {"home": str(home), "passphrase_file": str(secret), "person": NAME, "reference": None}
    with Context(argparse.Namespace(**{**vars(context.args), **named})) as own:
        _fill(own)
        talk.say(
            *wrapped(f"{TRAINING}: all people are invented. They are in a folder that is deleted afterwards ({home})."),
            f"The passphrase is: {PASSPHRASE}",
        )
        finish()
        if context.args.plain:
            return _plain(own, talk)
        try:
            talk.ask("Press Enter to open it.")
        except Left:
            return ExitCode.DONE
        return screen.open_screen(lambda: desk_of(own), training=True)


def _fill(context: Context) -> None:
    """Makes the vault and stores the cases, one of them already sent."""
    desk = desk_of(context)
    desk.vault.create(NAME, ROLE, PASSPHRASE, any_passphrase=True)
    desk.first_run_done()
    today = london_date(context.now())
    for case in demo_cases(today):
        desk.cases.new(case)
    sent = desk.cases.new(demo_cases(today)[0])
    desk.cases.mark_sent(sent, today, "DEMO-1")
    desk.vault.lock()


def _plain(context: Context, talk: Talk) -> int:
    desk = desk_of(context)
    desk.vault.unlock(PASSPHRASE, NAME)
    talk.say(
        "",
        "Cases in the demo:",
        *(f"  {row.reference}  {row.initials}  {row.status_words}" for row in desk.cases.lists.cases().rows),
    )
    try:
        reference = talk.ask("Type a reference to go on with it. Enter begins a new one.")
    except Left:
        return ExitCode.DONE
    context.args.reference = reference or None
    return plain.run(context)


# -- the cases: nobody in them exists, the numbers are reserved for fiction
# -----------------------------------------------

AGENCY = {
    "agency-name": "HMP Example",
    "body-type": "prison",
    "team": "Resettlement",
    "referrer-name": "Rowan Demo",
    "referrer-role": "Resettlement worker",
    "referrer-phone": "01632 960101",
    "referrer-email": "resettlement@example.org",
}

CONSENT = {
    "capacity": "can-decide",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}
CALM = {"emergency": "none", "safeguarding": "no", "age": "18-plus"}


def demo_cases(today: date) -> tuple[dict[str, Any], ...]:
    """Returns invented cases in the form that ``case new`` takes, with dates relative to ``today``."""
    return (_leaving_prison(today), _rough_sleeper(), _fleeing(), _refused(today))


def _leaving_prison(today: date) -> dict[str, Any]:
    """A case that is ready to export."""
    release = today + timedelta(days=49)
    return {
        "triage": {
            **CALM,
            "situation": "leaving-institution",
            "last-date": release.isoformat(),
            "circumstances": ["leaving-prison"],
            **CONSENT,
            "authority": "cherwell",
        },
        "agency": AGENCY,
        "referral": {
            "full-name": "Zebedee Example",
            "date-of-birth": "1988-02-29",
            "phone": "07700 900123",
            "contact-method": "phone",
            "safe-to-ring": "yes",
            "reachable-until": f"{release.isoformat()}, at HMP Example",
            "reachable-after": "through the probation office, 01632 960102",
            "current-accommodation": "custody",
            "reason-for-loss": "left-custody",
            "support-needs": ["offending-history"],
            "agreed-reason": "threatened",
        },
    }


def _rough_sleeper() -> dict[str, Any]:
    """A rough sleeper with no phone, one name, and no agreed reason yet."""
    return {
        "triage": {
            **CALM,
            "emergency": "nowhere-tonight",
            "after-call": "refer-too",
            "situation": "homeless-now",
            "circumstances": ["rough-sleeping"],
            **CONSENT,
            "authority": "oxford",
        },
        "referral": {
            "full-name": "Tamsin",
            "alternative-contact-name": "Day centre, ask for Jo",
            "contact-method": "someone-else",
        },
    }


def _fleeing() -> dict[str, Any]:
    """Someone fleeing abuse: safe contact is part of the minimum, and the slip is a plain card."""
    return {
        "triage": {
            **CALM,
            "emergency": "fleeing-abuse",
            "after-call": "refer-too",
            "safeguarding": "yes-reported",
            "situation": "cannot-stay",
            "circumstances": ["domestic-abuse-history", "children-in-household"],
            **CONSENT,
            "authority": "west-oxfordshire",
        },
        "referral": {
            "full-name": "Ada Invented",
            "phone": "07700 900456",
            "contact-method": "text",
            "agreed-reason": "homeless",
        },
    }


def _refused(today: date) -> dict[str, Any]:
    """Someone who refuses consent: nothing is sent, and the record shows that a referral was offered."""
    return {
        "triage": {
            **CALM,
            "situation": "losing-home",
            "last-date": (today + timedelta(days=20)).isoformat(),
            "circumstances": ["none"],
            "capacity": "can-decide",
            "authority": "vale-of-white-horse",
            "consent": "refused",
        },
    }
