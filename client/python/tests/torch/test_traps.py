"""What frameworks check, write and call on a scheduler."""

import copy
import io
import pickle
import warnings
from typing import Any

import pytest
import torch
from torch.distributed.checkpoint.state_dict_loader import load
from torch.distributed.checkpoint.state_dict_saver import save
from torch.distributed.checkpoint.stateful import Stateful
from torch.optim.lr_scheduler import LRScheduler, ReduceLROnPlateau

from lockstep import Lockstep, LockstepError
from lockstep.torch import GroupsMismatch, RemoteReduceLROnPlateau, StateRefused, StepArgument
from tests.torch.training import optimizer_of, remote, step_lr_rates, train


def test_is_a_scheduler_of_torch(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    assert isinstance(scheduler, LRScheduler)
    assert isinstance(scheduler, Stateful)
    assert scheduler.get_lr() == scheduler.get_last_lr() == scheduler.base_lrs == [0.1, 0.03]
    assert (scheduler.last_epoch, scheduler._step_count) == (0, 1)


def test_total_steps_is_no_attribute_which_accelerate_would_stop_at(
    service: str, run_id: str
) -> None:
    assert not hasattr(remote(service, run_id, total_steps=3), "total_steps")


def test_it_is_not_callable_which_deepspeed_would_call(service: str, run_id: str) -> None:
    assert not callable(remote(service, run_id))


def test_names_are_not_written_into_groups(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, names=["Head/0", "encoder.layer 1"])
    train(scheduler, 2)
    assert all("name" not in group for group in scheduler.optimizer.param_groups)


# torch gives this warning for a copy of its own that has not stepped: the wrapper is not copied.
OF_COPIES = pytest.mark.filterwarnings("ignore:.*has been overridden:UserWarning")


@OF_COPIES
def test_deepcopy_shares_the_generation(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = remote(service, run_id)
    fresh = copy.deepcopy(scheduler)
    train(scheduler, 4)
    copied = copy.deepcopy(scheduler)
    assert copied.optimizer is not scheduler.optimizer
    assert train(copied, 5) == step_lr_rates(9)[4:] == train(scheduler, 5)
    assert train(fresh, 9) == step_lr_rates(9)
    assert len(api.list_generations(run_id)["generations"]) == 2


def test_pickle(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 4)
    assert train(pickle.loads(pickle.dumps(scheduler)), 5) == step_lr_rates(9)[4:]


@OF_COPIES
def test_a_copy_watches_the_order_of_its_own_optimizer(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, advance="optimizer")
    copied = copy.deepcopy(scheduler)
    copied.step()
    assert copied.last_epoch == 0
    train(copied, 1)
    assert (copied.last_epoch, scheduler.last_epoch) == (1, 0)


def test_state_is_read_with_weights_only(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, optimizer=optimizer_of(dtype=torch.float32))
    train(scheduler, 4)
    file = io.BytesIO()
    torch.save(scheduler.state_dict(), file)
    file.seek(0)
    assert torch.load(file, weights_only=True) == scheduler.state_dict()


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")
def test_dcp_whose_template_is_the_state_of_a_new_object(
    service: str, run_id: str, tmp_path: Any
) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 4)
    save({"scheduler": scheduler}, checkpoint_id=str(tmp_path))
    expected = scheduler.state_dict()
    resumed = remote(service, run_id)
    assert resumed.state_dict().keys() == expected.keys()
    load({"scheduler": resumed}, checkpoint_id=str(tmp_path))
    assert resumed.state_dict() == expected
    assert train(resumed, 5) == step_lr_rates(9)[4:]


def test_keys_of_the_state_never_change(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    before = scheduler.state_dict()
    train(scheduler, 4)
    after = scheduler.state_dict()
    assert before.keys() == after.keys()
    assert list(map(type, before.values())) == list(map(type, after.values()))


def test_lr_find_makes_saves_and_loads_it_and_opens_nothing(
    service: str, run_id: str, api: Lockstep
) -> None:
    scheduler = remote(service, run_id)
    scheduler.load_state_dict(scheduler.state_dict())
    optimizer = api.get_optimizer(run_id)
    assert (optimizer["generation"], optimizer["sealed_through"]) == (1, -1)
    assert train(scheduler, 9) == step_lr_rates(9)


def test_torchtitan_saves_last_epoch_alone_and_assigns_it(service: str, run_id: str) -> None:
    train(remote(service, run_id), 4)
    resumed = remote(service, run_id)
    resumed.last_epoch, resumed._step_count = 4, 5
    resumed._last_lr = resumed.get_lr()
    assert train(resumed, 5) == step_lr_rates(9)[4:]


def test_plateau_is_torchs_with_a_step_count(service: str, run_id: str) -> None:
    plateau = RemoteReduceLROnPlateau(optimizer_of(), run_id, patience=3, url=service)
    assert isinstance(plateau, ReduceLROnPlateau)
    assert plateau.state_dict()["_step_count"] == 1
    assert (plateau.patience, plateau.mode, plateau.min_lrs) == (3, "min", [0.0, 0.0])


@pytest.mark.parametrize("argument", [64, 0.5, torch.tensor(1.0)])
def test_step_takes_no_argument(argument: Any, service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    with pytest.raises(StepArgument, match="wanted step"):
        scheduler.step(argument)
    assert scheduler.last_epoch == 0
    assert not issubclass(StepArgument, TypeError | KeyError | AssertionError)


def test_step_of_a_plateau_wants_a_metric(service: str, run_id: str) -> None:
    plateau = RemoteReduceLROnPlateau(optimizer_of(), run_id, url=service)
    with pytest.raises(StepArgument, match="wanted step"):
        plateau.step()


def test_load_state_dict_of_the_optimizer_replaces_its_groups(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 4)
    scheduler.optimizer.load_state_dict(scheduler.optimizer.state_dict())
    assert train(scheduler, 5) == step_lr_rates(9)[4:]
    assert [group["lr"] for group in scheduler.optimizer.param_groups] == scheduler.get_last_lr()


def test_groups_that_become_tensors_are_written_in_place(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 4)
    state = scheduler.optimizer.state_dict()
    for group in state["param_groups"]:
        group["lr"] = torch.tensor(group["lr"], dtype=torch.float64)
    scheduler.optimizer.load_state_dict(state)
    tensor = scheduler.optimizer.param_groups[0]["lr"]
    assert train(scheduler, 5) == step_lr_rates(9)[4:]
    assert scheduler.optimizer.param_groups[0]["lr"] is tensor
    assert scheduler.get_last_lr()[0] is not tensor


def test_add_param_group_is_refused_until_it_is_registered(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, names=["a", "b"])
    train(scheduler, 4)
    new = {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 1.0}
    scheduler.optimizer.add_param_group(new)
    before = [group["lr"] for group in scheduler.optimizer.param_groups]
    with pytest.raises(GroupsMismatch, match=r"call scheduler\.add_group"):
        train(scheduler, 1)
    assert [group["lr"] for group in scheduler.optimizer.param_groups] == before
    scheduler.add_group("c")
    rates = train(scheduler, 60)
    assert [row[:2] for row in rates] == step_lr_rates(64)[4:]
    # It joins after the window that was there, and goes on from its own rate.
    own = [row[2] for row in rates]
    assert own[0] == 1.0
    assert own[-1] < 1e-3


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({}, "wanted the state_dict"),
        ({"last_epoch": -1}, "wanted the state_dict"),
        ({"last_epoch": 3, "_last_lr": [0.1]}, "1 rates in _last_lr"),
        ({"last_epoch": 3, "lockstep_version": 9}, "lockstep_version 9"),
    ],
)
def test_a_state_that_is_none_is_refused(
    state: Any, message: str, service: str, run_id: str
) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 2)
    with pytest.raises(StateRefused, match=message):
        scheduler.load_state_dict(state)
    assert train(scheduler, 7) == step_lr_rates(9)[2:]


def test_no_exception_is_one_that_frameworks_catch() -> None:
    def all_of(kind: type[Exception]) -> list[type[Exception]]:
        return [kind, *(each for below in kind.__subclasses__() for each in all_of(below))]

    assert not [
        kind
        for kind in all_of(LockstepError)
        if issubclass(kind, TypeError | KeyError | AssertionError)
    ]


def test_the_warnings_of_torch_in_the_same_cases(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id)
    with pytest.warns(UserWarning, match=r"before `optimizer.step\(\)`"):
        scheduler.step()
    other = remote(service, run_id)
    other.optimizer.step = lambda: None  # type: ignore[method-assign,assignment]
    with pytest.warns(UserWarning, match="has been overridden"):
        other.step()


def test_two_calls_without_a_step_of_the_optimizer_are_warned_of_once(
    service: str, run_id: str
) -> None:
    scheduler = remote(service, run_id)
    scheduler.optimizer.step()
    scheduler.step()
    with pytest.warns(UserWarning, match="split_batches") as caught:
        scheduler.step()
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scheduler.step()
    assert scheduler.last_epoch == 3


def test_advance_by_the_optimizer_counts_several_calls_once(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, advance="optimizer")
    for _ in range(9):
        scheduler.optimizer.step()
        for _ in range(4):
            scheduler.step()
    assert scheduler.last_epoch == 9
    assert scheduler.get_last_lr() == step_lr_rates(9)[-1]
