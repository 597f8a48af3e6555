"""The slow checks of ``data check``: each finds the mistake that it is made for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge_samples import shipped

from champion_tui.domain.lines.phone_lines import Replaced, Source
from champion_tui.knowledge.book import Book, load
from champion_tui.knowledge.checking.checking import problems

TODAY = date(2026, 11, 23)


def _keys(book: Book) -> list[str]:
    return [problem.key for problem in problems(book, TODAY)]


def _with_samaritans(phone: str, replaces: tuple[Replaced, ...] = ()) -> Book:
    """Returns the shipped book with another number for one national line."""
    national = [
        replace(service, lines=tuple(replace(line, phone=phone, replaces=replaces) for line in service.lines))
        if service.id == "samaritans"
        else service
        for service in shipped().national
    ]
    return replace(shipped(), national=tuple(national))


def test_a_number_that_nobody_can_have_is_found() -> None:
    """A number of the right length with a non-existent area code passes the loader and fails the full check."""
    assert _keys(_with_samaritans("0600 123 456")) == ["samaritans.phone"]


def test_a_number_that_is_offered_and_replaced_is_found() -> None:
    """No line may offer a number that it marks as out of date."""
    old = Replaced("0808 164 0123", "An old list had it.", "samaritans")

    assert _keys(_with_samaritans("0808 164 0123", (old,))) == ["samaritans.phone"]


def test_a_number_that_was_withdrawn_is_found() -> None:
    """No line may offer a number that a channel has withdrawn."""
    assert "samaritans" in _keys(_with_samaritans("01962 851747"))


def test_a_source_that_nothing_names_is_found() -> None:
    """The check finds a source that no fact names."""
    book = replace(shipped(), sources={**shipped().sources, "leftover": Source("leftover", "Leftover")})

    assert _keys(book) == ["sources.leftover"]


def test_a_local_file_that_could_not_be_used_comes_first(tmp_path: Path) -> None:
    """Troubles with the organisation's own files are listed first, with their file and with their key if there is one."""
    (tmp_path / "corrections.toml").write_text("[[korrektion]]\n")
    (tmp_path / "closures.toml").write_text("[[")

    assert _keys(load(tmp_path)) == [f"{tmp_path / 'corrections.toml'}: korrektion", str(tmp_path / "closures.toml")]


def test_local_corrections_and_closures_name_known_sources(tmp_path: Path) -> None:
    """An organisation's own notes pass the checks: their sources exist and are used."""
    (tmp_path / "corrections.toml").write_text(
        '[[correction]]\nline = "cherwell-day"\nhours = "Mon-Fri 09:00-16:00"\nwho = "Robin"\nwhy = "Rang"\non = 2026-11-20\n'
    )
    (tmp_path / "closures.toml").write_text(
        '[[closure]]\nauthority = "oxford"\nfirst = 2026-12-24\nlast = 2027-01-01\nwhy = "Christmas"\n'
    )

    assert _keys(load(tmp_path)) == []
