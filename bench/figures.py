"""One measured figure, and how it is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: ``value`` in ``unit`` ("x" is a ratio to the bare program), with its budget ``hoped`` as text and a ``note``."""

    name: str
    value: float
    unit: str
    hoped: str = ""
    note: str = ""

    def line(self) -> str:
        """Returns the figure as one line."""
        shown = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.1f}"  # noqa: PLR2004  from 100 on, no decimals are needed
        return f"{self.name:58}{shown + ' ' + self.unit:>12}{self.hoped:>12}{'   ' + self.note if self.note else ''}"
