"""Keeping an interview: unlocks the vault, or makes one the first time."""

from champion_tui.cli.context import Context
from champion_tui.cli.passphrase import can_ask, desk_of, new_passphrase, passphrase_file, unlocked_for_long
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.errors import DeskError, Locked
from champion_tui.ground.answers import WrongValue

BY_CODE = "The recovery code has opened the vault. Whose passphrase was lost? Choose a new one for them now."


def open_vault(context: Context, talk: Talk) -> None:
    """Unlocks the vault, or makes it. A passphrase typed on the terminal can be tried again.

    Raises ``Left``, and ``DeskError`` if the passphrase comes from a file and does not open the vault.
    """
    if not desk_of(context).vault.exists():
        _make(context, talk)
        return
    while True:
        try:
            unlocked_for_long(context)
        except Locked as error:
            if passphrase_file(context) is not None or not can_ask() or not _again(talk, error):
                raise
        else:
            _offer_new_passphrase(context, talk)
            return


def _offer_new_passphrase(context: Context, talk: Talk) -> None:
    """After the recovery code has opened the vault, offers a new passphrase to the person who lost theirs."""
    team = desk_of(context).vault.people
    if not can_ask() or passphrase_file(context) is not None or not team.opened_by_recovery_code():
        return
    people = [person.name for person in team.listed()]
    talk.say("", *wrapped(BY_CODE))
    chosen = talk.choose("Type a number.", [*(f"A new passphrase for {name}" for name in people), "Later"])
    if not isinstance(chosen, int) or chosen == len(people):
        return
    try:
        talk.say(*wrapped(team.change_passphrase(people[chosen], new_passphrase(context))))
    except (WrongValue, DeskError) as error:
        talk.say(*wrapped(f"{error} Nothing has changed: champion-tui vault change-passphrase does it too."))


def _again(talk: Talk, error: DeskError) -> bool:
    talk.say(*wrapped(str(error)))
    return talk.choose("Type a number.", ["Try again", "Leave without keeping it"]) == 0


def _make(context: Context, talk: Talk) -> None:
    desk = desk_of(context)
    talk.say(
        "", *wrapped("There is no vault yet. It keeps everything locked on this machine. Making one takes a moment.")
    )
    name = _needed(talk, "Your name, as it appears next to what you do.")
    role = _needed(talk, "Your job.")
    while True:
        try:
            code = desk.vault.create(name, role, new_passphrase(context))
        except WrongValue as error:
            if passphrase_file(context) is not None or not can_ask():
                raise
            talk.say(*wrapped(str(error)))
            continue
        talk.say("", "Recovery code, shown only now. Write it down and lock it away:", f"  {code}", "")
        return


def _needed(talk: Talk, prompt: str) -> str:
    while True:
        heard = talk.ask(prompt)
        if heard:
            return heard
        talk.say("You must write something here.")
