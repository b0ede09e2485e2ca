"""Every scheduler of torch, with arguments drawn at random, gives the same bits."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import Optimizer
from torch.optim import lr_scheduler as torch_lr
from torch.optim.swa_utils import SWALR
from trajectories import STEPS, names_of, optimizer_of, own, require_same_bits, served

from lockstep.torch.translate import translate
from lockstep.torch.translate.inverse import divisor

ROUNDS = 20


def _size(chance: random.Random) -> int:
    return chance.randint(1, 60)


def _each(chance: random.Random, optimizer: Optimizer, least: float, most: float) -> Any:
    """A number, or one for each group."""
    if chance.random() < 0.5:
        return chance.uniform(least, most)
    return [chance.uniform(least, most) for _ in optimizer.param_groups]


def _milestones(chance: random.Random, count: int) -> list[int]:
    return [chance.randint(1, STEPS) for _ in range(count)]


def _step(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.StepLR(optimizer, _size(c), gamma=c.uniform(0.1, 1))


def _multi_step(optimizer: Optimizer, c: random.Random) -> Any:
    milestones = _milestones(c, c.randint(1, 6)) + [40, 40]
    return torch_lr.MultiStepLR(optimizer, milestones, gamma=c.uniform(0.1, 1))


def _constant(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ConstantLR(optimizer, c.uniform(0.1, 1), _size(c))


def _linear(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.LinearLR(optimizer, c.uniform(0.01, 1), c.uniform(0, 1), _size(c))


def _exponential(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ExponentialLR(optimizer, c.uniform(0.9, 1))


def _polynomial(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.PolynomialLR(optimizer, _size(c), c.choice([1.0, 2.0, c.uniform(0.3, 3)]))


def _cosine(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.CosineAnnealingLR(optimizer, _size(c), c.choice([0.0, c.uniform(0, 0.01)]))


def _warm_restarts(optimizer: Optimizer, c: random.Random) -> Any:
    floor = c.uniform(0, 0.01)
    return torch_lr.CosineAnnealingWarmRestarts(optimizer, _size(c), c.randint(1, 3), floor)


def _swa(optimizer: Optimizer, c: random.Random) -> Any:
    strategy: Any = c.choice(["cos", "linear"])
    return SWALR(optimizer, _each(c, optimizer, 0, 0.1), c.randint(0, 60), strategy)


def _cyclic(optimizer: Optimizer, c: random.Random) -> Any:
    scale: Callable[[float], float] | None = c.choice([None, lambda x: 1 / (1 + 0.1 * x)])
    up: Any = c.choice([_size(c), c.uniform(1, 40)])
    options: dict[str, Any] = {"base_momentum": _each(c, optimizer, 0.5, 0.8)}
    if scale is not None:
        options |= {"scale_fn": scale, "scale_mode": c.choice(["cycle", "iterations"])}
    return torch_lr.CyclicLR(
        optimizer,
        _each(c, optimizer, 0.001, 0.01),
        _each(c, optimizer, 0.01, 0.2),
        up,
        c.choice([None, _size(c)]),
        mode=c.choice(["triangular", "triangular2", "exp_range"]),
        gamma=c.uniform(0.9, 1),
        cycle_momentum=c.random() < 0.7,
        **options,
    )


def _one_cycle(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.OneCycleLR(
        optimizer,
        _each(c, optimizer, 0.01, 1),
        c.randint(STEPS, 2 * STEPS),
        pct_start=c.uniform(0.1, 0.49),
        anneal_strategy=c.choice(["cos", "linear"]),
        cycle_momentum=c.random() < 0.7,
        base_momentum=_each(c, optimizer, 0.5, 0.9),
        div_factor=c.choice([25.0, c.uniform(1, 100)]),
        final_div_factor=c.choice([1e4, c.uniform(1, 1e5)]),
        three_phase=c.random() < 0.5,
    )


def _power_of(gamma: float) -> Callable[[int], float]:
    return lambda epoch: gamma**epoch


def _lambda(optimizer: Optimizer, c: random.Random) -> Any:
    gammas = [c.uniform(0.9, 1) for _ in optimizer.param_groups]
    functions: list[Callable[[int], float]] = [_power_of(gamma) for gamma in gammas]
    return torch_lr.LambdaLR(optimizer, functions)


def _multiplicative(optimizer: Optimizer, c: random.Random) -> Any:
    base = c.uniform(0.9, 1)
    return torch_lr.MultiplicativeLR(optimizer, lambda epoch: base if epoch % 3 else 1)


LEAVES = [
    *(_step, _multi_step, _constant, _linear, _exponential, _polynomial, _cosine),
    *(_warm_restarts, _swa, _cyclic, _one_cycle, _lambda, _multiplicative),
]
CHAINABLE = [_step, _multi_step, _constant, _exponential, _multiplicative]
SEQUENTIAL = [*CHAINABLE, _linear, _polynomial, _cosine, _warm_restarts, _lambda]


def _chained(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ChainedScheduler([make(optimizer, c) for make in c.sample(CHAINABLE, 3)])


def _sequential(optimizer: Optimizer, c: random.Random) -> Any:
    nested = [make(optimizer, c) for make in c.sample(SEQUENTIAL, 3)]
    milestones = sorted(c.sample(range(1, STEPS), 2))
    return torch_lr.SequentialLR(optimizer, nested, milestones)


def _warmup_and_one_cycle(optimizer: Optimizer, c: random.Random) -> Any:
    nested = [_linear(optimizer, c), _one_cycle(optimizer, c)]
    return torch_lr.SequentialLR(optimizer, nested, [c.randint(2, 30)])


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("make", [*LEAVES, _chained, _sequential, _warmup_and_one_cycle])
def test_gives_the_same_bits(make: Any, chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        rates = [chance.uniform(1e-4, 1) for _ in range(chance.randint(1, 4))]
        scheduler = make(optimizer_of(rates, adam=chance.random() < 0.5), chance)
        require_same_bits(scheduler, preview)


@pytest.mark.usefixtures("correct_rounding")
def test_cyclic_begins_at_an_initial_lr_that_was_there(chance: random.Random, preview: Any) -> None:
    optimizer = optimizer_of([0.5, 0.2])
    for group in optimizer.param_groups:
        group["initial_lr"] = group["lr"]
    translation = require_same_bits(_cyclic(optimizer, chance), preview)
    assert translation.groups[0] == {"lr": 0.5, "initial_lr": 0.5}


def test_plateau_gives_the_same_bits(chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        optimizer = optimizer_of([chance.uniform(0.01, 1) for _ in range(3)])
        scheduler = torch_lr.ReduceLROnPlateau(
            optimizer,
            mode=chance.choice(["min", "max"]),
            factor=chance.uniform(0.1, 0.9),
            patience=chance.randint(0, 5),
            threshold=chance.uniform(0, 0.1),
            threshold_mode=chance.choice(["rel", "abs"]),
            cooldown=chance.randint(0, 3),
            min_lr=_each(chance, optimizer, 0, 0.01),
            eps=chance.choice([1e-8, 1e-3]),
        )
        metrics = [chance.uniform(0.1, 2) for _ in range(STEPS)]
        translation = translate(scheduler, names_of(optimizer), monitor="val_loss")
        reports = {"val_loss": [[step + 1, each] for step, each in enumerate(metrics)]}
        assert served(translation, optimizer, preview, metrics=reports) == own(
            scheduler, metrics=metrics
        )


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("make", [_step, _linear, _sequential, _lambda])
def test_takes_tensors_as_rates(make: Any, chance: random.Random, preview: Any) -> None:
    optimizer = optimizer_of([0.1, 0.03])
    for group in optimizer.param_groups:
        group["lr"] = torch.tensor(group["lr"], dtype=torch.float64)
    require_same_bits(make(optimizer, chance), preview)


def test_finds_divisors_to_the_bit(chance: random.Random) -> None:
    for _ in range(3_000):
        highest, factor = chance.uniform(1e-6, 10), chance.uniform(1e-3, 1e6)
        found = divisor(highest, highest / factor)
        assert found is not None
        assert highest / found == highest / factor


def test_finds_the_divisor_that_a_person_wrote() -> None:
    assert divisor(0.3, 0.3 / 25) == 25
    assert divisor(0.3 / 25, 0.3 / 25 / 1e4) == 1e4
    assert divisor(0.1, 0.1 / 0.7) == 0.7
    assert divisor(0.1, 0.0) is None
