"""Texts of transformers' cosines, and of its warmup-stable-decay, which may have two."""

from __future__ import annotations

from ..numbers import literal as n
from .transformers_ramps import Arguments, after_warmup


def cosine(given: Arguments) -> str:
    """`get_cosine_schedule_with_warmup`, and the same with a floor, `min_lr_rate`."""
    wave = _wave(float(given["num_cycles"]), _progress(given))
    return after_warmup(given, _floored(wave, given.get("min_lr_rate", 0.0)))


def hard_restarts(given: Arguments) -> str:
    """`get_cosine_with_hard_restarts_schedule_with_warmup`."""
    progress = _progress(given)
    turn = f"({n(float(given['num_cycles']))} * ({progress})) % 1.0"
    wave = f"max(0.0, 0.5 * (1.0 + math.cos(math.pi * ({turn}))))"
    return after_warmup(given, f"0.0 if {progress} >= 1.0 else {wave}")


def warmup_from_a_rate(given: Arguments) -> str:
    """`get_cosine_with_min_lr_schedule_with_warmup_lr_rate`, which makes its lengths floats."""
    warmup, steps = float(given["num_warmup_steps"]), float(given["num_training_steps"])
    first = given.get("warmup_lr_rate")
    up = f"(epoch + 1.0) / {n(max(1.0, warmup))}"
    if first is not None:
        rise = n(1.0 - float(first))
        up = f"{n(float(first))} + {rise} * epoch / {n(max(1, warmup - 1))}"
    progress = f"(epoch - {n(warmup)} + 1.0) / {n(max(1.0, steps - warmup))}"
    floored = _floored(_wave(given["num_cycles"], progress), given.get("min_lr_rate", 0.0))
    return f"{up} if epoch < {n(warmup)} else {floored}"


def warmup_stable_decay(given: Arguments) -> str:
    """`get_wsd_schedule`."""
    warmup, stable = given["num_warmup_steps"], given["num_stable_steps"]
    decay, floor = given["num_decay_steps"], given["min_lr_ratio"]
    p = f"epoch / {n(max(1, warmup))}"
    up = {
        "linear": f"({p})",
        "cosine": f"0.5 * (1.0 - math.cos(math.pi * ({p})))",
        "1-sqrt": f"(1.0 - math.sqrt(1.0 - {p}))",
    }
    q = f"(epoch - {n(warmup)} - {n(stable)}) / {n(max(1, decay))}"
    down = {
        "linear": f"(1.0 - {q})",
        "cosine": _wave(float(given["num_cycles"]), q),
        "1-sqrt": f"(1.0 - math.sqrt({q}))",
    }
    rising = _floored(up[given["warmup_type"]], floor)
    falling = _floored(down[given["decay_type"]], floor)
    ends = [n(warmup), n(warmup + stable), n(warmup + stable + decay)]
    return (
        f"{rising} if epoch < {ends[0]} else 1.0 if epoch < {ends[1]} "
        f"else {falling} if epoch < {ends[2]} else {n(floor)}"
    )


def _progress(given: Arguments) -> str:
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    return f"(epoch - {n(warmup)}) / {n(max(1, steps - warmup))}"


def _wave(cycles: float, progress: str) -> str:
    return f"0.5 * (1.0 + math.cos(math.pi * {n(cycles)} * 2.0 * ({progress})))"


def _floored(factor: str, floor: float) -> str:
    return f"max(0, {factor} * {n(1 - floor)} + {n(floor)})"
