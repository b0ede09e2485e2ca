"""Python functions that are no expressions become tables."""

import bisect
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import CannotTranslate, translate
from tests.translate.trajectories import (
    STEPS,
    names_of,
    optimizer_of,
    own,
    require_same_bits,
    served,
)

Function = Callable[[int], Any]
DECAYS = [1.0, 0.5, 0.1, 0.01]
MILESTONES = [30, 60, 90]


def _listed(epoch: int) -> float:
    return DECAYS[bisect.bisect_right(MILESTONES, epoch)]


def _by_loop(epoch: int) -> float:
    value = 1.0
    for _ in range(epoch):
        value *= 0.99
    return value


def _wave(epoch: int) -> float:
    values = [math.sin(epoch / 5_000), math.cos(epoch / 7_000)]
    return 1.1 + sum(values)


def _translated(function: Function, **options: Any) -> Any:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1]), function)
    return translate(scheduler, ["group 0"], **options)


def test_a_list_in_a_closure_becomes_a_table(preview: Any) -> None:
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1, 0.3]), _listed)
    translation = require_same_bits(scheduler, preview, total_steps=STEPS)
    points = [[0, 1.0], [30, 0.5], [60, 0.1], [90, 0.01]]
    assert translation.schedulers == [{"type": "TableLR", "points": points}]
    (note,) = translation.notes
    line = _listed.__code__.co_firstlineno
    text = "DECAYS[bisect.bisect_right(MILESTONES, epoch)]"
    assert note == (
        "LambdaLR became a table of 130 steps, after which it keeps its last value: "
        f"_listed ({__file__}:{line}) is no expression: {text!r} (line {line + 1}) is no "
        "arithmetic of the epoch"
    )


def test_values_that_all_differ_are_a_column(preview: Any) -> None:
    functions: list[Function] = [_by_loop, _listed]
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1, 0.3]), functions)
    translation = require_same_bits(scheduler, preview, total_steps=STEPS)
    points = translation.schedulers[0]["points"]
    assert points["group 0"]["from"] == 0
    assert len(points["group 0"]["values"]) == STEPS + 1
    assert len(points["group 1"]) == 4


def test_a_multiplicative_table_has_the_rates(preview: Any) -> None:
    scheduler = torch_lr.MultiplicativeLR(optimizer_of([0.1, 0.3]), lambda e: [0.9, 1.0][e % 2])
    translation = require_same_bits(scheduler, preview, total_steps=STEPS)
    assert translation.schedulers[0]["points"]["group 0"]["values"][0] == {"value": 0.1}
    assert "an edit of lr lasts for one step" in translation.notes[0]


def test_a_table_may_be_nested(preview: Any) -> None:
    optimizer = optimizer_of([0.1, 0.3])
    warmup = torch_lr.LinearLR(optimizer, 0.1, total_iters=10)
    scheduler = torch_lr.SequentialLR(
        optimizer, [warmup, torch_lr.LambdaLR(optimizer, _listed)], [10]
    )
    require_same_bits(scheduler, preview, total_steps=STEPS)


def test_lines_have_the_error_that_the_note_says(preview: Any) -> None:
    steps = 20_000
    optimizer = optimizer_of([1.0])
    scheduler = torch_lr.LambdaLR(optimizer, _wave)
    translation = translate(scheduler, names_of(optimizer), total_steps=steps, tabulate="linear")
    (definition,) = translation.schedulers
    assert definition["interpolation"] == "linear"
    assert len(definition["points"]) <= 10_000
    given = served(translation, optimizer, preview, steps)
    expected = own(scheduler, steps)
    largest = max(row[0] for row in expected)
    error = max(abs(a[0] - b[0]) for a, b in zip(given, expected, strict=True)) / largest
    print(f"# {len(definition['points'])} points, {error:.1e}")
    assert error <= 1e-6
    assert f"at most {error:.1e} of the greatest value off" in translation.notes[0]


def test_a_table_that_is_too_long_is_refused() -> None:
    with pytest.raises(
        CannotTranslate, match=r"would have 100002 points.*100000.*tabulate=\"linear\""
    ):
        _translated(_wave, total_steps=100_001)


def test_a_long_run_with_few_values_is_a_table() -> None:
    def thirds(epoch: int) -> float:
        return [0.1, 0.2, epoch][2 if epoch % 3 == 0 else 1]

    (definition,) = _translated(thirds, total_steps=140_000).schedulers
    assert len(definition["points"]) == 93_334


def test_many_long_tables_are_refused() -> None:
    functions: list[Function] = [lambda e, k=k: [k + math.sin(e)][0] for k in range(5)]  # type: ignore[misc]
    scheduler = torch_lr.LambdaLR(optimizer_of([0.1] * 5), functions)
    with pytest.raises(CannotTranslate, match="have [0-9]+ bytes, and a request holds 7340032"):
        translate(scheduler, names_of(scheduler.optimizer), total_steps=99_000)


def test_noise_is_no_few_lines(chance: random.Random) -> None:
    noise = [chance.random() for _ in range(20_001)]
    with pytest.raises(CannotTranslate, match="no table of 10000 points within"):
        _translated(lambda epoch: noise[epoch], total_steps=20_000, tabulate="linear")


def test_strict_refuses_tables() -> None:
    with pytest.raises(
        CannotTranslate, match=r"\(line [0-9]+\) is no arithmetic of the epoch.*strict=True"
    ):
        _translated(_listed, total_steps=STEPS, strict=True)


def test_a_table_needs_the_length_of_the_run() -> None:
    message = r"\(line [0-9]+\) is no arithmetic of the epoch\. Write the rule as an expression.*give total_steps"
    with pytest.raises(CannotTranslate, match=message):
        _translated(_listed)


def test_a_function_of_more_than_the_epoch_is_refused() -> None:
    calls = iter(range(1_000))
    with pytest.raises(CannotTranslate, match="no function of the epoch alone"):
        _translated(lambda epoch: next(calls), total_steps=50)


def test_a_multiplicative_table_cannot_be_nested() -> None:
    optimizer = optimizer_of([0.1])
    scheduler = torch_lr.ChainedScheduler(
        [torch_lr.MultiplicativeLR(optimizer, lambda e: [0.9, 1.0][e % 2])]
    )
    message = (
        "In ChainedScheduler, scheduler 0: MultiplicativeLR: .* is no expression.*cannot be a table"
    )
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, ["all"], total_steps=10)
