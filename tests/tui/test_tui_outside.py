"""A council outside the areas on the full screen: found while typing, named, and with its details kept."""

from case_scenes import OUTSIDE
from desk_samples import desk_in
from driving import driven, words

TO_COUNCIL = OUTSIDE[: OUTSIDE.index("r")]


async def test_a_council_is_found_as_one_types(tmp_path):
    """A former name leads to its successor and says so, similar names are told apart, and a county lists its districts."""
    async with driven(desk=desk_in(tmp_path)) as run:
        await run.go(*TO_COUNCIL)
        await run.until(lambda: "Which council do they want" in run.text)
        await run.press(*"wyco")
        assert "Wycombe is part of Buckinghamshire Council since 1 April 2020" in words(run)
        await run.press(*["backspace"] * 4, *"newc")
        assert "metropolitan borough, North East" in words(run)
        assert "district in Staffordshire" in words(run)
        await run.press(*["backspace"] * 4, *"kent")
        assert "Kent County Council does not deal with housing" in words(run)
        assert "district in Kent" in run.text
        await run.press(*["backspace"] * 4, *"buck", "enter")
        await run.until(lambda: "Do they agree to be referred to Buckinghamshire Council?" in run.text)


async def test_what_was_looked_up_is_kept_and_used(tmp_path):
    """A wrong number is refused with the reason, and a correct one is in the outcome at once and after a restart."""
    async with driven(desk=desk_in(tmp_path)) as run:
        await run.go(*TO_COUNCIL, *"buck", "enter", *OUTSIDE[-5:])
        await run.until(lambda: "Refer to Buckinghamshire Council, outside Oxfordshire" in run.text)
        await run.press("f6", *"12", "enter")
        assert "a UK phone number such as" in run.text
        await run.press(
            "backspace", "backspace", *"01632960111", "enter", "enter", "enter", *"web", "enter", *"Ana", "enter"
        )
        await run.until(lambda: "ring 01632 960111" in words(run))
    kept = (tmp_path / "local" / "corrections.toml").read_text(encoding="utf-8")
    assert 'line = "buckinghamshire-day"\nphone = "01632 960111"\nwho = "Ana"\nwhy = "web"' in kept
    assert [line.phone for line in desk_in(tmp_path).book.authority("buckinghamshire").lines] == ["01632 960111"]


async def test_a_loaded_council_has_no_such_key(tmp_path):
    """For a council with known numbers F6 does nothing and is not offered."""
    async with driven(desk=desk_in(tmp_path)) as run:
        await run.go(*TO_COUNCIL, *"oxford", "space", *"city", "enter", *OUTSIDE[-5:])
        await run.until(lambda: "Refer to Oxford City Council" in run.text)
        await run.press("f6")
        assert "Keep what you find out" not in run.text
        assert run.name == "outcome"
