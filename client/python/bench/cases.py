"""Steps of torch's StepLR and of a RemoteScheduler, one after another in the same loop."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.optim.lr_scheduler import StepLR

from lockstep.torch import RemoteScheduler


@dataclass(frozen=True)
class Case:
    """A number of groups, and the most that a step may cost, with torch's as 1."""

    name: str
    groups: int
    goal: float
    has_tensors: bool = False
    work_s: float = 0.0002
    """Seconds of other work between the steps."""


CASES = (
    Case("2 groups", 2, 0.6),
    Case("16 groups", 16, 0.35),
    # 1 000 rates of a step are 20 kB of JSON: a step of a model with so many groups takes longer.
    Case("1 000 groups", 1_000, 0.15, work_s=0.002),
    Case("2 groups, lr is a tensor", 2, 0.9, has_tensors=True),
)


@dataclass(frozen=True)
class Microseconds:
    """The distribution of one call."""

    median: float
    p99: float

    def ratio_of(self, other: Microseconds) -> float:
        """How long the other one takes, with this one as 1."""
        return other.median / self.median


def measured(case: Case, steps: int, url: str) -> tuple[Microseconds, Microseconds]:
    """The calls of torch and of the remote scheduler."""
    theirs, ours = _optimizer(case), _optimizer(case)
    scheduler = StepLR(theirs, 1_000)
    remote = RemoteScheduler(
        ours,
        f"bench-{case.name.replace(' ', '-').replace(',', '')}",
        schedulers=[{"type": "StepLR", "step_size": 1_000}],
        url=url,
    )
    samples: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for _ in range(steps):
        theirs.step()
        ours.step()
        _work(case.work_s)
        samples[0].append(_timed(scheduler.step))
        samples[1].append(_timed(remote.step))
    assert [float(rate) for rate in remote.get_last_lr()] == [
        float(rate) for rate in scheduler.get_last_lr()
    ]
    return _distribution(samples[0]), _distribution(samples[1])


def _optimizer(case: Case) -> torch.optim.Optimizer:
    """Groups without gradients, so that `optimizer.step()` does nothing."""
    groups = []
    for index in range(case.groups):
        rate: float | torch.Tensor = 0.1 / (index + 1)
        if case.has_tensors:
            rate = torch.tensor(rate, dtype=torch.float64)
        groups.append({"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate})
    return torch.optim.SGD(groups, lr=0.1)


def _work(seconds: float) -> None:
    """Half of the time computes, half waits as for a device, where the thread can run."""
    end = time.perf_counter() + seconds / 2
    while time.perf_counter() < end:
        pass
    time.sleep(seconds / 2)


def _timed(call: Callable[[], None]) -> float:
    began = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - began) / 1_000


def _distribution(samples: list[float]) -> Microseconds:
    return Microseconds(statistics.median(samples), statistics.quantiles(samples, n=100)[98])
