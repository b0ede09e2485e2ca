"""Schedulers of timm with arguments drawn at random."""

import importlib
import importlib.util
import random
import sys
from typing import Any

import pytest

from tests.translate.trajectories import STEPS


def _timm() -> Any:
    """timm.scheduler without the rest of timm, which needs a torchvision made for this torch."""
    found = importlib.util.find_spec("timm")
    if found is None:
        pytest.skip("timm is not installed", allow_module_level=True)
    alone = importlib.util.module_from_spec(found)
    previous = sys.modules.setdefault("timm", alone)
    try:
        return importlib.import_module("timm.scheduler")
    finally:
        if previous is alone:
            del sys.modules["timm"]


timm = _timm()


def warmup(c: random.Random) -> dict[str, Any]:
    return {"warmup_t": c.choice([0, 1, c.randint(2, 30)]), "warmup_lr_init": c.uniform(0, 0.01)}


def _prefixed(c: random.Random) -> dict[str, Any]:
    return {**warmup(c), "warmup_prefix": c.random() < 0.5}


def _cycles(c: random.Random) -> dict[str, Any]:
    return {
        "t_initial": c.randint(10, 60),
        "lr_min": c.choice([0.0, c.uniform(0, 0.01)]),
        "cycle_mul": c.choice([1.0, 2.0, c.uniform(1.1, 2)]),
        "cycle_decay": c.choice([1.0, c.uniform(0.3, 1)]),
        "cycle_limit": c.randint(1, 4),
        **_prefixed(c),
    }


def _wsd(o: Any, c: random.Random) -> Any:
    total = c.randint(10, 100)
    return timm.WSDLRScheduler(
        o,
        t_initial=total,
        decay_t=c.randint(1, total),
        lr_min=c.choice([0.0, c.uniform(0, 0.01)]),
        stable_fn=c.choice(["constant", "rsqrt", "power"]),
        stable_timescale=c.uniform(1, 100),
        stable_power=c.uniform(0.1, 1),
        decay_fn=c.choice(["linear", "1-sqrt", "cosine", "power", "exp"]),
        decay_power=c.uniform(0.1, 2),
        decay_ratio=c.uniform(0.01, 0.9),
        **warmup(c),
    )


SCHEDULES: dict[str, Any] = {
    "cosine": lambda o, c: timm.CosineLRScheduler(
        o, **_cycles(c), k_decay=c.choice([1.0, c.uniform(0.5, 2)])
    ),
    "tanh": lambda o, c: timm.TanhLRScheduler(
        o, **_cycles(c), lb=c.uniform(-9, -1), ub=c.uniform(0, 4)
    ),
    "poly": lambda o, c: timm.PolyLRScheduler(
        o, **_cycles(c), power=c.uniform(0.3, 2), k_decay=c.choice([1.0, c.uniform(0.5, 2)])
    ),
    "step": lambda o, c: timm.StepLRScheduler(
        o, c.choice([c.randint(1, 40), c.uniform(1, 40)]), c.uniform(0.1, 1), **_prefixed(c)
    ),
    "multistep": lambda o, c: timm.MultiStepLRScheduler(
        o, sorted(c.sample(range(1, STEPS), 3)), c.uniform(0.1, 1), **_prefixed(c)
    ),
    "wsd": _wsd,
}
