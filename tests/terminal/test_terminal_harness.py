"""The harness itself, tested with a small form, so that a journey that fails is the program's fault."""

import sys

import pytest
from terminal import SIZES

FORM = """
import sys
from textual.app import App
from textual.widgets import Footer, Header, Input, OptionList, Static

class Form(App):
    BINDINGS = [("f2", "numbers", "Numbers"), ("f10", "leave", "Leave")]

    def compose(self):
        yield Header()
        yield Static("A form \\u2014 caf\\u00e9", id="words")
        yield Input()
        yield OptionList("a", "b")
        yield Footer()

    def action_numbers(self):
        self.query_one("#words").update("numbers were pressed")

    def action_leave(self):
        self.exit(return_code=7)

form = Form()
form.run()
sys.exit(form.return_code)
"""


@pytest.fixture
def form(tmp_path):
    """Returns the command that opens the small form."""
    script = tmp_path / "form.py"
    script.write_text(FORM, encoding="utf-8")
    return [sys.executable, str(script)]


@pytest.mark.parametrize("size", SIZES)
def test_a_program_is_seen_driven_and_ended(open_terminal, form, size):
    """At every size words are read from the screen, keys and text arrive, and the exit code is the program's."""
    screen = open_terminal(command=form, size=size)
    screen.wait_for("A form — café").press("F2").wait_for("numbers were pressed").wait_gone("A form")
    screen.write("typed words").wait_for("typed words")
    assert len(screen.lines) == size[1]
    assert screen.press("F10").wait_end() == 7


def test_a_terminal_can_be_pulled_larger(open_terminal, form):
    """A change of size reaches the program while it runs."""
    screen = open_terminal(command=form).wait_for("A form")
    screen.resize(100, 30)
    screen.wait_until(lambda seen: any(len(line) > 90 for line in seen.lines), "a line wider than before")


def test_waiting_in_vain_shows_the_screen(open_terminal, form):
    """A wait that fails says what was waited for, with a picture of the screen."""
    screen = open_terminal(command=form).wait_for("A form")
    with pytest.raises(AssertionError, match=r"(?s)waited 0\.2 s for .*nowhere.*A form"):
        screen.wait_for("nowhere", patience=0.2)


def test_a_program_that_ends_early_is_told_apart(open_terminal):
    """Waiting for words of a program that has ended fails at once with a message."""
    with pytest.raises(AssertionError, match="the program ended before"):
        open_terminal(command=[sys.executable, "-c", "print('gone')"]).wait_for("never")


@pytest.mark.needs("tmux")
def test_a_program_inside_tmux_is_seen_driven_and_ended(open_tmux, form):
    """Through tmux, function keys and typed words arrive and the exit code is the program's."""
    pane = open_tmux(command=form, size=(80, 24)).wait_for("A form — café")
    pane.press("F2").wait_for("numbers were pressed").write("typed words").wait_for("typed words")
    assert pane.press("F10").wait_end() == 7
