"""Shared by all proofs: a store that is cheap to unlock, only while they run."""

import pytest

from champion_tui.store.keys import kdf


@pytest.fixture(autouse=True, scope="module")
def cheap():
    """Makes new slots cheap; the tests of what a guess costs use the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
        yield
