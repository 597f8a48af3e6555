"""The private parts that tests use: of an open store, of Textual, of argparse, of our own screens. They are all in this file,
each with the reason why no public part is enough, so that if one of them changes, only this file changes.
"""

import argparse
import asyncio
from contextlib import contextmanager
from unittest.mock import patch

# -- an open store: a test of what a person with the key could do must bypass the store's own methods --------------------------------


def inside(store):
    """Returns the inner parts of an open store: ``worker`` (the owning thread), ``database``, ``opened``, ``author`` and more."""
    return store._open_store


def in_thread(store, job):
    """Runs ``job`` in the thread that owns the connection, and returns its result."""
    return inside(store).worker.call(job)


def execute(store, *statement):
    """Returns every row of one statement, given with its parameters."""
    return in_thread(store, lambda: inside(store).database.connection.execute(*statement).fetchall())


def read(store, job):
    """Returns the result of ``job`` within a transaction, to try checks below the store's own methods one at a time."""
    return in_thread(store, lambda: inside(store).database.read(job))


def steps(store, work):
    """Returns how many steps SQLite takes for ``work``, to the nearest ten; only the connection counts them."""
    taken = 0

    def step():
        nonlocal taken
        taken += 1
        return 0

    store.backups.wait()  # a safety copy that is being made asks the same connection
    connection = inside(store).database.connection
    in_thread(store, lambda: connection.set_progress_handler(step, 10))
    work()
    in_thread(store, lambda: connection.set_progress_handler(None, 0))
    return taken


# -- the command line: argparse lists a parser's contents only for its own help ------------------------------------------------------


def commands_below(parser, words=()):
    """Yields (words, parser) of every command of ``parser`` that has no commands below it."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, child in action.choices.items():
            yield from commands_below(child, (*words, name))
    if not below:
        yield words, parser


def every_command():
    """Returns the parser of every command of the whole program, by its words; the program itself makes only the commands in use."""
    from champion_tui.cli.grammar import options

    return dict(commands_below(options._parser(options.SECTIONS)))


def arguments(parser):
    """Returns the arguments of a command."""
    return parser._actions


# -- Textual: it tells nobody else what it has drawn, and when it has nothing left to do ---------------------------------------------


def drawn(screen):
    """Returns the lines that a screen has drawn, with their styles; only a picture of them (SVG) is public."""
    return screen._compositor.render_strips()


def draw_now(screen):
    """Makes a screen draw its changes without waiting for its next frame."""
    screen._on_timer_update()


def each_time_it_is_drawn(app, do):
    """Calls ``do`` whenever ``app`` is about to show something; there is no message for it."""
    display = app._display

    def shown(screen, renderable):
        do()
        display(screen, renderable)

    app._display = shown


@contextmanager
def noting_layouts():
    """Yields a list to which each screen is added whenever Textual lays it out."""
    from textual._compositor import Compositor

    laid_out, reflow = [], Compositor.reflow

    def noted(compositor, screen, size):
        laid_out.append(screen)
        return reflow(compositor, screen, size)

    with patch.object(Compositor, "reflow", noted):
        yield laid_out


@contextmanager
def sent_to(app, feed):
    """Within the block, ``feed`` gets what ``app`` sends to its terminal; without a terminal Textual paints and sends nothing."""
    from textual.app import App

    def shown(_, __, painting):
        if painting is not None:
            feed(painting.render_segments(app.console))

    with patch.object(App, "_display", shown), patch.object(app._driver, "write", feed):
        yield


def skip_frames(app):
    """Stops ``app`` from drawing by itself: changes are kept for ``draw_rest``, and what it would show is still counted."""
    from textual.screen import Screen

    app.skips_frames = True
    if Screen._compositor_refresh is not _refresh_but_skip:
        _drawing.append(Screen._compositor_refresh)
        Screen._compositor_refresh = _refresh_but_skip


def draw_frames(app):
    """Makes ``app`` draw each frame from now on, beginning with what was left."""
    app.skips_frames = False
    if app.screen_stack:
        draw_rest(app.screen)


_drawing = []
"""Textual's own method to draw a frame, once some app skips them."""


def _refresh_but_skip(screen):
    app = screen.app
    if not getattr(app, "skips_frames", False) or screen is not app.screen:
        return _drawing[0](screen)
    app._display(screen, None)
    screen._dirty_widgets.clear()
    return app._update_mouse_over(screen)


def draw_rest(screen):
    """Draws what has changed since the last time; returns whether anything has."""
    dirty = bool(screen._compositor._dirty_regions)
    if dirty:
        screen._compositor.render_update(screen_stack=screen.app._background_screens)
    return dirty


def waits(part):
    """Returns whether a part of the screen waits for its next message or has ended."""
    return part._closed or part._closing or any(not each.done() for each in part._message_queue.ready_event._waiters)


def loop_is_idle():
    """Returns whether the running loop has nothing to run; asyncio does not report that."""
    return not asyncio.get_running_loop()._ready


def read_sheets_once():
    """Reads each style sheet once for all apps of a test run, for each set of variables (a theme). Rules are compared by
    identity, as in Textual, but without a Python call for each of thousands of comparisons.
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
    """Counts a function's parameters only once; Textual reads its signature again for each deferred call."""
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
    """Returns every key that a class of screens binds, including inherited ones; only an open screen shows its own."""
    return screen._merged_bindings.key_to_bindings


def report_of(app, error):
    """Returns the report of ``app`` about an error of its own, which would end the test if it were raised."""
    app._exception = error
    app._fatal_error()
    said = str(app._exit_renderables[-1])
    app._exit_renderables.clear()
    app._exception = None
    return said


# -- our own screens -----------------------------------------------------------------------------------------------------------------


def takes_several(listed):
    """Returns whether several lines of a list may be marked; a person sees that in the line of keys alone."""
    return listed._many


def typed_into(listed):
    """Returns the text in the search box of a list."""
    return listed._typed


def end_the_pause(screen):
    """Saves what is being typed as the pause after typing would, without waiting for its timer."""
    if screen._pause is not None:
        screen._pause.stop()
        screen._rest()
