"""An example of each command, for its ``--help`` and the manual page: what to type and what it does.

``tests/cli/test_cli_help.py`` parses every example with the grammar.
"""

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "": (
            ("", "the full screen"),
            ("numbers --for nowhere-tonight", "who to ring now for somebody with nowhere to sleep"),
            ("plain", "the interview line by line, for a screen reader or a small terminal"),
        ),
        "plain": (("plain", "begin an interview"), ("plain --today", "what is due, case by case")),
        "serve": (("serve --open", "open it in the browser; it ends when the tab has been closed for a minute"),),
        "demo": (("demo", "the full screen with invented cases, thrown away at the end"),),
        "practice": (("practice", "choose a case, play it, and see which answers differ and why"),),
        "numbers": (
            ("numbers cherwell", "Cherwell's lines, those that answer now first"),
            ("numbers --for fleeing-abuse --at 2026-12-25T02:00", "who would answer on Christmas night"),
        ),
        "area": (
            ("area", "the areas, and the one that this machine works in"),
            ("area kent-and-medway", "work in that one from now on"),
        ),
        "settings": (
            ("settings", "how everything is set"),
            ("settings theme contrast", "the colours of high contrast, on this computer"),
            ("settings keep.sent 365", "sent referrals are due to be erased a year after they were closed"),
        ),
        "keys": (("keys", "every key, with those that you chose yourself"),),
        "guidance": (
            ("guidance leaving prison", "all that is said about it, with sources"),
            ("guidance section 188", "where to find the law on interim accommodation"),
        ),
        "triage": (("triage --answers answers.json --json", "what the answers in a file lead to, for a script"),),
        "connection": (
            ("connection --ask", "ask for the history line by line"),
            ("connection history.json --remembered", "a file with dates as people say them"),
        ),
        "dates contact": (("dates contact --sent 2026-11-20 --authority cherwell", "by when Cherwell should call"),),
        "dates home": (("dates home --last 2027-01-10 --what bailiffs", "how long until the bailiffs come"),),
        "dates review": (("dates review --notified 2026-11-02", "the last day to ask: 22 November 2026"),),
        "dates duty": (("dates duty --accepted 2026-11-02 --duty relief", "the end of the relief duty's 56 days"),),
        "offer": (
            (
                "offer --duty temporary --notified 2026-11-02",
                "what each choice leads to, and the last day to ask for a review",
            ),
            ("offer --ask", "the same line by line, with the slip"),
        ),
        "case new": (("case new --from case.json", "store a case; prints its reference"),),
        "case list": (
            ("case list --due", "only those that ask for something today"),
            ("case list --search 01632 --status sent", "sent cases with that in a phone number"),
        ),
        "case show": (("case show CHW-7K3M-2Q", "one case: answers, fields, what is missing"),),
        "case set": (("case set CHW-7K3M-2Q --from change.json", "change what the file names, nothing else"),),
        "case again": (("case again CHW-7K3M-2Q", "a new referral that follows this one"),),
        "case move": (("case move CHW-7K3M-2Q kent-and-medway", "they are in Kent now; says what that changes"),),
        "case export": (
            ("case export CHW-7K3M-2Q --to packs", "one pack, in a folder of its own below packs"),
            ("case export --all-ready --to packs --form sealed-pdf", "every ready case as one sealed file each"),
        ),
        "case sent": (("case sent CHW-7K3M-2Q --on 2026-11-26 --code A1B2", "sent today, with the portal's code"),),
        "case print": (("case print CHW-7K3M-2Q --what slip", "the slip, on the printer used last"),),
        "case slip": (
            ("case slip CHW-7K3M-2Q --to slip.pdf --form large-print", "the slip in large print"),
            ("case slip CHW-7K3M-2Q --to slip.txt --form phone-message", "the slip as a message to send"),
        ),
        "case letter": (("case letter CHW-7K3M-2Q --what interim --to letter.pdf", "ask for somewhere to stay now"),),
        "case evidence": (("case evidence CHW-7K3M-2Q --to evidence.pdf", "what shows that the duty was met"),),
        "case heard": (
            ("case heard CHW-7K3M-2Q --what acknowledged --on 2026-11-27", "the council says that it has it"),
        ),
        "case outcome": (("case outcome CHW-7K3M-2Q --what relief-duty --on 2026-12-10", "what the council decided"),),
        "case withdraw": (
            (
                "case withdraw CHW-7K3M-2Q --why consent-withdrawn --on 2026-11-27 --told-council yes",
                "they take it back",
            ),
        ),
        "case take-back": (
            ("case take-back CHW-7K3M-2Q --what acknowledged --why 'the wrong case'", "an entry that was wrong"),
        ),
        "case timeline": (("case timeline CHW-7K3M-2Q --to timeline.pdf", "everything that was done, on paper"),),
        "case similar": (("case similar CHW-7K3M-2Q", "cases that are likely the same person's"),),
        "case subject-access": (("case subject-access CHW-7K3M-2Q --to for-them", "all that is held about them"),),
        "case erase": (("case erase CHW-7K3M-2Q", "take it out for good; you type the reference once more"),),
        "today": (("today", "what needs doing, most urgent first"),),
        "early add": (("early add --own-reference A1234 --date 2027-03-01 --kind release", "a release in March"),),
        "early list": (("early list", "the nearest date first"),),
        "early begin": (("early begin A1234", "a case from it; the entry leaves the list"),),
        "early remove": (("early remove A1234", "off the list"),),
        "early import": (("early import releases.csv", "every row or none"),),
        "stats": (("stats --from 2026-10-01 --to 2026-12-31 --csv quarter.csv", "a quarter, for a spreadsheet"),),
        "by-name": (("by-name --to meeting.pdf", "the list for a meeting, with initials"),),
        "retention due": (("retention due", "what your organisation's periods say is no longer needed"),),
        "retention erase": (("retention erase --confirm 3", "erase exactly those three"),),
        "slips languages": (("slips languages", "which languages have been checked"),),
        "slips export-language": (("slips export-language so --to somali.po", "a sheet for somebody who checks it"),),
        "slips import-language": (
            ("slips import-language somali.po --checked-by 'Zebedee Example' --on 2026-11-26", "take it back"),
        ),
        "vault create": (("vault create --name 'Zebedee Example' --role 'ward clerk'", "make the vault"),),
        "vault people": (("vault people", "who can open it"),),
        "vault add-person": (("vault add-person --name 'Ada Sample' --role champion", "one more"),),
        "vault remove-person": (("vault remove-person 'Ada Sample'", "take her out, with a new key for the rest"),),
        "vault change-passphrase": (("vault change-passphrase", "another passphrase for yourself"),),
        "vault recovery-code": (("vault recovery-code", "a new code; the old one no longer opens anything"),),
        "vault check": (("vault check", "read every case and every event once"),),
        "vault accept": (("vault accept", "go on from a vault that is not as you left it"),),
        "vault backup": (("vault backup /media/stick/champion.copy", "a safety copy on a stick"),),
        "vault backups": (("vault backups", "the copies on this machine"),),
        "vault restore": (("vault restore /media/stick/champion.copy", "put it in the place of the store"),),
        "team create": (
            ("team create postgresql://maria@cases.example.org/champion", "this computer's store, for the team"),
        ),
        "team invite": (('team invite "Ben Example" --role clerk', "prints the words that Ben joins with"),),
        "team join": (
            (
                'team join postgresql://ben@cases.example.org/champion --as "Ben Example"',
                "asks for the words of the invitation, then for a passphrase of your own",
            ),
        ),
        "team status": (("team status", "whether the server answers, and what waits to be delivered"),),
        "team clashes": (("team clashes", "both values, who gave them and when"),),
        "team decide": (("team decide 1 --theirs", "what is there now stays"),),
        "team move": (
            ("team move --to-this-computer", "the store on this computer alone again"),
            (
                "team move postgresql://maria@cases.example.org/champion --again",
                "after the server was put back from an older copy",
            ),
        ),
        "team roles": (("team roles", "to be read, and run with psql; docs/how-to/run-a-team-server.md"),),
        "team prepare": (
            (
                "team prepare postgresql://champion_owner@cases.example.org/champion",
                "the tables, made by the login that owns them",
            ),
        ),
        "data check": (
            ("data check", "every mistake in the knowledge, your own files included"),
            ("data check --data my-data", "the same of a folder that you are working on"),
        ),
        "data new-area": (("data new-area --to invented-shire.toml", "asks line by line; docs/how-to/add-an-area.md"),),
        "data stale": (("data stale", "which numbers to ring and confirm"),),
        "data confirm": (
            ("data confirm cherwell-day --as 'Ann Example'", "you rang it, and the number is right"),
            ("data confirm cherwell-day --hours --as 'Ann Example'", "its hours are right too"),
        ),
        "data export": (
            ("data export /media/stick/numbers.toml", "what you found out, signed, for other organisations"),
        ),
        "data import": (
            ("data import /media/stick/numbers.toml", "what it would change here, value by value"),
            ("data import /media/stick/numbers.toml --accept", "take it"),
        ),
        "data signer": (
            ("data signer", "your key, to be read out, and whom you trust"),
            ("data signer --trust 'Ann Example' 0123456789abcdef --as 'Bo Example'", "take what that key has signed"),
        ),
        "data correct": (
            (
                "data correct cherwell-day --phone '01632 960001' --why 'their website' --as 'Ann Example'",
                "your number over the shipped one",
            ),
        ),
        "tree show": (("tree show --format mermaid", "the tree as a picture for a web page"),),
        "tree paths": (("tree paths", "every way through it, to sign off"),),
        "completion": (
            ("completion bash > ~/.local/share/bash-completion/completions/champion-tui", "for bash, from now on"),
            ("completion fish > ~/.config/fish/completions/champion-tui.fish", "for fish"),
        ),
        "manual": (("manual | man -l -", "read it here and now"),),
    }
)
"""The examples by command: pairs of what follows ``champion-tui`` and what it is for."""


def example_lines(command: str) -> str:
    """Returns the last part of a command's help: its examples, each with its purpose. "" if there are none."""
    examples = EXAMPLES.get(command, ())
    shown = [f"  champion-tui {typed}".rstrip() + f"\n      {purpose}" for typed, purpose in examples]
    return "\n".join(("for example:", *shown)) if shown else ""
