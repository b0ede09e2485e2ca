"""Every schedule of transformers' optimization.py, to the bit."""

import random
from typing import Any

import pytest
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import CannotTranslate, translate
from lockstep.torch.translate.functions.transformers import TEXTS
from tests.translate.trajectories import (
    STEPS,
    names_of,
    optimizer_of,
    own,
    require_same_bits,
    served,
)

hf = pytest.importorskip("transformers.optimization", reason="transformers is not installed")

ROUNDS = 20
RAMPS = ["linear", "cosine", "1-sqrt"]


def _run(c: random.Random) -> dict[str, int]:
    """A warmup and a run, which may end before the comparison does."""
    return {
        "num_warmup_steps": c.choice([0, 1, c.randint(2, 40)]),
        "num_training_steps": c.randint(50, 200),
    }


def _floor(c: random.Random) -> dict[str, float]:
    return c.choice([{"min_lr": c.uniform(1e-6, 1e-4)}, {"min_lr_rate": c.uniform(0, 0.5)}])


def _warmup(c: random.Random) -> int:
    return _run(c)["num_warmup_steps"]


SCHEDULES = {
    "constant": lambda o, c: hf.get_constant_schedule(o),
    "constant_with_warmup": lambda o, c: hf.get_constant_schedule_with_warmup(o, _warmup(c)),
    "linear": lambda o, c: hf.get_linear_schedule_with_warmup(o, **_run(c)),
    "cosine": lambda o, c: hf.get_cosine_schedule_with_warmup(
        o, **_run(c), num_cycles=c.choice([0.5, 1, c.uniform(0.1, 4)])
    ),
    "hard_restarts": lambda o, c: hf.get_cosine_with_hard_restarts_schedule_with_warmup(
        o, **_run(c), num_cycles=c.randint(1, 5)
    ),
    "polynomial": lambda o, c: hf.get_polynomial_decay_schedule_with_warmup(
        o, **_run(c), lr_end=c.uniform(0, 1e-4), power=c.choice([1.0, 2, c.uniform(0.3, 3)])
    ),
    "inverse_sqrt": lambda o, c: hf.get_inverse_sqrt_schedule(
        o, _warmup(c), timescale=c.choice([None, c.randint(1, 500)])
    ),
    "min_lr": lambda o, c: hf.get_cosine_with_min_lr_schedule_with_warmup(
        o, **_run(c), **_floor(c), num_cycles=c.choice([0.5, c.uniform(0.1, 4)])
    ),
    "warmup_lr_rate": lambda o, c: hf.get_cosine_with_min_lr_schedule_with_warmup_lr_rate(
        o, **_run(c), **_floor(c), warmup_lr_rate=c.choice([None, 0.1, c.uniform(0, 1)])
    ),
    "warmup_stable_decay": lambda o, c: hf.get_wsd_schedule(
        o,
        num_warmup_steps=_warmup(c),
        num_decay_steps=c.randint(0, 40),
        num_stable_steps=c.randint(0, 60),
        warmup_type=c.choice(RAMPS),
        decay_type=c.choice(RAMPS),
        min_lr_ratio=c.choice([0, c.uniform(0, 0.5)]),
        num_cycles=c.choice([0.5, c.uniform(0.1, 4)]),
    ),
}


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("name", SCHEDULES)
def test_gives_the_same_bits(name: str, chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        optimizer = optimizer_of([chance.uniform(1e-3, 1) for _ in range(3)], adam=True)
        translation = require_same_bits(SCHEDULES[name](optimizer, chance), preview)
        assert [each["type"] for each in translation.schedulers] == ["LambdaLR"]


def test_knows_every_function_of_the_module() -> None:
    functions = {name for name in vars(hf) if name.startswith("_get") and "lambda" in name}
    assert functions == set(TEXTS)


def test_takes_what_get_scheduler_makes(preview: Any) -> None:
    optimizer = optimizer_of([0.1])
    scheduler = hf.get_scheduler("linear", optimizer, num_warmup_steps=5, num_training_steps=100)
    translation = require_same_bits(scheduler, preview, strict=True)
    text = "epoch / 5 if epoch < 5 else max(0.0, (100 - epoch) / 95)"
    assert translation.schedulers == [{"type": "LambdaLR", "lr_lambda": text}]


def test_greedy_gives_the_same_bits(chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        optimizer = optimizer_of([chance.uniform(0.01, 0.5)])
        scheduler = hf.GreedyLR(
            optimizer,
            mode=chance.choice(["min", "max"]),
            factor=chance.uniform(0.5, 0.95),
            patience=chance.randint(0, 4),
            cooldown=chance.randint(0, 2),
            warmup=chance.randint(0, 2),
            min_lr=1e-3,
            max_lr=1.0,
            smooth=chance.random() < 0.5,
            window_size=chance.randint(1, 10),
            reset_start=chance.randint(0, 5),
        )
        metrics = [chance.uniform(0.1, 2) for _ in range(STEPS)]
        translation = translate(scheduler, names_of(optimizer), monitor="eval_loss")
        reports = {"eval_loss": [[step + 1, each] for step, each in enumerate(metrics)]}
        expected = own(scheduler, metrics=metrics)
        assert served(translation, optimizer, preview, metrics=reports) == expected


def test_takes_its_plateau() -> None:
    scheduler = hf.get_reduce_on_plateau_schedule(optimizer_of([0.1]), factor=0.5)
    assert type(scheduler) is torch_lr.ReduceLROnPlateau
    translation = translate(scheduler, ["all"], monitor="eval_loss")
    assert translation.schedulers[0]["factor"] == 0.5


def test_refuses_the_schedule_that_only_shows_rates() -> None:
    scheduler = hf.AdafactorSchedule(optimizer_of([0.1]))
    message = 'AdafactorSchedule is the preset hf/adafactor: write {"preset": "hf/adafactor"}'
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, ["all"])
