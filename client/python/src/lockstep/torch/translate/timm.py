"""timm's schedulers as presets of their names."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .fresh import require_fresh
from .numbers import number, number_list, numbers
from .plateaus import metric_of
from .reading import Reading

_WARMUP = ("warmup_t", "warmup_lr_init")
_CYCLES = ("t_initial", "lr_min", "cycle_mul", "cycle_decay", "cycle_limit", *_WARMUP)


def cosine(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return _preset("timm/cosine", scheduler, reading, *_CYCLES, "k_decay", prefix=True)


def tanh(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return _preset("timm/tanh", scheduler, reading, *_CYCLES, "lb", "ub", prefix=True)


def poly(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return _preset("timm/poly", scheduler, reading, *_CYCLES, "power", "k_decay", prefix=True)


def step(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return _preset("timm/step", scheduler, reading, "decay_t", "decay_rate", *_WARMUP, prefix=True)


def multistep(scheduler: Any, reading: Reading) -> dict[str, Any]:
    found = _preset("timm/multistep", scheduler, reading, "decay_rate", *_WARMUP, prefix=True)
    return {**found, "decay_t": number_list(scheduler, "decay_t")}


def wsd(scheduler: Any, reading: Reading) -> dict[str, Any]:
    if not isinstance(scheduler.decay_fn, str):
        raise CannotTranslate(
            f"WSDLRScheduler.decay_fn is {scheduler.decay_fn!r}: give one of 'linear', '1-sqrt', "
            "'cosine', 'power' and 'exp', or write the rule as an expression of epoch, "
            '{"type": "LambdaLR", "lr_lambda": "..."}'
        )
    names = ("t_initial", "decay_t", "lr_min", "stable_power", "decay_power", "decay_ratio")
    found = _preset("timm/wsd", scheduler, reading, *names, *_WARMUP)
    if scheduler.stable_timescale is not None:
        found.update(numbers(scheduler, "stable_timescale"))
    return {**found, "stable_fn": scheduler.stable_fn, "decay_fn": scheduler.decay_fn}


def plateau(scheduler: Any, reading: Reading) -> dict[str, Any]:
    inner = scheduler.lr_scheduler
    require_fresh(inner)
    least = reading.by_group(number_list(inner, "min_lrs"))
    return {
        **_preset("timm/plateau", scheduler, reading, *_WARMUP),
        "monitor": metric_of(scheduler, reading),
        "decay_rate": number(inner, "factor", inner.factor),
        "patience_t": number(inner, "patience", inner.patience),
        "threshold": number(inner, "threshold", inner.threshold),
        "cooldown_t": number(inner, "cooldown", inner.cooldown),
        "lr_min": least,
        "mode": inner.mode,
    }


def _preset(
    preset: str, scheduler: Any, reading: Reading, *names: str, prefix: bool = False
) -> dict[str, Any]:
    name = type(scheduler).__name__
    if scheduler.noise_range_t is not None:
        raise CannotTranslate(
            f"{name} has noise from {scheduler.noise_range_t!r} on, which is drawn at random: "
            "construct it with noise_range_t=None"
        )
    _require_first_rates(scheduler)
    clock = "epochs, as t_in_epochs is true" if scheduler.t_in_epochs else "updates"
    reading.note(f"{name} counts {clock}: one step of the service is one of them")
    found: dict[str, Any] = {"preset": preset, **numbers(scheduler, *names)}
    return {**found, "warmup_prefix": scheduler.warmup_prefix} if prefix else found


def _require_first_rates(scheduler: Any) -> None:
    """timm's schedulers do not know whether they have stepped; the groups show it."""
    first = scheduler.warmup_lr_init if scheduler.warmup_t else None
    groups = scheduler.optimizer.param_groups
    for index, (group, base) in enumerate(zip(groups, scheduler.base_values, strict=True)):
        wanted = (base if first is None else first) * group.get("lr_scale", 1)
        if group[scheduler.param_group_field] != wanted:
            raise CannotTranslate(
                f"{type(scheduler).__name__} has stepped, or group {index} was edited: its lr is "
                f"{group['lr']!r}, wanted {wanted!r}. Pass one that has just been constructed"
            )
