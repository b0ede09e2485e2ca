"""Every scheduler of torch, with arguments drawn at random, gives the same bits."""

import random
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import translate
from lockstep.torch.translate.inverse import divisor
from tests.translate import random_schedulers as schedulers
from tests.translate.trajectories import (
    STEPS,
    names_of,
    optimizer_of,
    own,
    require_same_bits,
    served,
)

ROUNDS = 20


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize(
    "make",
    [
        *schedulers.LEAVES,
        schedulers.chained,
        schedulers.sequential,
        schedulers.warmup_and_one_cycle,
    ],
)
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
    translation = require_same_bits(schedulers.cyclic(optimizer, chance), preview)
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
            min_lr=schedulers.each(chance, optimizer, 0, 0.01),
            eps=chance.choice([1e-8, 1e-3]),
        )
        metrics = [chance.uniform(0.1, 2) for _ in range(STEPS)]
        translation = translate(scheduler, names_of(optimizer), monitor="val_loss")
        reports = {"val_loss": [[step + 1, each] for step, each in enumerate(metrics)]}
        assert served(translation, optimizer, preview, metrics=reports) == own(
            scheduler, metrics=metrics
        )


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize(
    "make", [schedulers.step, schedulers.linear, schedulers.sequential, schedulers.expression]
)
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
