"""The app's own colours: one dark theme, one light one, one accent colour in each, and one without any colour.

Every pair that is used stands at 4.5:1 or more (WCAG 2.2, 1.4.3 Contrast (Minimum)); a test computes it from what is drawn.
Words carry the meaning; colour only repeats it.
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
    success="#e8e8e8",
    variables={"quiet": "#a9b4bf", "chosen": "#24405a", "input-selection-background": "#24405a"},
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
    success="#16191c",
    variables={"quiet": "#4c565f", "chosen": "#d3e5f5", "input-selection-background": "#d3e5f5"},
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
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
    },
)
"""For ``NO_COLOR``: the terminal's own two colours; bold and the ``>`` in front of a line say what is marked."""

THEMES = (DARK, LIGHT, PLAIN)
