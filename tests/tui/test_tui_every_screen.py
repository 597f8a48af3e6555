"""What must hold on every screen. Each screen is visited once for everything that can be seen, and once for actions that leave
it unchanged.

Reaching a screen costs far more than checking it. Actions that lead away have their own test, ``test_tui_commands``.
"""

from contextlib import contextmanager
from functools import partial
from itertools import cycle
from unittest.mock import patch

import pytest
from behind import drawn, takes_several, typed_into
from case_scenes import CaseScene
from contrasts import least_of, too_pale
from desk_samples import PASSPHRASE
from draw_screens import in_documents, kept, section
from driving import paste
from guarding import give_passphrase, guarded, neutral
from scenes import SCENES
from stand_in_desk import PASSPHRASE as STAND_IN_PASSPHRASE
from stand_in_desk import StandInDesk
from terminal_commands import driving, hostile_strips, written
from textual.widgets import Input, TextArea

from champion_tui.desk.desk import Desk
from champion_tui.desk.screen_commands import SCREENS_APART, command
from champion_tui.domain.cases.training import TRAINING
from champion_tui.tui.app import ChampionApp
from champion_tui.tui.shell.guard import CLEAR, NO_TITLE
from champion_tui.tui.shell.terminal.theme import COLOURED
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

EDGE = 1
"""Columns before the word TRAINING."""

SMALL, LARGE = (60, 16), (120, 40)


class Troubles:
    """Collects what is wrong on a screen, to report all of it at once."""

    def __init__(self):
        self._found = []

    @contextmanager
    def gathered(self):
        """Records an assertion that fails inside, and continues."""
        try:
            yield
        except AssertionError as trouble:
            self._found.append(trouble)

    def tell(self):
        """Raises an ``ExceptionGroup`` of everything found."""
        if self._found:
            raise ExceptionGroup("this is wrong on the screen", self._found)


# -- what can be seen ---------------------------------------------------------------------------------------------------


def says_training_first(run):
    """The header line begins with the word, whatever else the screen shows there."""
    assert run.lines[0][: len(TRAINING) + EDGE].strip() == TRAINING
    assert run.lines[0].index(TRAINING) == EDGE


def has_text_boxes_only(run):
    """Every input is a ``TextBox``: any other kind would silently keep only the first line of a paste."""
    boxes = [box for box in run.app.screen.query(Input) if not hasattr(box, "step_into")]
    assert all(isinstance(box, TextBox) for box in boxes)


def stays_in_its_columns(run):
    """No line is wider than its part; a wider one would be cut or continue at the edge of the next line."""
    for part in run.app.screen.query(Prose):
        wide = [
            line.plain for lines in part.laid(part.size.width) for line in lines if line.cell_length > part.size.width
        ]
        assert not part.region.area or not wide, run.app.screen.size


def looks_as_if_worked_out_anew(run):
    """Applying the style sheets again changes no part of the screen, as opening another screen on top omits that."""
    parts = list(run.app.screen.walk_children(with_self=True))
    before = [part.styles.base.get_rules() for part in parts]
    run.app.stylesheet.update(run.app.screen)
    assert [part for part, looked in zip(parts, before, strict=True) if part.styles.base.get_rules() != looked] == []


async def names_the_keys_at_every_size(run, scene):
    """At every window size the keys for the numbers, help and hiding are shown, and Enter where it does something; and nothing leaves its
    column.
    """
    for size in (scene.size, SMALL, LARGE):
        if run.app.screen.size != size:
            await run.resize(*size)
        assert run.name == scene.screen
        stays_in_its_columns(run)
        enters = any("enter" in command.keys for command in run.app.screen.footer_commands())
        for key in ("F1", "F2", "F9", *(["Enter"] if enters else [])):
            assert f"{key} " in run.footer, key


async def has_enough_contrast(run):
    """All text has enough contrast in every theme, in two columns, which show everything that one shows."""
    if run.name != "too-small" and run.app.screen.size != LARGE:
        await run.resize(*LARGE)
    for theme in COLOURED:
        run.app.theme = theme.name
        await run.settle()
        assert any(strip.text.strip() for strip in drawn(run.app.screen))
        assert not too_pale(run, least_of(theme)), theme.name


async def drives_no_terminal(run):
    """Whatever a widget draws, only Textual's own colours reach the terminal as commands, and no line grows."""
    with hostile_strips():
        for screen in run.app.screen_stack:
            for part in screen.walk_children(with_self=True):
                part.refresh()
        await run.settle()
        assert all("\ufffd" in line for line in written(run))
        assert driving(run) == []
        assert {strip.cell_length for strip in drawn(run.app.screen)} == {run.app.screen.size.width}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
async def test_what_is_to_be_seen_on_every_screen(scene, monkeypatch):
    """In the demo (the ordinary app with TRAINING in its header), that word comes first, all inputs are text boxes, keys and
    columns fit at every size, the contrast is enough in every theme, and nothing controls the terminal.
    """
    monkeypatch.setattr("driving.ChampionApp", partial(ChampionApp, training=True))
    troubles = Troubles()
    async with scene.driven(on_the_way=True) as run:
        with troubles.gathered():
            says_training_first(run)
        with troubles.gathered():
            has_text_boxes_only(run)
        with troubles.gathered():
            looks_as_if_worked_out_anew(run)
        if scene.screen not in SCREENS_APART:
            with troubles.gathered():
                await names_the_keys_at_every_size(run, scene)
        with troubles.gathered():
            await has_enough_contrast(run)
        with troubles.gathered():
            await drives_no_terminal(run)
    troubles.tell()


# -- actions that leave it unchanged ------------------------------------------------------------------------------------

ANSWERS = {"question", "ask", "over-hidden", "paper", "slip", "print", "people", "cases", "commands", "unlock"}
"""Pages whose list records or does something: nothing is marked before the person marks it."""

DIGITS = "1234567890"
WITHOUT_LISTS = {"hidden", "too-small", "outcome"}
HIDDEN = {"hidden", "over-hidden"}
HIDING = cycle(command("hide").keys)
"""Scenes alternate between the keys that hide, which are bound to one action (``test_tui_commands``)."""


def standing(run):
    """Returns what distinguishes one page from another, and what is recorded on it."""
    top = run.app.top
    question = getattr(top, "question", None)
    step = getattr(top, "_steps", None)
    return [screen.NAME for screen in run.app.screens_open()], question and question.id, step and len(step)


def stored(run):
    """Returns everything stored that a screen can change."""
    if not isinstance(run.desk, Desk):
        return [(dict(each.answers), each.reference) for each in run.desk.interviews], run.desk.asked
    if run.desk.vault.unlocked_as() is None:
        return None
    cases = [run.desk.cases.view(row.reference) for row in run.desk.cases.lists.cases().rows]
    return (
        [(case.reference, case.version, case.status) for case in cases],
        run.desk.papers.exported_files(),
        run.desk.vault.names(),
    )


def state(run):
    """Returns what must be the same after hiding: the pages, the focus, and the typed text."""
    screens = [screen for screen in run.app.screens_open() if screen.NAME not in {"hidden", "over-hidden"}]
    boxes = [box.value for screen in screens for box in screen.query(Input)]
    return [screen.NAME for screen in screens], [screen.focused for screen in screens], boxes


async def enter_without_a_mark_says_so(run):
    """Enter without a marked line asks for one and changes nothing."""
    listed = run.app.top.listed
    if listed is None or not listed.has_focus or typed_into(listed) or listed.marked:
        return
    assert takes_several(listed) or listed.here is None
    before, kept_before = standing(run), stored(run)
    await run.press("enter")
    assert run.footer.strip().startswith("Mark ")
    assert (standing(run), stored(run)) == (before, kept_before)


async def the_numbers_open_and_lead_back(run):
    """Each of their keys opens the numbers over any screen, locked or not, and leads back."""
    before, focus = run.name, run.app.focused
    for key in command("numbers").keys:
        await run.press(key)
        assert run.name == "numbers"
        assert "999" in run.text
        if before != "numbers":
            await run.press("escape")
            assert (run.name, run.app.focused) == (before, focus)


async def no_digit_does_anything_by_itself(run):
    """No digit changes a page, gives an answer, advances a list or stores anything except text in a box."""
    chosen, typing = [], isinstance(run.app.focused, Input | TextArea)
    with patch.object(Choices, "Chosen", side_effect=lambda *given: chosen.append(given) or Choices.Unmarked("")):
        before, kept_before = standing(run), stored(run)
        for digit in DIGITS:
            await run.press(digit)
            assert standing(run) == before, digit
        assert chosen == []
        assert typing or stored(run) == kept_before
    if not typing and DIGITS in run.text:  # they were searched for
        await run.press(*["backspace"] * len(DIGITS))


async def is_hidden_and_comes_back(run, scene, key):
    """Hiding empties the title, asks to clear screen and scrollback and shows nothing; afterwards all is as it was."""
    if isinstance(run.app.focused, Input):
        await run.go("1")
    before = state(run)
    run.sent.clear()
    await run.press(key)
    assert run.name == "hidden"
    assert neutral(run)
    assert scene.screen == "over-hidden" or NO_TITLE + CLEAR in run.sent
    await run.resize(30, 8)
    assert neutral(run)
    await run.resize(*scene.size)
    if run.app.guard.asks:
        await give_passphrase(run, STAND_IN_PASSPHRASE if isinstance(run.desk, StandInDesk) else PASSPHRASE)
    else:
        await run.press("enter")
    assert run.app.guard.hidden is None
    assert state(run) == before


async def takes_two_lines_whole(run):
    """Every box takes both lines of a paste. A list with a search line searches for them; other parts ignore them."""
    boxes = [box for box in run.app.screen.query(TextBox) if box.display and not box.disabled]
    for box in boxes:
        box.focus()
        await run.settle()
        if run.app.focused is not box:
            continue
        box.value = ""
        await paste(run, "\nfirst line\r\nsecond line\n")
        assert box.value == "first line second line"
    if not boxes and not isinstance(run.app.focused, Input | TextArea):
        name, before = run.name, run.text
        await paste(run, "1\n2\nenter\n")
        assert run.name == name
        assert run.text == before or "Search  1 2 enter" in run.text


@pytest.mark.parametrize(
    ("scene", "key"), [pytest.param(scene, key, id=scene.title) for scene, key in zip(SCENES, HIDING, strict=False)]
)
async def test_every_screen_stays_as_it_is(scene, key):
    """The screen is drawn as in ``screens.md``. Enter with nothing marked, both keys of the numbers and the way back, every
    digit, and hiding change nothing; a paste is taken whole by each box, and ignored if there is none.
    """
    troubles = Troubles()
    with in_documents():
        async with guarded(scene=scene) as run:
            if isinstance(scene, CaseScene):
                with troubles.gathered():
                    assert section(scene, run.lines, type(run.app.top)) == kept()[1][scene.title], "run `make screens`"
            if scene.screen in ANSWERS:
                with troubles.gathered():
                    await enter_without_a_mark_says_so(run)
            if scene.screen != "too-small":
                with troubles.gathered():
                    await the_numbers_open_and_lead_back(run)
            if scene.screen not in WITHOUT_LISTS:
                with troubles.gathered():
                    await no_digit_does_anything_by_itself(run)
            if scene.screen not in HIDDEN:
                with troubles.gathered():
                    await is_hidden_and_comes_back(run, scene, key)
            with troubles.gathered():
                await takes_two_lines_whole(run)
    troubles.tell()


@pytest.mark.parametrize("key", command("hide").keys)
async def test_a_hidden_desk_that_asks_about_leaving_is_hidden_again(key):
    """The key that hides removes the question about leaving, and then all is as it was. It is tested alone, as it leads away
    from the question.
    """
    (scene,) = [scene for scene in SCENES if scene.screen == "over-hidden"]
    async with guarded(scene=scene) as run:
        await is_hidden_and_comes_back(run, scene, key)
