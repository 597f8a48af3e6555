"""``area``: the areas that are loaded, and the area of this machine."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.directory import area_of, directory_of
from champion_tui.desk.settings.setting_list import change_setting
from champion_tui.desk.settings.settings import read_settings
from champion_tui.ground.answers import Problem, WrongValue

HERE = "{id}: {name} (this machine)"
ELSEWHERE = "{id}: {name}"
HOW = "Choose another one with: champion-tui area AREA. For one person who is elsewhere: --area AREA"


def run(context: Context) -> ExitCode:
    """Shows the areas; with AREA, makes it this machine's area. Raises ``WrongValue`` if it is not loaded."""
    directory, chosen = directory_of(context), context.args.chosen
    if chosen is not None:
        if chosen not in directory.areas:
            raise WrongValue(Problem("area", chosen, f"one of {', '.join(directory.areas)}"))
        change_setting(context.home, "area", chosen)
    here = area_of(context, read_settings(context.home))
    names = {area.id: area.name for area in directory.areas.values()}
    lines = [(HERE if area == here else ELSEWHERE).format(id=area, name=name) for area, name in names.items()]
    return context.show({"area": here, "areas": names}, [*lines, HOW])
