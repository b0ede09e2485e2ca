"""How a scheduler behaves, checked once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from lockstep.exceptions import InvalidArgument

Advance = Literal["calls", "optimizer"]
Mode = Literal["each", "leader"]
OnOutage = Literal["wait", "hold", "raise"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """The arguments of `RemoteScheduler` that are not of its definition."""

    advance: Advance = "calls"
    """`"calls"`: each call of `step()` counts. `"optimizer"`: only one after an optimizer step."""
    mode: Mode = "each"
    """`"each"`: every rank asks the service. `"leader"`: rank 0 asks, and broadcasts."""
    on_outage: OnOutage = "wait"
    """What `step()` does without an answer: waits, holds the last values, or raises."""
    window_s: float = 10.0
    """The seconds of training that one answer covers; with 0 each step is one call."""
    max_staleness: float | None = None
    """The most seconds after which an edit acts, at the cost of shorter windows."""
    late_metrics: bool = False
    """Whether windows pass steps that use a metric: reports for them act after the window."""
    metric_timeout: float = 600.0
    """Seconds that `step()` waits for a metric that other ranks report."""
    edits: Literal["keep", "drop"] = "keep"
    """Whether a resume keeps the edits of later steps: `"drop"` is for a rewind by a person."""

    def __post_init__(self) -> None:
        _require_choice("advance", self.advance, get_args(Advance))
        _require_choice("mode", self.mode, get_args(Mode))
        _require_choice("on_outage", self.on_outage, get_args(OnOutage))
        _require_choice("edits", self.edits, ("keep", "drop"))
        _require_seconds("window_s", self.window_s)
        _require_seconds("metric_timeout", self.metric_timeout)
        if self.max_staleness is not None:
            _require_seconds("max_staleness", self.max_staleness)


def _require_choice(name: str, given: object, wanted: tuple[str, ...]) -> None:
    if given not in wanted:
        choices = " or ".join(map(repr, wanted))
        raise InvalidArgument(f"Cannot use {name}={given!r}: wanted {choices}")


def _require_seconds(name: str, given: object) -> None:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not math.isfinite(float(given)) or float(given) < 0:  # type: ignore[arg-type]
        raise InvalidArgument(f"Cannot use {name}={given!r}: wanted a number of seconds, 0 or more")
