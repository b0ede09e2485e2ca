"""Python functions that are refused, and what the message says."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import CannotTranslate, translate
from tests.translate.trajectories import optimizer_of


def _recursive(epoch: int) -> float:
    return 1.0 if epoch == 0 else 0.9 * _recursive(epoch - 1)


def _without_return(epoch: int) -> Any:
    if epoch < 1000:
        return 1.0


def _grown(epoch: int) -> float:
    a = epoch * 0.5 + 1
    b = a * a * a * a * a * a * a * a
    c = b * b * b * b * b * b * b * b
    d = c * c * c * c * c * c * c * c
    e = d * d * d * d * d * d * d * d
    return e / (1 + e)


NOTHING: dict[str, Any] = {}
exec("made = lambda epoch: 0.9 ** epoch", NOTHING)  # noqa: S102

FUNCTIONS: dict[str, tuple[Callable[..., Any], str]] = {
    "list": (
        lambda e: [1.0, 0.5][e > 9],
        r"'\[1\.0, 0\.5\]\[e > 9\]' \(line [0-9]+\) is no arithmetic of the epoch",
    ),
    "comprehension": (lambda e: sum(0.1 for _ in range(10)), "it calls sum"),
    "walrus": (lambda e: (half := e / 2) + half, r"'\(half := .*' .line"),
    "text": (lambda e: len("text"), "it calls len"),
    "tensor": (lambda e: torch.cos(torch.tensor(0.1)).item(), "'torch.cos.*' .line"),
    "own function": (_recursive, "it calls _recursive"),
    "no return": (_without_return, "it may end without a return"),
    "too large": (_grown, "its expression has more than 5000 parts"),
    "star": (lambda *args: 1.0, "it has a parameter with a star"),
    "built in": (math.exp, "it is not written in Python"),
    "executed text": (NOTHING["made"], r"its source is not available \(<string>\)"),
    "keyword": (lambda e: round(0.1234, ndigits=2), "'round.*' .line"),
    "bits": (lambda e: 1 << e, "'1 << e' .line"),
    "an object": (lambda e: NOTHING and 1.0, "NOTHING is a dict, wanted a number"),
    "an error": (lambda e: 1 / (30 - e), "it raises ZeroDivisionError at 30: division by zero"),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_no_expression(name: str) -> None:
    function, reason = FUNCTIONS[name]
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), lambda e: 1.0)
    scheduler.lr_lambdas = [function]
    message = f"LambdaLR: .* is no expression: {reason}.*Write the rule as an expression"
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, ["all"])


BROKEN: dict[str, tuple[Callable[[int], Any], str]] = {
    "an error": (
        lambda e: 1 / (30 - e),
        "LambdaLR cannot be a table: it raises ZeroDivisionError at 30",
    ),
    "a text": (lambda e: "0.1", "LambdaLR cannot be a table: it returns '0.1' at 0"),
    "nan": (lambda e: math.nan, "LambdaLR cannot be a table: it returns nan at 0"),
    "nothing": (lambda e: None, "LambdaLR cannot be a table: it returns None at 0"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_function_is_no_table(name: str) -> None:
    function, message = BROKEN[name]
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), lambda e: 1.0)
    scheduler.lr_lambdas = [function]
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, ["all"], total_steps=50)
