"""The words about a team's store and about the connection to its server."""

from champion_tui.ground.dates.date_words import count_words
from champion_tui.store.team.standing import LineState, TeamStanding

LOGIN = "LOGIN"
"""Stands for a person's own login in an address that is given to them."""

NOT_A_TEAM = "This store is on this computer alone. It does not belong to a team."
NO_TEAM_WAYS = {
    "To make it a team's": "champion-tui team create URL",
    "To join one, in a folder with no store": "champion-tui team join URL",
}
"""For each way to a team's store, what to type."""
NO_TEAM_WAY = " ".join(f"{what}: {typed}." for what, typed in NO_TEAM_WAYS.items()).removesuffix(".")
OTHER_STORE = "The cases here are not those of {url}: {held}. Nothing was opened."
HELD_HERE = "they are on this computer alone"
HELD_THERE = "they are those of {url}"
OTHER_WAY = "Leave --store, CHAMPION_STORE and the setting out, or name another folder with --home. A team is joined with: champion-tui team join URL"
CREATED = "The store is on the team's server now: {rows}, each compared with what came back. This computer is a desk of the team."
MOVED_AGAIN = "What this desk has is on the team's server again: {rows}, each compared with what came back."
LEFT = "The store is on this computer alone again. What is on the team's server stays there."
PREPARED = "The tables of a team's store are there and up to date."
JOINED = "This computer is a desk of the team now, and has a copy of its store. From now on unlock it with your new passphrase."
INVITED = (
    "{name} is on the list of people. On their own computer, and with their own login on the server in place of LOGIN, they type: champion-tui team join {url} --as {quoted}",
    "They are asked for these words. They are shown only now, and open the vault until {name} has joined with them:",
)
INVITED_END = "Give them to {name} yourself, not by e-mail. If they do not join, take them out again: champion-tui vault remove-person"

UP = "With the team's server: what you enter is there too, and what others enter is here."
LINES = {
    LineState.UP: UP,
    LineState.DOWN: "No line to the team's server ({why}). What you enter is kept here and delivered later.",
    LineState.REFUSED: "The team's server is not used. {why} What you enter is kept here and delivered later.",
    LineState.DIFFERS: "The team's server is not used. {why} What you enter is kept here.",
    LineState.NEW_KEY: "The vault has a new key, because somebody was taken out. Lock it and unlock it again. What you enter until then is kept here.",
}
HEADERS = {
    LineState.UP: "team: in touch",
    LineState.DOWN: "team: no line",
    LineState.REFUSED: "team: refused",
    LineState.DIFFERS: "team: not trusted",
    LineState.NEW_KEY: "team: lock and unlock",
}
TO_DECIDE = "{values} to decide: somebody else gave a different one while there was no line"
NOTHING_TO_DECIDE = "There is nothing to decide: nobody gave two values at once."
NO_SUCH_CLASH = "There is nothing of that number to decide."
NOT_BY_ITSELF = "That cannot be put back by itself."
ENTER_IT_AGAIN = "Open the case and enter it again if yours is right. Then settle it with --theirs."
ERASED = "{who} entered something here without a line to the server, while a colleague erased the case. What was entered went with it."
RENAMED = "Another desk had given the same reference {old} meanwhile. This case is {reference} now: correct papers that show the old one."
BOTH = "{label}. Yours, given by {who} on {when}: {mine}. What is there now: {theirs}."
BESIDE_CASES = "{label}. Yours, given by {who} on {when}: {mine}. What a colleague gave is there now."
"""Like ``BOTH``, for a value that belongs to no case."""

EARLY_LIST, SETTING = "Early list, {key}", "Setting {key}"
NOTHING = "nothing"
DONE_MINE = "Yours stands there now."
DONE_THEIRS = "What stands there stays."


def line_words(standing: TeamStanding) -> str:
    """Returns the state of the connection, as a sentence."""
    return LINES[standing.line].format(
        why=standing.why[:1].upper() + standing.why[1:] if standing.line is not LineState.DOWN else standing.why
    )


def header_words(standing: TeamStanding) -> tuple[str, str, str]:
    """Returns the same for narrow places, in three lengths: in full, with what is waiting and to be decided; shorter;
    the state alone.
    """
    head = HEADERS[standing.line]
    waits = standing.waiting if standing.line is not LineState.UP else 0
    clashes = [f"{standing.clashes} to decide"] if standing.clashes else []
    full = [head, *([f"{count_words(waits, 'change')} to deliver"] if waits else []), *clashes]
    fewer = [head, *([f"{waits} to deliver"] if waits else []), *clashes]
    return ", ".join(full), ", ".join(fewer), head
