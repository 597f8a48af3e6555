"""One measured figure, and how it is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in ``unit`` ("x" is a ratio to the bare program); ``hoped`` says the budget in words, ``note`` the rest."""

    name: str
    value: float
    unit: str
    hoped: str = ""
    note: str = ""

    def line(self) -> str:
        """The figure as one line."""
        shown = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.1f}"  # noqa: PLR2004  three digits are enough
        return f"{self.name:58}{shown + ' ' + self.unit:>12}{self.hoped:>12}{'   ' + self.note if self.note else ''}"
