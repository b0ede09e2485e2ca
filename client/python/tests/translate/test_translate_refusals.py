"""What is refused, and what the message says."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler as torch_lr

from lockstep.torch.translate import CannotTranslate, translate
from tests.translate.trajectories import names_of, optimizer_of

Scheduler = Any
Build = Callable[[Any], Scheduler]


class MyStepLR(torch_lr.StepLR):
    pass


class Own(torch_lr.LRScheduler):
    def get_lr(self) -> list[Any]:
        return [group["lr"] for group in self.optimizer.param_groups]


class Wrapper:
    """As Accelerate wraps a scheduler."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler

    def step(self) -> None:
        self.scheduler.step()


def _stepped(optimizer: Any) -> Scheduler:
    scheduler = torch_lr.StepLR(optimizer, 3)
    optimizer.step()
    scheduler.step()
    return scheduler


def _resumed(optimizer: Any) -> Scheduler:
    for group in optimizer.param_groups:
        group["initial_lr"] = group["lr"]
    return torch_lr.StepLR(optimizer, 3, last_epoch=99)


def _seen(optimizer: Any) -> Scheduler:
    scheduler = torch_lr.ReduceLROnPlateau(optimizer)
    scheduler.step(0.5)
    scheduler.last_epoch = 0
    return scheduler


def _chained(optimizer: Any) -> Scheduler:
    scheduler = torch_lr.ChainedScheduler([torch_lr.StepLR(optimizer, 3)])
    optimizer.step()
    scheduler.step()
    return scheduler


def _infinite_div(optimizer: Any) -> Scheduler:
    return torch_lr.OneCycleLR(optimizer, 0.1, 100, final_div_factor=math.inf)


def _with_a_group_more(scheduler: Scheduler) -> Scheduler:
    scheduler.optimizer.add_param_group({"params": [torch.zeros(1, requires_grad=True)]})
    return scheduler


def _bad_gamma(gamma: Any) -> Build:
    def build(optimizer: Any) -> Scheduler:
        scheduler = torch_lr.StepLR(optimizer, 3)
        scheduler.gamma = gamma
        return scheduler

    return build


OBJECTS: dict[str, tuple[Build, str]] = {
    "stepped": (_stepped, r"StepLR is at last_epoch 1, wanted 0\. Pass one.*load_state_dict"),
    "resumed": (_resumed, r"StepLR is at last_epoch 100, wanted 0\. Pass one.*without last_epoch"),
    "chained and stepped": (_chained, r"StepLR is at last_epoch 1, wanted 0"),
    "a metric was seen": (_seen, r"ReduceLROnPlateau has seen a metric: its best is 0\.5"),
    "without monitor": (
        torch_lr.ReduceLROnPlateau,
        r'ReduceLROnPlateau does not say which metric drives it: name it.*monitor="val_loss"',
    ),
    "subclass": (
        lambda o: MyStepLR(o, 3),
        r"MyStepLR is a subclass of StepLR and may compute other values: pass a StepLR, or write",
    ),
    "own class": (Own, r"Own is not known: write its definition: {\"type\": \"LambdaLR\""),
    "wrapped": (
        lambda o: Wrapper(torch_lr.StepLR(o, 3)),
        "Wrapper wraps a StepLR: pass its .scheduler",
    ),
    "list": (lambda o: [torch_lr.StepLR(o, 3)], "is a list: pass its schedulers one by one"),
    "a group too late": (
        lambda o: _with_a_group_more(torch_lr.LambdaLR(o, lambda e: 1.0)),
        "LambdaLR.base_lrs has 1 items and the optimizer 2 groups: construct the scheduler after",
    ),
    "class": (lambda o: torch_lr.StepLR, r"StepLR is a class: pass an object, StepLR\(optimizer, "),
    "definition": (
        lambda o: {"type": "StepLR"},
        "is no scheduler object: give a definition or a preset",
    ),
    "function": (lambda o: math.sqrt, r"is a function: pass LambdaLR\(optimizer, function\)"),
    "infinite factor": (
        _infinite_div,
        "No final_div_factor gives back the values of this OneCycleLR",
    ),
    "infinite patience": (
        lambda o: torch_lr.StepLR(o, math.inf),  # type: ignore[arg-type]
        "StepLR.step_size is inf: give a finite number",
    ),
    "text": (_bad_gamma("0.1"), "StepLR.gamma is '0.1': give a finite number"),
    "numbers": (_bad_gamma([0.1, 0.2]), r"StepLR.gamma is \[0.1, 0.2\]: give a finite number"),
    "missing": (_bad_gamma(None), "StepLR.gamma is None: give a finite number"),
    "scale_fn": (
        lambda o: torch_lr.CyclicLR(o, 0.01, 0.1, scale_fn=lambda x: [1, 2][0]),
        r"CyclicLR.scale_fn: <lambda> \(.*\) is no expression: '[[]1, 2[]][[]0[]]' \(line [0-9]+\) is no arithmetic of the epoch\. Write the definition",
    ),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_is_refused(name: str) -> None:
    build, message = OBJECTS[name]
    optimizer = optimizer_of([0.1])
    scheduler = build(optimizer)
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, names_of(optimizer))


ARGUMENTS: dict[str, tuple[list[str], dict[str, Any], str]] = {
    "too few names": (["a"], {}, "1 group names were given for an optimizer of 2 groups"),
    "the same name": (["a", "a"], {}, r"The group names \['a', 'a'\] are not all different"),
    "no steps": (
        ["a", "b"],
        {"total_steps": 0},
        "total_steps is 0: give a number of steps above 0",
    ),
    "half a step": (["a", "b"], {"total_steps": 0.5}, "total_steps is 0.5: give a number"),
    "tabulate": (
        ["a", "b"],
        {"tabulate": "cubic"},
        "tabulate is 'cubic': give 'exact' or 'linear'",
    ),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_argument_is_refused(name: str) -> None:
    groups, options, message = ARGUMENTS[name]
    scheduler = torch_lr.StepLR(optimizer_of([0.1, 0.2]), 3)
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, groups, **options)


def test_a_refusal_inside_another_scheduler_says_where() -> None:
    optimizer = optimizer_of([0.1])
    nested: list[Any] = [torch_lr.StepLR(optimizer, 3), MyStepLR(optimizer, 3)]
    scheduler = torch_lr.SequentialLR(optimizer, nested, [5])
    with pytest.raises(
        CannotTranslate, match="In SequentialLR, scheduler 1: MyStepLR is a subclass"
    ):
        translate(scheduler, ["all"])


def test_an_object_of_another_version_is_refused() -> None:
    scheduler = torch_lr.OneCycleLR(optimizer_of([0.1]), 0.1, 100)
    del scheduler._schedule_phases
    message = "OneCycleLR is not as torch 2.13.*_schedule_phases.*write its definition by hand"
    with pytest.raises(CannotTranslate, match=message):
        translate(scheduler, ["all"])


def test_the_exception_is_none_that_frameworks_catch() -> None:
    assert not issubclass(CannotTranslate, (TypeError, KeyError, AssertionError))


def test_a_rate_that_was_edited_is_noted() -> None:
    optimizer = optimizer_of([0.1])
    scheduler = torch_lr.StepLR(optimizer, 3)
    optimizer.param_groups[0]["lr"] = 0.05
    (note,) = translate(scheduler, ["all"]).notes
    assert note == (
        "StepLR set the lr of group all to 0.1, and later it was set to 0.05: "
        "the service begins with the former"
    )
