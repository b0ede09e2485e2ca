"""OneCycleLR, which keeps the results of its arguments in the groups."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .inverse import divisor, find_near
from .numbers import Number, number, per_group
from .reading import Reading


def one_cycle_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    highest, first, last = (per_group(scheduler, key) for key in ("max_lr", "initial_lr", "min_lr"))
    momentum: dict[str, Any] = {"cycle_momentum": scheduler.cycle_momentum}
    if scheduler.cycle_momentum:
        for key in ("base_momentum", "max_momentum"):
            momentum[key] = reading.by_group(per_group(scheduler, key))
    return {
        "type": "OneCycleLR",
        "max_lr": reading.by_group(highest),
        "total_steps": number(scheduler, "total_steps", scheduler.total_steps),
        "pct_start": _pct_start(scheduler),
        "anneal_strategy": scheduler._anneal_func_type,
        **momentum,
        "div_factor": reading.by_group(_divisors("div_factor", highest, first)),
        "final_div_factor": reading.by_group(_divisors("final_div_factor", first, last)),
        "three_phase": len(scheduler._schedule_phases) == 3,
    }


def _divisors(name: str, dividends: list[Number], quotients: list[Number]) -> list[float]:
    found = [divisor(*pair) for pair in zip(dividends, quotients, strict=True)]
    return [_required(each, name) for each in found]


def _pct_start(scheduler: Any) -> float:
    """The share whose phases end where those of the scheduler end."""
    ends = [phase["end_step"] for phase in scheduler._schedule_phases[:-1]]
    total = scheduler.total_steps

    def fits(pct: float) -> bool:
        return ends == [float(pct * total) - 1, float(2 * pct * total) - 2][: len(ends)]

    found = find_near((ends[0] + 1) / total, lambda pct: 0 <= pct <= 1 and fits(pct))
    return _required(found, "pct_start")


def _required(value: float | None, name: str) -> float:
    if value is not None:
        return value
    raise CannotTranslate(
        f"No {name} gives back the values of this OneCycleLR: write "
        f'{{"type": "OneCycleLR", "{name}": ..., ...}} with the arguments that it was given'
    )
