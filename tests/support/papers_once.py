"""A page that another test had set already is handed out as it came then: Typst sets the same page the same way each time, and hundreds of
tests write the papers of the same few cases.

Within one test a page is set as ever from the second time on, so that what must be the same each time is proved by setting it again.
Where the slow proofs are made whole (CRASH=full), every page is set.
"""

import os
import sys
from collections.abc import Callable, Hashable, Iterator
from threading import Lock
from typing import Any

import pytest
from thoroughness import FULL

MOST = 256
"""Pages that are kept, those that were asked for last."""


def _test() -> str:
    """The test that runs, whether it is being prepared or called."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]


def once(real: Callable[..., Any]) -> Callable[..., Any]:
    """``real``, whose answers to other tests are given to this one, to each question once."""
    kept: dict[Hashable, tuple[str, Any]] = {}
    alone = Lock()

    def asked(*given: Hashable) -> Any:
        test = _test()
        with alone:
            by, answer = kept.pop(given, (test, None))
        if by == test:
            answer = real(*given)
        with alone:
            kept[given] = test, answer
            if len(kept) > MOST:
                del kept[next(iter(kept))]
        return answer

    return asked


@pytest.fixture(scope="session", autouse=True)
def _papers_once() -> Iterator[None]:
    """Where a test that was collected has loaded Typst: that shuts the way out for each program that is started afterwards."""
    loaded = [sys.modules.get(f"champion_tui.papers.setting.{name}") for name in ("typesetter", "pdf_text")]
    with pytest.MonkeyPatch.context() as patch:
        if all(loaded) and not FULL:
            for module, name in zip(loaded, ("typeset", "as_typed"), strict=True):
                patch.setattr(module, name, once(getattr(module, name)))
        yield
