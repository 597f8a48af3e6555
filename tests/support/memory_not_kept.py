"""The cipher's memory is neither locked nor wiped in the process of the tests: four requests to the system in five were for that,
and two fifths of the time of every vault that a test opens.

What the program itself asks of the cipher is proved where it runs as it is: in a process of its own (``tests/store``, the
terminal, the journey). The slow proofs that are made whole (CRASH=full) leave it on in this process, too.
"""

from collections.abc import Iterator

import pytest
from thoroughness import FULL


@pytest.fixture(scope="session", autouse=True)
def _memory_not_kept() -> Iterator[None]:
    from champion_tui.store.database import driver

    with pytest.MonkeyPatch.context() as patch:
        if not FULL:
            patch.setattr(driver, "MEMORY_SECURITY", "OFF")
        yield
