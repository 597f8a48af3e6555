"""Text that stands beside a question: local connection beside the choice of authority, prompts beside capacity."""

from champion_tui.knowledge.routing import Routing

CONNECTION_LEAD = (
    "They choose. A local connection may matter later: if they are homeless, a council may pass them to an area "
    "they are connected to. It never stops a referral, and nobody is sent back to danger."
)
CONNECTION_MORE = "More in Guidance, under local connection: what counts, what does not, and what a council may do."
CAPACITY_PROMPTS = (
    "Can they understand what a referral is?",
    "Can they remember it long enough to decide?",
    "Can they weigh up what may follow from a yes or a no?",
    "Can they tell you what they have decided, in any way?",
    "Start from yes. Help them first: plain words, more time, a quiet room, an interpreter who is not family.",
    "A choice that you would not make is still their choice.",
)


def page_advice(routing: Routing, shows: tuple[str, ...]) -> tuple[str, ...]:
    """The extra lines that a page owes its question."""
    lines: list[str] = []
    if "local-connection" in shows:
        lines.append(CONNECTION_LEAD)
        lines.extend(ground.beside for ground in routing.connection_grounds if ground.beside)
        lines.append(CONNECTION_MORE)
    if "capacity-prompts" in shows:
        lines.extend(CAPACITY_PROMPTS)
    return tuple(lines)
