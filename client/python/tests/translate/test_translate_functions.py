"""Python functions of the epoch as expressions."""

import math
from typing import Any

import numpy as np
import pytest
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import CannotTranslate, translate
from tests.translate import epoch_functions
from tests.translate.epoch_functions import (
    FUNCTIONS,
    HALF,
    Decay,
    Function,
    closure,
    warmup_then_cosine,
)
from tests.translate.trajectories import names_of, optimizer_of, require_same_bits


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
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), warmup_then_cosine)
    require_same_bits(scheduler, preview, strict=True)


def test_gives_each_group_its_own(preview: Any) -> None:
    functions: list[Function] = [closure(0.9, 7), closure(0.8, 7), HALF]
    optimizer = optimizer_of([0.1, 0.2, 0.3])
    translation = require_same_bits(torch_lr.LambdaLR(optimizer, functions), preview)
    assert translation.schedulers[0]["lr_lambda"] == {
        "group 0": "0.9 ** (epoch / 7)",
        "group 1": "0.8 ** (epoch / 7)",
        "group 2": "1 / (epoch + 2)",
    }


def test_notes_the_numbers_of_closures() -> None:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), closure(0.9, 7))
    (note,) = translate(scheduler, ["all"]).notes
    assert "base = 0.9, length = 7" in note
    assert str(epoch_functions.__file__) in note
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
