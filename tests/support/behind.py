"""The private parts that tests reach for: of an open store, of Textual, of argparse, of our own screens. All of them stand here, each
with why no public part will do, so that a change of one of them is a change of this file.
"""

import argparse
import asyncio
from contextlib import contextmanager
from unittest.mock import patch

# -- an open store: a test of what somebody with the key could do to it must go round it ---------------------------------------------


def inside(store):
    """What the open store works with: ``worker`` (the owning thread), ``database``, ``opened``, ``author`` and more."""
    return store._inside


def in_thread(store, job):
    """Run ``job`` in the thread that owns the connection, and give what it gives."""
    return inside(store).worker.call(job)


def execute(store, *statement):
    """Every row that one statement (and its parameters) gives."""
    return in_thread(store, lambda: inside(store).database.connection.execute(*statement).fetchall())


def read(store, job):
    """What ``job`` gives within a transaction: the checks below the store's own methods are tried one by one."""
    return in_thread(store, lambda: inside(store).database.read(job))


def steps(store, work):
    """How many steps SQLite's machine takes for ``work``, to the nearest ten: the connection alone counts them."""
    taken = 0

    def step():
        nonlocal taken
        taken += 1
        return 0

    connection = inside(store).database.connection
    in_thread(store, lambda: connection.set_progress_handler(step, 10))
    work()
    in_thread(store, lambda: connection.set_progress_handler(None, 0))
    return taken


# -- the command line: argparse lists what a parser holds only for its own help ------------------------------------------------------


def commands_below(parser, words=()):
    """Every command of ``parser`` that has none below itself: its words, its parser."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, child in action.choices.items():
            yield from commands_below(child, (*words, name))
    if not below:
        yield words, parser


def every_command():
    """The same of the whole program, which makes only the commands that it was called with."""
    from champion_tui.cli.grammar import options

    return dict(commands_below(options._parser(options.SECTIONS)))


def arguments(parser):
    """What a command takes."""
    return parser._actions


# -- Textual: it says what it has drawn, and when it has nothing left to do, only to itself ------------------------------------------


def drawn(screen):
    """The lines that a screen has drawn, with their styles; a picture of them (SVG) is all that is public."""
    return screen._compositor.render_strips()


def draw_now(screen):
    """Have a screen draw what has changed, without the wait for its next frame."""
    screen._on_timer_update()


def each_time_it_is_drawn(app, do):
    """Call ``do`` whenever ``app`` is about to show something: no message tells of it."""
    display = app._display

    def shown(screen, renderable):
        do()
        display(screen, renderable)

    app._display = shown


@contextmanager
def noting_layouts():
    """Gives a list, to which each screen is added whenever Textual works out anew where its parts stand."""
    from textual._compositor import Compositor

    laid_out, reflow = [], Compositor.reflow

    def noted(compositor, screen, size):
        laid_out.append(screen)
        return reflow(compositor, screen, size)

    with patch.object(Compositor, "reflow", noted):
        yield laid_out


@contextmanager
def sent_to(app, feed):
    """Within it ``feed`` gets what ``app`` sends to its terminal: where there is none, Textual paints and sends nothing."""
    from textual.app import App

    def shown(_, __, painting):
        if painting is not None:
            feed(painting.render_segments(app.console))

    with patch.object(App, "_display", shown), patch.object(app._driver, "write", feed):
        yield


def skip_frames(app):
    """Have ``app`` draw nothing of itself: what has changed is kept for ``draw_rest``. What it would show is still counted."""
    from textual.screen import Screen

    app.skips_frames = True
    if Screen._compositor_refresh is not _refresh_but_skip:
        _drawing.append(Screen._compositor_refresh)
        Screen._compositor_refresh = _refresh_but_skip


def draw_frames(app):
    """Have ``app`` draw each frame from now on, and first what was left."""
    app.skips_frames = False
    if app.screen_stack:
        draw_rest(app.screen)


_drawing = []
"""Textual's own way to draw a frame, once some app skips them."""


def _refresh_but_skip(screen):
    app = screen.app
    if not getattr(app, "skips_frames", False) or screen is not app.screen:
        return _drawing[0](screen)
    app._display(screen, None)
    screen._dirty_widgets.clear()
    return app._update_mouse_over(screen)


def draw_rest(screen):
    """Draw what has changed since the last time; whether anything has."""
    dirty = bool(screen._compositor._dirty_regions)
    if dirty:
        screen._compositor.render_update(screen_stack=screen.app._background_screens)
    return dirty


def waits(part):
    """Whether a part of the screen has nothing to do: it waits for its next message, or has ended."""
    return part._closed or part._closing or any(not each.done() for each in part._message_queue.ready_event._waiters)


def loop_is_idle():
    """Whether the running loop has nothing to run: asyncio tells nobody."""
    return not asyncio.get_running_loop()._ready


def read_sheets_once():
    """Have what style sheets say read once for all apps of a test run, where they are read with the same variables (a theme's).
    A rule is told from others by which object it is, as Textual has it, but without a call for each of the thousands of questions.
    """
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet

    RuleSet.__hash__ = object.__hash__

    real, kept = Stylesheet._parse_rules, {}

    def rules(sheet, *given, **named):
        key = (given, *named.items(), *sheet._variables.items())
        if key not in kept:
            kept[key] = real(sheet, *given, **named)
        return kept[key]

    Stylesheet._parse_rules = rules


def count_parameters_once():
    """Have the parameters of a function counted once: Textual counts those of each call that is put off anew, by reading its signature."""
    from textual import _callback

    real, kept = _callback._count_parameters, {}

    def count(called):
        code = getattr(called, "__code__", None)
        if code is None or hasattr(called, "__wrapped__"):
            return real(called)
        key = (code, hasattr(called, "__self__"))
        if key not in kept:
            kept[key] = real(called)
        return kept[key]

    _callback._count_parameters = count


def bindings(screen):
    """Every key that a class of screens binds, those it inherits among them; only an open screen shows its own."""
    return screen._merged_bindings.key_to_bindings


def report_of(app, error):
    """What ``app`` says of an error of its own, which would end the test if it were raised."""
    app._exception = error
    app._fatal_error()
    said = str(app._exit_renderables[-1])
    app._exit_renderables.clear()
    app._exception = None
    return said


# -- our own screens -----------------------------------------------------------------------------------------------------------------


def takes_several(listed):
    """Whether several lines of a list may be marked: a person sees it in the line of keys alone."""
    return listed._many


def typed_into(listed):
    """What stands in the box of a list that is searched."""
    return listed._typed


def end_the_pause(screen):
    """Save what is being typed as the pause after typing would, without the wait for its timer."""
    if screen._pause is not None:
        screen._pause.stop()
        screen._rest()
