"""How well drawn text and lines contrast with their background (WCAG 2.2)."""

from behind import drawn

from champion_tui.tui.shell.terminal.theme import CONTRAST

LEAST_CONTRAST, HIGH_CONTRAST = 4.5, 7.0
LEAST_OF_LINES = 3.0
"""The least contrast of a line between two regions (WCAG 2.2, 1.4.11 Non-text Contrast)."""

LINES = frozenset("│─")


def luminance(colour):
    """Returns the relative luminance of a colour (as WCAG 2.2 defines it)."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Returns the contrast ratio of two colours (as WCAG 2.2 defines it)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_pale(run, least):
    """Returns every piece of drawn text below the contrast ``least``, and every line between regions below its own limit."""
    found = set()
    for strip in drawn(run.app.screen):
        for text, style, _ in strip:
            if style is None or not text.strip() or style.color is None or style.bgcolor is None:
                continue
            pair = tuple(style.color.get_truecolor()), tuple(style.bgcolor.get_truecolor())
            pair = tuple(reversed(pair)) if style.reverse else pair
            if contrast(*pair) < (LEAST_OF_LINES if set(text.strip()) <= LINES else least):
                found.add((text.strip(), *pair))
    return found


def least_of(theme):
    """Returns the least contrast that text needs in a theme."""
    return HIGH_CONTRAST if theme is CONTRAST else LEAST_CONTRAST
