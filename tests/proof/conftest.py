"""What all proofs share: a store that costs next to nothing to open, and only while they run."""

import pytest

from champion_tui.store.keys import kdf


@pytest.fixture(autouse=True, scope="module")
def cheap():
    """New slots cost next to nothing here; the tests of what a guess costs see the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
        yield
