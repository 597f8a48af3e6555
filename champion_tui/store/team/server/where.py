"""Where a team's server is, and the one door to what speaks to it: the driver is an extra, and loads only for a team."""

from dataclasses import field
from typing import TYPE_CHECKING

from champion_tui.ground.values import immutable
from champion_tui.store.errors import DRIVER_WAY, NO_DRIVER, TeamRefused

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server


@immutable
class Where:
    """A team's server: its address, and the password of this desk's login there ("" where the system has one)."""

    url: str
    secret: str = field(repr=False)

    def reach(self) -> "Server":
        """A line to it, to be closed. Raises ``StoreError``: ``TeamRefused`` where the driver is not installed."""
        try:
            from champion_tui.store.team.server.server import Server  # noqa: PLC0415  see above
        except ModuleNotFoundError:
            raise TeamRefused(NO_DRIVER, DRIVER_WAY) from None
        return Server(self.url, self.secret)
