"""How a watched job is shown: on a live screen, as lines, or as JSON lines."""

from __future__ import annotations

from collections import deque
from typing import Any, Protocol, Self, cast

from rich.console import Group
from rich.live import Live

from lockstep import types
from lockstep.cli.columns import columns_of
from lockstep.cli.ls import sealed
from lockstep.cli.numbers import grouped, shown
from lockstep.cli.printing import console, print_json_line, show, table
from lockstep.cli.series_view import series_curve

EVENTS = 8
ENVELOPE = {"revision", "kind", "step", "recorded_at", "actor", "reason"}


class View(Protocol):
    """What `watch` shows to."""

    draws: bool
    """Whether it wants a series with the values."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...
    def event(self, event: types.Event) -> None: ...
    def values(self, rates: types.ReadRates, series: types.Series | None) -> None: ...


class Lines:
    """A line for each change."""

    draws = False

    def __init__(self, param: str) -> None:
        self._param = param

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Lines need no end."""

    def event(self, event: types.Event) -> None:
        show(described(event))

    def values(self, rates: types.ReadRates, series: types.Series | None) -> None:
        groups = cast("list[dict[str, Any]]", rates["groups"])
        values = ", ".join(f"{each['name']} {shown(each.get(self._param))}" for each in groups)
        show(f"step {grouped(rates['step'])}: {self._param} {values}")


class JsonLines(Lines):
    """An object for each change, as the service answers it."""

    def event(self, event: types.Event) -> None:
        print_json_line({"event": event})

    def values(self, rates: types.ReadRates, series: types.Series | None) -> None:
        print_json_line({"values": rates})


class Screen:
    """A live table, curve and list of events, in a terminal."""

    draws = True

    @staticmethod
    def fits() -> bool:
        return console().is_terminal

    def __init__(self, param: str) -> None:
        self._param = param
        self._events: deque[str] = deque(maxlen=EVENTS)
        self._parts: list[Any] = []
        self._live = Live(console=console(), auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._live.__exit__(None, None, None)

    def event(self, event: types.Event) -> None:
        self._events.append(described(event))
        self._draw()

    def values(self, rates: types.ReadRates, series: types.Series | None) -> None:
        groups = cast("list[dict[str, Any]]", rates["groups"])
        rows = ([each["name"], shown(each.get(self._param))] for each in groups)
        title = (
            f"{rates['optimizer']}: step {grouped(rates['step'])}, sealed through "
            f"{sealed(rates['sealed_through'])}, generation {rates['generation']}"
        )
        parts: list[Any] = [title, table(["group", self._param], rows)]
        if series is not None:
            parts.append(series_curve(series["steps"], columns_of(series)))
        self._parts = parts
        self._draw()

    def _draw(self) -> None:
        self._live.update(Group(*self._parts, *self._events), refresh=True)


def described(event: types.Event) -> str:
    """One line: when, which kind, at which step, what, by whom and why."""
    what = {name: value for name, value in event.items() if name not in ENVELOPE}
    fields = [
        event["recorded_at"],
        event["kind"],
        f"at step {grouped(event['step'])}:",
        shown(what),
        event.get("actor", ""),
        event.get("reason", ""),
    ]
    return " ".join(field for field in fields if field)
