"""Python functions of the epoch as expressions."""

from __future__ import annotations

import functools
import math
import math as M
from collections.abc import Callable
from math import pi
from math import sqrt as root
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler as torch_lr
from trajectories import names_of, optimizer_of, require_same_bits

from lockstep.torch.translate import CannotTranslate, translate

WARMUP = 20
SETTINGS = SimpleNamespace(warmup=10, gamma=0.5)
Function = Callable[[int], Any]

# Two of them on one line, and one on several.
HALF, THIRD = (lambda epoch: 1 / (epoch + 2)), (lambda epoch: 1 / (epoch + 3))
SEVERAL_LINES: Function = lambda e: (
    1.0
    if e < WARMUP
    # a comment, and "text" with a : in it
    else 0.5 ** (e // 30)
)


def _closure(base: float, length: int) -> Function:
    return lambda step: base ** (step / length)


def _nested(length: int) -> Callable[[float], Function]:
    return lambda base: lambda epoch: base ** (epoch // length)


def _with_default(epoch: int, gamma: float = 0.9) -> float:
    return gamma**epoch


def _steps(epoch: int) -> float:
    """Three constants."""
    if epoch < 10:
        return 1
    elif epoch < 50:
        return 0.5
    else:
        return 0.1


def _warmup_then_cosine(step: int, warmup: int = 12, *, total: int = 100) -> float:
    if step < warmup:
        return step / max(1, warmup)
    progress: float = step - warmup
    assert step >= 0
    progress /= total - warmup
    if progress >= 1.0:
        return 0.0
    return 0.5 * (1 + math.cos(math.pi * progress))


class Decay:
    """The rule of torch's own documentation for a callable object."""

    def __init__(self, gamma: float) -> None:
        self.gamma = gamma

    def __call__(self, epoch: int) -> float:
        return self.gamma**epoch

    def inverse(self, epoch: int) -> float:
        return 1 / (1 + self.gamma * epoch)


FUNCTIONS: dict[str, tuple[Function, str]] = {
    "first of a line": (HALF, "1 / (epoch + 2)"),
    "second of a line": (THIRD, "1 / (epoch + 3)"),
    "several lines": (SEVERAL_LINES, "1.0 if epoch < 20 else 0.5 ** (epoch // 30)"),
    "closure": (_closure(0.9, 7), "0.9 ** (epoch / 7)"),
    "negative closure": (_closure(2.0, -40), "2.0 ** (epoch / -40)"),
    "lambda in a lambda": (_nested(25)(0.5), "0.5 ** (epoch // 25)"),
    "constant": (lambda _: 1, "1"),
    "default argument": (_with_default, "0.9 ** epoch"),
    "def": (_steps, "1 if epoch < 10 else 0.5 if epoch < 50 else 0.1"),
    "partial": (
        functools.partial(lambda length, e, *, least: max(least, 1 - e / length), 50, least=0.1),
        "max(0.1, 1 - epoch / 50)",
    ),
    "object": (Decay(0.9), "0.9 ** epoch"),
    "method": (Decay(0.5).inverse, "1 / (1 + 0.5 * epoch)"),
    "attribute of an object": (
        lambda e: min(1.0, (e + 1) / SETTINGS.warmup) * SETTINGS.gamma,
        "min(1.0, (epoch + 1) / 10) * 0.5",
    ),
    "module by another name": (lambda e: M.sqrt(1 / (e + 1)), "math.sqrt(1 / (epoch + 1))"),
    "function of a module": (
        lambda e: 1 / root(1 + pi * e / 100),
        "1 / math.sqrt(1 + 3.141592653589793 * epoch / 100)",
    ),
    "constants of numpy and torch": (
        lambda e: 1 / (np.pi + torch.e * e),
        "1 / (3.141592653589793 + 2.718281828459045 * epoch)",
    ),
    "numpy": (lambda e: np.sqrt(np.minimum(e, 10)), "math.sqrt(min(epoch, 10))"),
    "comparisons": (
        lambda e: 1.0 if 5 <= e < 9 or not e % 2 and e > 3 else round(0.123, 2),
        "1.0 if 5 <= epoch < 9 or (not epoch % 2 and epoch > 3) else round(0.123, 2)",
    ),
    "ints": (
        lambda e: int(e / 3) // 2 % 5 + bool(e),
        "int(epoch / 3) // 2 % 5 + bool(epoch)",
    ),
}


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_gives_the_same_bits(name: str, preview: Any) -> None:
    function, text = FUNCTIONS[name]
    for make in (torch_lr.LambdaLR, torch_lr.MultiplicativeLR):
        optimizer = optimizer_of([0.1, 0.03])
        translation = require_same_bits(make(optimizer, function), preview, 60, strict=True)
        assert translation.schedulers == [{"type": make.__name__, "lr_lambda": text}]


@pytest.mark.usefixtures("correct_rounding")
def test_takes_assignments(preview: Any) -> None:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), _warmup_then_cosine)
    require_same_bits(scheduler, preview, strict=True)


def test_gives_each_group_its_own(preview: Any) -> None:
    functions: list[Function] = [_closure(0.9, 7), _closure(0.8, 7), HALF]
    optimizer = optimizer_of([0.1, 0.2, 0.3])
    translation = require_same_bits(torch_lr.LambdaLR(optimizer, functions), preview)
    assert translation.schedulers[0]["lr_lambda"] == {
        "group 0": "0.9 ** (epoch / 7)",
        "group 1": "0.8 ** (epoch / 7)",
        "group 2": "1 / (epoch + 2)",
    }


def test_notes_the_numbers_of_closures() -> None:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), _closure(0.9, 7))
    (note,) = translate(scheduler, ["all"]).notes
    assert "base = 0.9, length = 7" in note
    assert __file__ in note
    assert note.endswith("later changes have no effect")


def test_does_not_call_a_callable_object_of_the_user() -> None:
    class Counting(Decay):
        calls = 0

        def __call__(self, epoch: int) -> float:
            self.calls += 1
            return self.gamma**epoch

    counting = Counting(0.9)
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), counting)
    assert counting.calls == 1, "torch's constructor calls it"
    translation = translate(scheduler, ["all"], total_steps=10)
    assert translation.schedulers[0]["type"] == "TableLR"
    assert counting.calls == 1


def test_translates_a_scale_fn(preview: Any) -> None:
    optimizer = optimizer_of([0.1, 0.2])
    scheduler = torch_lr.CyclicLR(optimizer, 0.01, 0.1, 7, scale_fn=lambda cycle: 1 / cycle)
    (definition,) = require_same_bits(scheduler, preview).schedulers
    assert (definition["scale_fn"], definition["scale_mode"]) == ("1 / x", "cycle")
    assert "mode" not in definition


def test_finds_a_difference_with_the_service(preview: Any) -> None:
    def wrong(body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = preview(body)
        answer["groups"][0]["lr"][3] *= 1 + 1e-11
        return answer

    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), HALF)
    with pytest.raises(CannotTranslate, match=r"the function is 0\.2 at 3, and its translation"):
        translate(scheduler, names_of(scheduler.optimizer), preview=wrong)


def test_accepts_the_last_bit_of_numpy(preview: Any) -> None:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), lambda e: np.exp(-e / 37))
    translation = translate(scheduler, ["all"], preview=preview, strict=True)
    assert translation.schedulers[0]["lr_lambda"] == "math.exp(-epoch / 37)"


def test_multiplies_from_step_1_on(preview: Any) -> None:
    def ratio(step: int) -> float:
        return math.sqrt((step - 1) / step) if step > 1 else 1 / step

    scheduler = torch_lr.MultiplicativeLR(optimizer_of([0.1]), ratio)
    require_same_bits(scheduler, preview, strict=True)
    table = torch_lr.MultiplicativeLR(optimizer_of([0.1]), lambda step: [1 / step][0])
    require_same_bits(table, preview, 20, total_steps=20)
