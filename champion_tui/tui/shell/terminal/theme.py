"""The app's colours: a dark, a light and a high-contrast theme, each with one accent colour, and a theme without colours.

Every pair in use has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3 Contrast (Minimum)), 7:1 with high contrast (1.4.6). Tests
compute it from ``PAIRS`` and from what is drawn. Words carry the meaning; colour only repeats it.
"""

from textual.theme import Theme

DARK = Theme(
    name="champion-dark",
    dark=True,
    primary="#7cc4ff",
    secondary="#7cc4ff",
    accent="#7cc4ff",
    foreground="#e8e8e8",
    background="#14181d",
    surface="#14181d",
    panel="#1f262e",
    boost="#1f262e",
    warning="#ffcf70",
    error="#ff9d94",
    success="#8fd3a4",
    variables={
        "quiet": "#a9b4bf",
        "chosen": "#24405a",
        "rule": "#66717d",
        "number": "#ffffff",
        "dial": "#2b3742",
        "input-selection-background": "#24405a",
    },
)

LIGHT = Theme(
    name="champion-light",
    dark=False,
    primary="#00539c",
    secondary="#00539c",
    accent="#00539c",
    foreground="#16191c",
    background="#fcfcfa",
    surface="#fcfcfa",
    panel="#eceef0",
    boost="#eceef0",
    warning="#7a4b00",
    error="#a3160c",
    success="#1c6433",
    variables={
        "quiet": "#4c565f",
        "chosen": "#d3e5f5",
        "rule": "#818a93",
        "number": "#000000",
        "dial": "#dfe5ea",
        "input-selection-background": "#d3e5f5",
    },
)

CONTRAST = Theme(
    name="champion-contrast",
    dark=True,
    primary="#6fe3ff",
    secondary="#6fe3ff",
    accent="#6fe3ff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    boost="#1c1c1c",
    warning="#ffd84d",
    error="#ffb3ab",
    success="#8dffac",
    variables={
        "quiet": "#dadada",
        "chosen": "#00406e",
        "rule": "#ffffff",
        "number": "#ffffff",
        "dial": "#333333",
        "input-selection-background": "#00406e",
    },
)

PLAIN = Theme(
    name="champion-plain",
    dark=True,
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    variables={
        "quiet": "ansi_default",
        "chosen": "ansi_default",
        "rule": "ansi_default",
        "number": "ansi_default",
        "dial": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
    },
)
"""For ``NO_COLOR``: the terminal's own two colours. Bold and a ``>`` in front of a line show what is marked."""

COLOURED = (DARK, LIGHT, CONTRAST)
"""In the order in which the theme key goes through them."""

THEMES = (*COLOURED, PLAIN)

PAIRS = (
    *((text, ground) for text in ("foreground", "quiet", "accent", "warning") for ground in ("background", "panel")),
    *((text, "chosen") for text in ("foreground", "quiet")),
    *(("background", tag) for tag in ("warning", "error", "success", "accent")),
    ("error", "background"),
    ("success", "background"),
    ("number", "dial"),
)
"""Pairs of colours that are drawn together: text and background."""
