"""Series in the terminal: a curve, and a table of some of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from lockstep.cli.columns import Numbers
from lockstep.cli.curve import color_of, curve
from lockstep.cli.numbers import grouped, shown
from lockstep.cli.printing import console, table

Columns = Mapping[tuple[str, str], Numbers]
# More curves than this would share colors.
DRAWN = 6
ROWS = 11


def series_curve(steps: Sequence[int], columns: Columns, height: int = 10) -> RenderableType:
    """The first columns as curves, with a legend."""
    drawn = list(columns.items())[:DRAWN]
    width = min(100, console().width)
    legend = Text("  ").join(
        Text(f"━ {group} {param}", style=color_of(index))
        for index, ((group, param), _) in enumerate(drawn)
    )
    if len(columns) > DRAWN:
        legend.append(f"  and {len(columns) - DRAWN} more")
    return Group(curve(steps, [column for _, column in drawn], width, height), legend)


def series_table(steps: Sequence[int], columns: Columns) -> Table:
    """Evenly chosen rows, the first and the last among them."""
    count = min(ROWS, len(steps))
    chosen = sorted({round(i * (len(steps) - 1) / max(1, count - 1)) for i in range(count)})
    titles = ["step", *(f"{group} {param}" for group, param in list(columns)[:DRAWN])]
    shown_columns = list(columns.values())[:DRAWN]
    return table(
        titles,
        ([grouped(steps[at]), *(shown(column[at]) for column in shown_columns)] for at in chosen),
    )
