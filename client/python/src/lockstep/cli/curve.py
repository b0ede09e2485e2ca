"""A curve in the terminal, in braille characters: each has 2 x 4 dots."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from lockstep.cli.numbers import grouped, shown

COLORS = ("cyan", "magenta", "yellow", "green", "blue", "red")
BLANK = 0x2800
# The bits of the dots of a character, from the top left one: column by column.
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))

Column = Sequence[float | None]


class Canvas:
    """Characters with dots. One that several curves have gets the color of the last."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.bits = [[0] * width for _ in range(height)]
        self.colors = [[""] * width for _ in range(height)]

    def dot(self, x: float, y: float, color: str) -> None:
        """`x` from 0 to 1 from the left, `y` from 0 to 1 from the bottom."""
        right = round(x * (2 * self.width - 1))
        down = round((1 - y) * (4 * self.height - 1))
        self.bits[down // 4][right // 2] |= DOTS[right % 2][down % 4]
        self.colors[down // 4][right // 2] = color

    def line(self, row: int) -> Text:
        """One row, with each run of a color as one part."""
        text, at = Text(), 0
        for color, run in groupby(self.colors[row]):
            end = at + len(list(run))
            text.append("".join(chr(BLANK + bits) for bits in self.bits[row][at:end]), style=color)
            at = end
        return text


def color_of(index: int) -> str:
    return COLORS[index % len(COLORS)]


def curve(steps: Sequence[int], columns: Sequence[Column], width: int, height: int) -> Text:
    """The columns over the steps, with the range of both axes. Empty without a number."""
    values = [value for column in columns for value in column if value is not None]
    if not values:
        return Text("no values to draw")
    low, high = min(values), max(values)
    labels = [shown(high), *[""] * (height - 2), shown(low)]
    margin = max(map(len, labels))
    canvas = Canvas(max(10, width - margin - 2), height)
    for index, column in enumerate(columns):
        _draw(canvas, steps, column, (low, high), color_of(index))
    rows = [
        Text(f"{label:>{margin}} ┤").append_text(canvas.line(row))
        for row, label in enumerate(labels)
    ]
    first, last = grouped(steps[0]), grouped(steps[-1])
    gap = " " * max(1, canvas.width - len(first) - len(last))
    return Text("\n").join([*rows, Text(f"{' ' * (margin + 2)}{first}{gap}{last}")])


def _draw(
    canvas: Canvas, steps: Sequence[int], column: Column, bounds: tuple[float, float], color: str
) -> None:
    (low, high), span = bounds, max(1, steps[-1] - steps[0])
    last: tuple[float, float] | None = None
    for step, value in zip(steps, column, strict=True):
        if value is None:
            last = None
            continue
        point = (step - steps[0]) / span, (value - low) / (high - low) if high > low else 0.5
        for x, y in _between(last or point, point, 4 * canvas.width):
            canvas.dot(x, y, color)
        last = point


def _between(
    start: tuple[float, float], end: tuple[float, float], dots: int
) -> list[tuple[float, float]]:
    """Points of a straight line, so that neighbors are at most one dot apart."""
    (x, y), (to_x, to_y) = start, end
    count = max(1, round(max(abs(to_x - x), abs(to_y - y)) * dots))
    return [(x + (to_x - x) * i / count, y + (to_y - y) * i / count) for i in range(count + 1)]
