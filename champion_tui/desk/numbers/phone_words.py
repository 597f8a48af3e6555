"""What to say to the person who answers a line, so that its number and hours can be relied on."""

from champion_tui.domain.lines.phone_lines import LineUse, PhoneLine
from champion_tui.knowledge.directory import Directory

WHO_YOU_ARE = (
    "“Hello, my name is …, from …. We send people to you who may lose their home, and are checking our list of numbers. Nobody is "
    "waiting.”"
)
NUMBER = "“Is {phone} the right number for {name}?”"
MOVED = "“Is it {phone}, or {shipped}?” {moved}"
HOURS = "“Our list says that you answer {hours}. Is that right?”"
WHICH_HOURS = "“On which days do you answer, and from when until when?”"
NIGHTS = "“Does it answer whenever the office is closed? At night, at weekends, on bank holidays?”"
DAY_AND_NIGHT = "“Does it answer day and night, every day of the year?”"
OUT_OF_HOURS = "“When the office is closed we ring {phone}. Is that right?”"
WHICH_OUT_OF_HOURS = "“Which number do we ring when the office is closed?”"


def questions(directory: Directory, line: PhoneLine) -> tuple[str, ...]:
    """Returns what to ask about ``line``, in order; the last is what its data says is in doubt."""
    moved = MOVED.format(phone=line.phone, shipped=line.shipped.phone, moved=line.moved)
    number = (
        moved if line.moved and line.shipped.phone != line.phone else NUMBER.format(phone=line.phone, name=line.name)
    )
    return tuple(part for part in (number, *_when(directory, line), line.doubt) if part)


def _when(directory: Directory, line: PhoneLine) -> tuple[str, ...]:
    if line.use is LineUse.OUT_OF_HOURS:
        return (NIGHTS,)
    if line.use is LineUse.ANY_TIME:
        return (DAY_AND_NIGHT,)
    hours = HOURS.format(hours=line.hours_words) if len(line.hours) == 1 else WHICH_HOURS
    return (hours,) if line.use is LineUse.HELPLINE else (hours, _at_night(directory, line))


def _at_night(directory: Directory, line: PhoneLine) -> str:
    """Returns what to ask the office about nights; "" for a service that is not expected to answer at night."""
    owner = directory.authority(line.owner)
    among = (*directory.lines(), *(owner.lines if owner else ()))
    night = next((each for each in among if each.day_line == line.line), None)
    if night is not None:
        return OUT_OF_HOURS.format(phone=night.phone)
    return WHICH_OUT_OF_HOURS if owner else ""
