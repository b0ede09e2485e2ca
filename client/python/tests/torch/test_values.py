"""Each scheduler of torch gives equal bits by a RemoteScheduler: rates, momentum and betas."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler as torch_lr
from torch.optim.swa_utils import SWALR

from lockstep.torch import RemoteReduceLROnPlateau, RemoteScheduler
from tests.torch.training import optimizer_of, train, values_of

STEPS = 200


def sequential(optimizer: torch.optim.Optimizer) -> Any:
    nested: list[Any] = [
        torch_lr.LinearLR(optimizer, 0.1, total_iters=10),
        torch_lr.CosineAnnealingLR(optimizer, 150, 0.001),
    ]
    return torch_lr.SequentialLR(optimizer, nested, [10])


def chained(optimizer: torch.optim.Optimizer) -> Any:
    return torch_lr.ChainedScheduler(
        [torch_lr.ConstantLR(optimizer, 0.1, 20), torch_lr.ExponentialLR(optimizer, 0.98)]
    )


def warm_restarts(optimizer: torch.optim.Optimizer) -> Any:
    return torch_lr.CosineAnnealingWarmRestarts(optimizer, 30, 2, 0.001)


SCHEDULERS: dict[str, Callable[[torch.optim.Optimizer], Any]] = {
    "LambdaLR": lambda o: torch_lr.LambdaLR(o, lambda epoch: 0.95**epoch),
    "MultiplicativeLR": lambda o: torch_lr.MultiplicativeLR(o, lambda epoch: 0.97),
    "StepLR": lambda o: torch_lr.StepLR(o, 7, 0.7),
    "MultiStepLR": lambda o: torch_lr.MultiStepLR(o, [10, 50, 50, 120], 0.3),
    "ConstantLR": lambda o: torch_lr.ConstantLR(o, 0.3, 40),
    "LinearLR": lambda o: torch_lr.LinearLR(o, 0.2, 0.9, 90),
    "ExponentialLR": lambda o: torch_lr.ExponentialLR(o, 0.97),
    "PolynomialLR": lambda o: torch_lr.PolynomialLR(o, 150, 1.7),
    "CosineAnnealingLR": lambda o: torch_lr.CosineAnnealingLR(o, 60, 0.001),
    "CosineAnnealingWarmRestarts": warm_restarts,
    "CyclicLR": lambda o: torch_lr.CyclicLR(o, 0.01, 0.2, 17, 23, mode="triangular2"),
    "OneCycleLR": lambda o: torch_lr.OneCycleLR(o, [0.5, 0.2], total_steps=STEPS + 1),
    "SWALR": lambda o: SWALR(o, 0.02, anneal_epochs=50),
    "SequentialLR": sequential,
    "ChainedScheduler": chained,
}


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("adam", [False, True], ids=["SGD", "AdamW"])
@pytest.mark.parametrize("name", SCHEDULERS)
def test_equal_bits(name: str, adam: bool, service: str, run_id: str) -> None:
    require_equal(name, adam, None, service, run_id)


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("adam", [False, True], ids=["SGD", "AdamW"])
@pytest.mark.parametrize("name", SCHEDULERS)
def test_equal_bits_in_tensors(name: str, adam: bool, service: str, run_id: str) -> None:
    require_equal(name, adam, torch.float64, service, run_id)


def require_equal(
    name: str, adam: bool, dtype: torch.dtype | None, service: str, run_id: str
) -> None:
    make = SCHEDULERS[name]
    theirs, ours = (optimizer_of(adam=adam, dtype=dtype) for _ in range(2))
    scheduler = make(theirs)
    tensors = [group["lr"] for group in ours.param_groups]
    remote = RemoteScheduler.from_torch(make(ours), run_id, url=service)
    assert values_of(ours) == values_of(theirs), "step 0"
    for step in range(1, STEPS + 1):
        theirs.step()
        ours.step()
        scheduler.step()
        remote.step()
        assert values_of(ours) == values_of(theirs), f"step {step}"
        assert remote.get_last_lr() == scheduler.get_last_lr()
    if dtype is not None:
        pairs = zip(tensors, ours.param_groups, strict=True)
        assert all(before is group["lr"] for before, group in pairs), "written in place"


def test_tensors_of_float32_are_rounded_once(service: str, run_id: str) -> None:
    theirs, ours = (optimizer_of(dtype=torch.float32) for _ in range(2))
    scheduler = torch_lr.ExponentialLR(theirs, 0.97)
    remote = RemoteScheduler.from_torch(torch_lr.ExponentialLR(ours, 0.97), run_id, url=service)
    for step in range(1, STEPS + 1):
        theirs.step()
        ours.step()
        scheduler.step()
        remote.step()
        expected = torch.tensor(float(torch.tensor(0.1)) * 0.97**step)
        assert ours.param_groups[0]["lr"].dtype == torch.float32
        torch.testing.assert_close(ours.param_groups[0]["lr"], expected)
        torch.testing.assert_close(ours.param_groups[0]["lr"], theirs.param_groups[0]["lr"])


@pytest.mark.parametrize("dtype", [None, torch.float64], ids=["float", "tensor"])
def test_plateau(dtype: torch.dtype | None, service: str, run_id: str) -> None:
    theirs, ours = (optimizer_of(dtype=dtype) for _ in range(2))

    def make(optimizer: torch.optim.Optimizer) -> torch_lr.ReduceLROnPlateau:
        return torch_lr.ReduceLROnPlateau(
            optimizer, factor=0.5, patience=2, cooldown=1, min_lr=[1e-4, 1e-5]
        )

    scheduler = make(theirs)
    remote = RemoteReduceLROnPlateau.from_torch(make(ours), run_id, url=service)
    for step in range(60):
        metric = torch.tensor(1 / (1 + step % 17), dtype=torch.float64)
        theirs.step()
        ours.step()
        scheduler.step(metric)
        remote.step(metric)
        assert values_of(ours) == values_of(theirs), f"step {step}"


def test_presets_by_name_and_by_definition(service: str, run_id: str) -> None:
    constant = RemoteScheduler(
        optimizer_of([0.1]), f"{run_id}-a", schedulers="hf/constant", url=service
    )
    linear = RemoteScheduler(
        optimizer_of([0.1]),
        f"{run_id}-b",
        schedulers=[{"preset": "hf/linear", "num_warmup_steps": 0}],
        total_steps=100,
        url=service,
    )
    assert train(constant, 50)[-1] == [0.1]
    assert train(linear, 50)[-1] == [0.05]


def test_what_a_scheduler_names_as_its_param(service: str, run_id: str) -> None:
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=0.1, eps=1e-8)
    halved = {"type": "StepLR", "step_size": 1, "gamma": 0.5}
    schedulers = [{**halved, "param": name} for name in ("eps", "betas.1", "weight_decay")]
    remote = RemoteScheduler(optimizer, run_id, schedulers=schedulers, url=service)
    optimizer.step()
    remote.step()
    (group,) = optimizer.param_groups
    assert (group["eps"], group["betas"], group["weight_decay"]) == (5e-9, (0.9, 0.4995), 0.005)
    assert group["lr"] == 0.1
    assert not {"name", "betas.1"} & set(group)
