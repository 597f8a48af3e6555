"""Where a team's server is, and how to connect. The driver is an optional dependency and is loaded only for a team."""

from dataclasses import field
from typing import TYPE_CHECKING

from champion_tui.ground.values import immutable
from champion_tui.store.errors import DRIVER_WAY, NO_DRIVER, TeamRefused

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server


@immutable
class Where:
    """A team's server: its address, and the password of this desk's login ("" if the system provides it)."""

    url: str
    secret: str = field(repr=False)

    def reach(self) -> "Server":
        """Returns a new connection, which the caller closes. Raises ``StoreError``: ``TeamRefused`` if the driver is not installed."""
        try:
            from champion_tui.store.team.server.server import Server  # noqa: PLC0415  the driver is optional and slow to load
        except ModuleNotFoundError:
            raise TeamRefused(NO_DRIVER, DRIVER_WAY) from None
        return Server(self.url, self.secret)
