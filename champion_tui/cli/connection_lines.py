"""The local-connection advice as lines of text, for the command and the plain interview."""

from collections.abc import Iterator

from champion_tui.cli.words import wrapped
from champion_tui.desk.connection.advice_views import ConnectionDistrictView, ConnectionGroundView, ConnectionView

CHOICE = "They choose. This helps them to; it never decides."


def advice_lines(view: ConnectionView) -> Iterator[str]:
    """The whole advice: what was understood, the timeline, each district, what is open, what to bear in mind."""
    yield from stay_lines(view)
    if view.timeline.rows:
        yield from ("", *view.timeline.lines())
    for district in view.districts:
        yield ""
        yield from _district_lines(district)
    for title, texts in (
        ("To ask", view.questions),
        ("Bear in mind", view.cautions),
        ("Good to know", view.background),
    ):
        if texts:
            yield from ("", f"{title}:")
            for text in texts:
                yield from wrapped(text, "  - ")
    yield from ("", CHOICE)


def stay_lines(view: ConnectionView) -> Iterator[str]:
    """The history as it was understood, row by row."""
    for number, stay in enumerate(view.stays, 1):
        yield from wrapped(f"{stay.words}. {stay.taken}", f"  {number}. ")


def _district_lines(district: ConnectionDistrictView) -> Iterator[str]:
    yield from wrapped(f"{district.name}: {district.headline}")
    for ground in district.grounds:
        yield from wrapped(f"{ground.title}: {_ground_words(ground)} ({ground.source})", "  - ")
    for thing in district.settles:
        yield from wrapped(f"What would settle it: {thing}", "  * ")


def _ground_words(ground: ConnectionGroundView) -> str:
    return " ".join(part for part in (ground.why, *ground.working) if part)
