"""``desk.team``: making, joining and leaving a team's store, the state of the connection to its server, and values that
two people gave at once.

All methods but ``header`` are *slow*. Errors are those of ``desk.errors``.
"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from champion_tui.desk.errors import RefusedByProcedure, UnusableValue
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.team import team_words as words
from champion_tui.desk.team.views import ClashView, Invitation, TeamView
from champion_tui.desk.triage.pages import answer_words
from champion_tui.desk.vault import passphrase_strength
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.date_words import count_words, printed_moment
from champion_tui.knowledge.book import Book
from champion_tui.store import vault
from champion_tui.store.database.tables import AGENCY, ANSWER, REFERRAL
from champion_tui.store.errors import NoSuchCase
from champion_tui.store.history.converters import moment_from_text
from champion_tui.store.history.verbs import EARLY
from champion_tui.store.keys.passphrase import new_recovery_code
from champion_tui.store.team import joining
from champion_tui.store.team.merging import ERASED_HERE, RENAMED, Clash
from champion_tui.store.team.server import scripts
from champion_tui.store.team.server.address import check_url
from champion_tui.store.team.server.where import Where

if TYPE_CHECKING:
    from champion_tui.desk.unlocked import Unlocked
    from champion_tui.store.team.team_desk import TeamDesk
    from champion_tui.store.team.whole_store import RowsMoved

PARTS = {ANSWER: "triage", AGENCY: "agency", REFERRAL: "referral"}
"""For each holder of a value, the part of a case under which it is changed (``Cases.change``)."""


class Team:
    """The team's part of the desk. ``opened`` returns the open store or raises ``Locked``."""

    def __init__(
        self,
        home: Path,
        book: Callable[[], Book],
        now: Callable[[], datetime],
        memory: Callable[[], Path | None],
        opened: "Callable[[], Unlocked]",
    ) -> None:
        self._home, self._book, self._now, self._memory = home, book, now, memory
        self._opened = opened

    # -- making, joining, leaving ---------------------------------------------------------------------------------------------

    @staticmethod
    def roles() -> str:
        """Returns the script for the administrator of a server. Needs no vault, no server and no driver."""
        return scripts.roles()

    @staticmethod
    def require_address(url: str) -> None:
        """Raises what ``prepare``, ``create`` and ``join`` raise for a wrong address. Opens no connection."""
        with store_errors():
            check_url(url)

    def prepare(self, url: str, secret: str) -> str:
        """Makes the tables on a server, or brings them up to date, with the login that owns them. Needs no vault.
        Returns a sentence.
        """
        with store_errors():
            joining.prepare(Where(url, secret))
        return words.PREPARED

    def create(self, url: str, secret: str, *, again: bool = False) -> str:
        """Copies the whole store to the server and makes this computer a desk of that team. ``again`` is for a server
        that has lost what it had. Returns a sentence.
        """
        with store_errors():
            moved = self._opened().store.share(Where(url, secret), again=again)
            self.catch_up()
        return (words.MOVED_AGAIN if again else words.CREATED).format(rows=_rows_words(moved))

    def leave(self) -> str:
        """Makes the store one of this computer alone again. Returns a sentence."""
        self._desk()
        with store_errors():
            self._opened().store.leave_team()
        return words.LEFT

    def invite(self, name: str, role: str) -> Invitation:
        """Adds a person to the list of people, with words that open the vault until they join with their own
        passphrase.
        """
        team, code = self._desk(), new_recovery_code()
        with store_errors():
            self._opened().store.people.add(name, role, code)
        parts = urlsplit(team.url)
        url = urlunsplit(parts._replace(netloc=f"{words.LOGIN}@{parts.netloc.rpartition('@')[2]}"))
        given = {"name": name.strip(), "url": url, "quoted": f'"{name.strip()}"'}
        said = (line.format_map(given) for line in (*words.INVITED, words.INVITED_END))
        return Invitation(name.strip(), code, tuple(said))

    def join(self, url: str, secret: str, name: str, code: str, passphrase: str) -> str:
        """Makes the home folder, which has no store yet, a desk of the team. ``code`` is the invitation, ``passphrase``
        the person's own from now on. A person who is already on the list can give their passphrase as both.
        """
        if passphrase != code:
            passphrase_strength.check(passphrase, (name,))
        with store_errors():
            joining.join(self._home, Where(url, secret), name, code)
            with vault.unlock(self._home, code, now=self._now, person=name, memory=self._memory()) as store:
                if store.team is not None:
                    store.team.catch_up()
                if passphrase != code:
                    store.people.change_passphrase(None, passphrase)
        return words.JOINED

    # -- the connection
    # -------------------------------------------------------------------------------------------------------

    def status(self) -> TeamView:
        """Returns the state of the store and its server. If the store is not a team's, ``words`` says so."""
        team = self._opened().store.team
        if team is None:
            return TeamView("", "", f"{words.NOT_A_TEAM} {words.NO_TEAM_WAY}", 0, 0)
        with store_errors():
            standing = team.standing()
        return TeamView(team.url, standing.line, words.line_words(standing), standing.waiting, standing.clashes)

    def catch_up(self) -> None:
        """Takes what others did and delivers what is waiting. Does nothing if the store is not a team's."""
        team = self._opened().store.team
        if team is not None:
            with store_errors():
                team.catch_up()

    def follow(self, took: Callable[[], None]) -> None:
        """Takes what others do as it arrives, from now on. ``took`` is called in another thread each time, and when the
        connection is made or lost. Does nothing if the store is not a team's.
        """
        team = self._opened().store.team
        if team is not None:
            team.follow(took)

    def header(self) -> tuple[str, ...]:
        """Returns a few words on the connection and what is waiting, as last known, then shorter and shorter versions.
        Returns () if the store is not a team's or its state is not known yet.
        """
        team = self._opened().store.team
        standing = None if team is None else team.last_known()
        return () if standing is None else words.header_words(standing)

    def check_store(self, url: str) -> None:
        """Raises ``UnusableValue`` unless the open store is that of the team at ``url``."""
        team = self._opened().store.team
        if team is None or team.url != url:
            held = words.HELD_HERE if team is None else words.HELD_THERE.format(url=team.url)
            raise UnusableValue("store", f"{words.OTHER_STORE.format(url=url, held=held)} {words.OTHER_WAY}")

    # -- what two people gave at once -----------------------------------------------------------------------------------------

    def clashes(self) -> tuple[ClashView, ...]:
        """Returns the values that were given here while another person gave a different one, oldest first."""
        team = self._opened().store.team
        if team is None:
            return ()
        with store_errors():
            return tuple(self._view(number, clash) for number, clash in team.clashes())

    def decide(self, number: int, *, mine: bool) -> str:
        """Settles one of them: ``mine`` replaces the stored value, otherwise that stays. Raises ``UnusableValue`` for
        an unknown number.
        """
        team = self._desk()
        with store_errors():
            clash = dict(team.clashes()).get(number)
        if clash is None:
            raise UnusableValue("number", words.NO_SUCH_CLASH)
        if mine:
            self._take(clash)
        with store_errors():
            team.decided(number)
        return words.DONE_MINE if mine else words.DONE_THEIRS

    def _take(self, clash: Clash) -> None:
        if clash.holder not in PARTS:
            raise RefusedByProcedure(words.NOT_BY_ITSELF, words.ENTER_IT_AGAIN)
        value = None if clash.mine is None else json.loads(clash.mine)
        self._opened().cases.change(clash.reference, {PARTS[clash.holder]: {clash.key: value}})

    def _view(self, number: int, clash: Clash) -> ClashView:
        if clash.key in {ERASED_HERE, RENAMED} and not clash.holder:
            said = words.ERASED if clash.key == ERASED_HERE else words.RENAMED
            old = json.loads(clash.mine) if clash.mine else ""
            sentence = said.format(who=clash.name, old=old, reference=clash.reference)
            return ClashView(number, clash.reference, clash.key, "", "", sentence, can_take=False)
        mine = None if clash.mine is None else json.loads(clash.mine)
        label, theirs = self._standing_there(clash)
        shown = self._shown(clash, mine)
        sentence = (words.BOTH if clash.reference else words.BESIDE_CASES).format(
            label=label,
            who=clash.name,
            when=printed_moment(moment_from_text(clash.at)),
            mine=shown or words.NOTHING,
            theirs=theirs or words.NOTHING,
        )
        return ClashView(number, clash.reference, label, shown, theirs, sentence, can_take=clash.holder in PARTS)

    def _standing_there(self, clash: Clash) -> tuple[str, str]:
        """Returns the label of what both people gave, and the value that is stored now as text. The value is "" for
        what belongs to no case, and if there is none.
        """
        if not clash.reference:
            return (words.EARLY_LIST if clash.holder == EARLY else words.SETTING).format(key=clash.key), ""
        store = self._opened().store
        try:
            case = store.case(clash.reference)
        except NoSuchCase:
            return clash.key, ""
        held = {ANSWER: case.answers, AGENCY: case.agency, REFERRAL: case.referral}.get(clash.holder, {})
        tree = self._book().trees.get(case.tree.id)
        question = tree.questions.get(clash.key) if tree and clash.holder == ANSWER else None
        field = self._book().form_of(case.tree.id).field(clash.key)
        label = question.short if question else field.label if field else f"{clash.holder} {clash.key}".strip()
        return label, self._shown(clash, held.get(clash.key))

    def _shown(self, clash: Clash, value: object) -> str:
        if value is None:
            return ""
        answer: Answer = (
            value
            if isinstance(value, str)
            else tuple(map(str, value))
            if isinstance(value, list | tuple)
            else str(value)
        )
        if clash.holder == ANSWER:
            for tree in self._book().trees.values():
                if clash.key in tree.questions:
                    return answer_words(self._book(), tree.questions[clash.key], answer)
        return answer if isinstance(answer, str) else ", ".join(answer)

    def _desk(self) -> "TeamDesk":
        team = self._opened().store.team
        if team is None:
            raise RefusedByProcedure(words.NOT_A_TEAM, words.NO_TEAM_WAY)
        return team


def _rows_words(moved: "RowsMoved") -> str:
    rows = moved.rows
    return f"{count_words(rows['case_record'], 'case')} and {count_words(rows['event'], 'entry', 'entries')} of the history"
