"""``settings``: shows and changes this machine's settings, as the full screen's Settings does."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import setting_lines
from champion_tui.desk.settings.settings import FILE
from champion_tui.ground.answers import Problem, WrongValue

VALUE_MISSING = "a value beside it, or no key at all"


def run(context: Context) -> ExitCode:
    """Shows the settings; with KEY and VALUE, changes one. Raises ``WrongValue`` and ``CannotReadOrWrite``."""
    desk, key, words = desk_of(context), context.args.key, context.args.value
    if key is not None:
        known = desk.setting_list.view(key)
        problem = (
            Problem("value", None, VALUE_MISSING) if known and not words else desk.change_setting(key, " ".join(words))
        )
        if problem is not None:
            raise WrongValue(problem)
    views = desk.setting_list.views()
    for mistake in desk.settings.troubles:
        tell(mistake)
    values = {
        "file": str(context.home / FILE),
        "settings": {
            view.key: {"value": view.value or None, "words": view.words, "shown": view.shown, "expected": view.expected}
            for view in views
        },
        "mistakes": list(desk.settings.troubles),
    }
    shown = views if key is None else [view for view in views if view.key == key]
    return context.show(values, setting_lines(shown, context.home / FILE, whole=key is None))
