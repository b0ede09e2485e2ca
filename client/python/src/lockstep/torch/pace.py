"""How long a window is, and when the next one is asked for."""

from __future__ import annotations

import time

from lockstep.torch.options import Options
from lockstep.torch.window import Window

FIRST_AHEAD = 15
SHORTEST = 8
LONGEST = 4096
MOST_VALUES = 10_000
"""Of one window: decoding as many holds the interpreter for some milliseconds."""
LEAD_S = 1.0
LEAD_ROUND_TRIPS = 20


class Pace:
    """Measures steps and answers. Count is the wrong unit: steps take microseconds or minutes."""

    def __init__(self, options: Options, spread: float) -> None:
        """`spread` is between 0 and 1, so that the ranks do not all ask in one millisecond."""
        self._window_s = options.window_s
        self._max_staleness = options.max_staleness
        self._spread = spread
        self._step_s: float | None = None
        self._lead_s = LEAD_S
        self._columns = 1
        self._since: tuple[int, float] | None = None

    def ahead(self) -> int:
        """How many steps to ask for beside the next one."""
        window_s = self._window_s
        if self._max_staleness is not None:
            window_s = min(window_s, max(0.0, self._max_staleness - self._lead_s))
        if window_s == 0:
            return 0
        if self._step_s is None:
            return FIRST_AHEAD
        most = max(SHORTEST, min(LONGEST, MOST_VALUES // self._columns))
        return int(min(max(window_s / self._step_s, SHORTEST), most))

    def begin(self, window: Window) -> None:
        """A window is used from now on."""
        self._columns = window.columns
        self._lead_s = max(LEAD_S, LEAD_ROUND_TRIPS * window.took)
        self._since = window.first, time.monotonic()

    def measure(self, step: int) -> None:
        """Takes the time since the window began."""
        if self._since is None or step <= self._since[0]:
            return
        first, began = self._since
        self._step_s = max(1e-7, (time.monotonic() - began) / (step - first))

    def trigger(self, window: Window) -> int:
        """The step at which the next window is asked for: at the latest 1 s before the end.

        Not before the middle, so that steps are not sealed long before they are used.
        """
        length = window.end - window.first
        lead = length if self._step_s is None else int(self._lead_s / self._step_s) + 1
        middle = window.first + (length + 1) // 2
        early = int(length * self._spread / 10)
        return max(window.first + 1, max(middle, window.end - lead) - early)
