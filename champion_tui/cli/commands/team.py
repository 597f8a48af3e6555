"""``team``: one store for a team on a server, what waits to be delivered, and clashing values."""

import sys

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_out import show_json
from champion_tui.cli.passphrase import (
    desk_of,
    other_new_passphrase,
    passphrase_from,
    server_password,
    unlocked,
)
from champion_tui.cli.streams import finish, forget, show
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.errors import CannotReadOrWrite, WrongValue
from champion_tui.desk.team import team_words as words
from champion_tui.ground.answers import Problem

NOT_SHOWN = "{name} is on the list of people, but the words for them could not be shown, and they are kept nowhere."
TAKE_OUT = "Take them out again, then invite them once more: champion-tui vault remove-person"
HERE_OR_URL = "the address of the team's server, or --to-this-computer"
CHOOSE_ONE = "--mine or --theirs"


def roles(context: Context) -> ExitCode:
    """Prints the script that a server's administrator reads and runs."""
    script = desk_of(context).team.roles()
    return context.show({"script": script}, script.splitlines())


def prepare(context: Context) -> ExitCode:
    """Makes the tables on a server, with the login that owns them."""
    team = desk_of(context).team
    team.require_address(context.args.url)
    said = team.prepare(context.args.url, server_password(context))
    return context.show({"prepared": True}, wrapped(said))


def create(context: Context) -> ExitCode:
    """Puts this computer's store on a server, as the first desk of a new team."""
    return _put(context, again=False)


def move(context: Context) -> ExitCode:
    """Puts this computer's store on a server, or there again, or back on this computer alone."""
    args = context.args
    if args.to_this_computer == (args.url is not None):
        raise WrongValue(Problem("url", args.url, HERE_OR_URL))
    if args.to_this_computer:
        return context.show({"moved": "here"}, wrapped(unlocked(context).team.leave()))
    return _put(context, again=args.again)


def _put(context: Context, *, again: bool) -> ExitCode:
    desk_of(context).team.require_address(context.args.url)
    team = unlocked(context).team
    said = team.create(context.args.url, server_password(context), again=again)
    return context.show({**team.status().as_json(), "words": said}, wrapped(said))


def invite(context: Context) -> ExitCode:
    """Adds somebody to the list of people, with an invitation code that is printed once."""
    desk_of(context).vault.people.require_usable(context.args.name, context.args.role)
    invitation = unlocked(context).team.invite(context.args.name, context.args.role)
    first, *rest = invitation.words
    try:
        if context.json:
            show_json({"name": invitation.name, "code": invitation.code})
        else:
            show(*wrapped(first), *wrapped(rest[0]), "", f"  {invitation.code}", "", *wrapped(rest[1]))
        finish()
    except OSError as error:
        forget(sys.stdout)
        raise CannotReadOrWrite(NOT_SHOWN.format(name=invitation.name), TAKE_OUT) from error
    return ExitCode.DONE


def join(context: Context) -> ExitCode:
    """Makes a folder without a store a desk of a team."""
    team, name = desk_of(context).team, context.person
    if name is None:
        raise WrongValue(Problem("as", None, "your name, as it is on the invitation"))
    team.require_address(context.args.url)
    secret = server_password(context)
    code = passphrase_from(context, "The words of the invitation: ")
    said = team.join(context.args.url, secret, name, code, other_new_passphrase(context))
    return context.show({"joined": True, "home": str(context.home)}, wrapped(said))


def status(context: Context) -> ExitCode:
    """Shows the state of the store's connection to its server."""
    desk = unlocked(context)
    view = desk.team.status()
    lines = [*([f"The team's server: {view.url}"] if view.url else []), *wrapped(view.words)]
    if view.waiting:
        lines.append(f"Waiting to be delivered: {view.waiting}")
    if view.clashes:
        lines += [f"To decide: {view.clashes}", "See: champion-tui team clashes"]
    return context.show(view.as_json(), lines)


def clashes(context: Context) -> ExitCode:
    """Shows values given here that clash with values given by somebody else."""
    views = unlocked(context).team.clashes()
    lines = [line for view in views for line in wrapped(f"{view.number}. {view.line}", "", "   ")]
    return context.show({"to_decide": [view.as_json() for view in views]}, lines or [words.NOTHING_TO_DECIDE])


def decide(context: Context) -> ExitCode:
    """Settles one clash."""
    args = context.args
    if args.mine == args.theirs:
        raise WrongValue(Problem("number", str(args.number), CHOOSE_ONE))
    said = unlocked(context).team.decide(args.number, mine=args.mine)
    return context.show({"number": args.number, "taken": "mine" if args.mine else "theirs"}, [said])
