"""The cipher's memory is neither locked nor wiped in the tests' own process: that took four system calls in five, and two
fifths of the time of every vault that a test opens.

The program's own setting is tested in processes of their own (``tests/store``, the terminal, the journey). The slow proofs that
are run in full (CRASH=full) leave it on in this process too.
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
