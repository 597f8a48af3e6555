"""Every claim of the threat model is shown by a test."""

import re

from source_tree import FUNCTION, ROOT, definitions, python_files

DOCUMENTS = ("threat-model.md", "data-protection.md")


def cited(name):
    """Returns the names of tests that a document cites, or an empty set if it does not exist."""
    path = ROOT / "docs" / name
    return set(re.findall(r"`(test_\w+)`", path.read_text(encoding="utf-8"))) if path.exists() else set()


def every_test():
    """Returns the names of all tests."""
    return {node.name for path in python_files("tests") for _, node in definitions(path) if isinstance(node, FUNCTION)}


def test_every_test_that_a_promise_cites_exists():
    """Every test that a data protection officer finds cited as proof exists."""
    for name in DOCUMENTS:
        assert not cited(name) - every_test()
    assert len(cited("threat-model.md")) > 30


def test_every_way_in_is_said_with_what_does_not_stop_it():
    """Each kind of attacker has its own section, and each says what is not stopped."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    parts = text.partition("## Who, what they can do")[2].partition("\n## ")[0].split("\n### ")[1:]
    assert len(parts) == 10
    assert [part.splitlines()[0] for part in parts if "**Not stopped:**" not in part] == []
