"""Where names, dates of birth, phone numbers and addresses may appear on the screens of a complete case, for others to see."""

import pytest
from case_desks import at_desk
from case_scenes import CASE_SCENES
from desk_samples import REFER
from textual.containers import VerticalScroll

PERSON = {
    "full-name": "Zebedee Markerson",
    "known-as": "Zebbo",
    "date-of-birth": "1987-11-29",
    "phone": "07700 900123",
    "email": "zebbo@example.org",
    "postal-address": "14 Invented Row\nNowhere",
    "last-settled-address": "7 Vanished Close",
    "do-not-contact-at": "22 Feared Street",
    "alternative-contact-name": "Ottoline Friendly",
    "alternative-contact-phone": "07700 900456",
    "reason-for-loss": "private-rent-other",
    "agreed-reason": "threatened",
    "paper": "full",
}
FILLED = {"triage": REFER, "referral": PERSON}
NAMES = ("Zebedee", "Markerson", "Zebbo", "zebbo@", "Ottoline")
SECRET = ("1987", "29 November", "900123", "900456", "Invented Row", "Vanished", "Feared")
"""Values that are masked until they have the focus: dates of birth (two parts of one here), phone numbers and addresses."""

OPENED = {"form", "check", "portal"}
"""Pages that are opened to see names."""

WHOLE = {"preview", "letter-preview"}
"""Pages that show a file as it is sent."""

HUB = ("3", "1")
WALK = [
    *[pytest.param(scene.screen, scene.keys, id=scene.title) for scene in CASE_SCENES if scene.cases],
    *[pytest.param("form", (*HUB, step), id=f"step {step} of the form") for step in "1234"],
    pytest.param("numbers", (*HUB, "f2"), id="numbers over the case"),
    pytest.param("help", (*HUB, "2", "f1"), id="help over the form"),
    pytest.param("commands", (*HUB, "2", "ctrl+p"), id="palette over the form"),
    pytest.param("ask", (*HUB, "2", "ctrl+f"), id="asking before copying"),
    pytest.param("ask", (*HUB, "ctrl+q"), id="leaving"),
    pytest.param("hidden", (*HUB, "2", "f9"), id="hidden"),
    pytest.param("outcome", (*HUB, "down", *["down"] * 20, "enter"), id="outcome"),
    pytest.param("connection", (*HUB, "down", *["down"] * 20, "up", "up", "enter"), id="local connection of the case"),
]


@pytest.mark.parametrize(("name", "keys"), WALK)
async def test_nothing_personal_stands_where_nobody_asked_for_it(name, keys):
    """Names are only on pages opened to see them, and masked values nowhere before they get the focus."""
    async with at_desk(*keys, cases=(FILLED,), size=(120, 120)) as run:
        if name in WHOLE:
            return
        if name == "form":
            # The field with the focus is not masked, so move the focus away.
            run.app.screen.set_focus(None)
            await run.settle()
        text = "\n".join([run.text, *(scroll.name or "" for scroll in run.app.screen.query(VerticalScroll))])
        if name == "check":
            assert "> Emergency" in " ".join(text.split())
        assert not [mark for mark in SECRET if mark in text], run.name
        if run.name not in OPENED:
            assert not [mark for mark in NAMES if mark in text], run.name
        assert run.app.title == "Champion"


async def test_a_filled_case_shows_what_is_masked_only_where_the_focus_is():
    """For each masked field, the form shows only its own value, and dots in the others."""
    async with at_desk(*HUB, "2", cases=(FILLED,), size=(120, 120)) as run:
        view = run.desk.cases.view(run.reference)
        masked = [field for step in view.steps for field in step.fields if field.masked and field.value is not None]
        assert {field.id for field in masked} == {
            "date-of-birth",
            "phone",
            "postal-address",
            "alternative-contact-phone",
            "do-not-contact-at",
            "last-settled-address",
        }
        own = {
            "date-of-birth": {"1987", "29 November"},
            "phone": {"900123"},
            "alternative-contact-phone": {"900456"},
        } | {
            "postal-address": {"Invented Row"},
            "do-not-contact-at": {"Feared"},
            "last-settled-address": {"Vanished"},
        }
        for field in masked:
            run.app.screen.query_one(f"#field-{field.id}").start()
            await run.settle()
            assert {mark for mark in SECRET if mark in run.text} == own[field.id]


async def test_the_check_shows_what_is_masked_only_on_the_marked_line():
    """Down the list, at most one masked value is visible at a time, and an empty field has no dots."""
    async with at_desk(*HUB, "5", cases=(FILLED,), size=(120, 120)) as run:
        seen = set()
        for _ in run.app.screen.query_one("#answers").options:
            here = {mark for mark in SECRET if mark in run.text}
            assert len(here) <= 1 or here == {"1987", "29 November"}
            seen |= here
            await run.press("down")
        assert seen >= {"900123", "900456", "Invented Row", "Vanished", "Feared"}


async def test_a_masked_value_that_somebody_else_changed_does_not_stand_below_its_field():
    """After the question about both values, neither is on the form while the focus is elsewhere."""
    async with at_desk(*HUB, "2", "down", "down", "down", cases=({"triage": REFER, "referral": {}},)) as run:
        await run.type("07700900123")
        run.desk.cases.set_field(run.reference, "phone", "07700 900456")
        await run.press("tab")
        assert run.name == "ask"
        await run.press("escape")
        assert "NOT SAVED: Their phone" in run.lines[0]
        assert "The stored value is not what you typed." in " ".join(run.text.split())
        assert not [mark for mark in SECRET if mark in run.text]
