"""Python functions of the epoch as people write them, and their expressions."""

import functools
import math
import math as M
from collections.abc import Callable
from math import pi
from math import sqrt as root
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

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


def closure(base: float, length: int) -> Function:
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


def warmup_then_cosine(step: int, warmup: int = 12, *, total: int = 100) -> float:
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
    "closure": (closure(0.9, 7), "0.9 ** (epoch / 7)"),
    "negative closure": (closure(2.0, -40), "2.0 ** (epoch / -40)"),
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
