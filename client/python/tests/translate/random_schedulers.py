"""Schedulers of torch with arguments drawn at random."""

import random
from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim import lr_scheduler as torch_lr
from torch.optim.swa_utils import SWALR

from tests.translate.trajectories import STEPS


def size(chance: random.Random) -> int:
    return chance.randint(1, 60)


def each(chance: random.Random, optimizer: Optimizer, least: float, most: float) -> Any:
    """A number, or one for each group."""
    if chance.random() < 0.5:
        return chance.uniform(least, most)
    return [chance.uniform(least, most) for _ in optimizer.param_groups]


def milestones(chance: random.Random, count: int) -> list[int]:
    return [chance.randint(1, STEPS) for _ in range(count)]


def step(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.StepLR(optimizer, size(c), gamma=c.uniform(0.1, 1))


def multi_step(optimizer: Optimizer, c: random.Random) -> Any:
    ends = [*milestones(c, c.randint(1, 6)), 40, 40]
    return torch_lr.MultiStepLR(optimizer, ends, gamma=c.uniform(0.1, 1))


def constant(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ConstantLR(optimizer, c.uniform(0.1, 1), size(c))


def linear(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.LinearLR(optimizer, c.uniform(0.01, 1), c.uniform(0, 1), size(c))


def exponential(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ExponentialLR(optimizer, c.uniform(0.9, 1))


def polynomial(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.PolynomialLR(optimizer, size(c), c.choice([1.0, 2.0, c.uniform(0.3, 3)]))


def cosine(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.CosineAnnealingLR(optimizer, size(c), c.choice([0.0, c.uniform(0, 0.01)]))


def warm_restarts(optimizer: Optimizer, c: random.Random) -> Any:
    floor = c.uniform(0, 0.01)
    return torch_lr.CosineAnnealingWarmRestarts(optimizer, size(c), c.randint(1, 3), floor)


def swa(optimizer: Optimizer, c: random.Random) -> Any:
    strategy: Any = c.choice(["cos", "linear"])
    return SWALR(optimizer, each(c, optimizer, 0, 0.1), c.randint(0, 60), strategy)


def cyclic(optimizer: Optimizer, c: random.Random) -> Any:
    scale: Callable[[float], float] | None = c.choice([None, lambda x: 1 / (1 + 0.1 * x)])
    up: Any = c.choice([size(c), c.uniform(1, 40)])
    options: dict[str, Any] = {"base_momentum": each(c, optimizer, 0.5, 0.8)}
    if scale is not None:
        options |= {"scale_fn": scale, "scale_mode": c.choice(["cycle", "iterations"])}
    return torch_lr.CyclicLR(
        optimizer,
        each(c, optimizer, 0.001, 0.01),
        each(c, optimizer, 0.01, 0.2),
        up,
        c.choice([None, size(c)]),
        mode=c.choice(["triangular", "triangular2", "exp_range"]),
        gamma=c.uniform(0.9, 1),
        cycle_momentum=c.random() < 0.7,
        **options,
    )


def one_cycle(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.OneCycleLR(
        optimizer,
        each(c, optimizer, 0.01, 1),
        c.randint(STEPS, 2 * STEPS),
        pct_start=c.uniform(0.1, 0.49),
        anneal_strategy=c.choice(["cos", "linear"]),
        cycle_momentum=c.random() < 0.7,
        base_momentum=each(c, optimizer, 0.5, 0.9),
        div_factor=c.choice([25.0, c.uniform(1, 100)]),
        final_div_factor=c.choice([1e4, c.uniform(1, 1e5)]),
        three_phase=c.random() < 0.5,
    )


def power_of(gamma: float) -> Callable[[int], float]:
    return lambda epoch: gamma**epoch


def expression(optimizer: Optimizer, c: random.Random) -> Any:
    gammas = [c.uniform(0.9, 1) for _ in optimizer.param_groups]
    functions: list[Callable[[int], float]] = [power_of(gamma) for gamma in gammas]
    return torch_lr.LambdaLR(optimizer, functions)


def multiplicative(optimizer: Optimizer, c: random.Random) -> Any:
    base = c.uniform(0.9, 1)
    return torch_lr.MultiplicativeLR(optimizer, lambda epoch: base if epoch % 3 else 1)


LEAVES = [
    *(step, multi_step, constant, linear, exponential, polynomial, cosine),
    *(warm_restarts, swa, cyclic, one_cycle, expression, multiplicative),
]
CHAINABLE = [step, multi_step, constant, exponential, multiplicative]
SEQUENTIAL = [*CHAINABLE, linear, polynomial, cosine, warm_restarts, expression]


def chained(optimizer: Optimizer, c: random.Random) -> Any:
    return torch_lr.ChainedScheduler([make(optimizer, c) for make in c.sample(CHAINABLE, 3)])


def sequential(optimizer: Optimizer, c: random.Random) -> Any:
    nested = [make(optimizer, c) for make in c.sample(SEQUENTIAL, 3)]
    milestones = sorted(c.sample(range(1, STEPS), 2))
    return torch_lr.SequentialLR(optimizer, nested, milestones)


def warmup_and_one_cycle(optimizer: Optimizer, c: random.Random) -> Any:
    nested = [linear(optimizer, c), one_cycle(optimizer, c)]
    return torch_lr.SequentialLR(optimizer, nested, [c.randint(2, 30)])
