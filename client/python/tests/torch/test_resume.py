"""Restarts, checkpoints, and processes that should have ended."""

import copy
import itertools

import pytest
from torch.optim.lr_scheduler import StepLR

from lockstep import Lockstep, StaleGeneration
from tests.torch.training import STEP_LR, optimizer_of, remote, step_lr_rates, train

STEPS = 60


def test_goes_on_at_a_checkpoint_older_than_what_is_sealed(
    service: str, run_id: str, api: Lockstep
) -> None:
    killed = remote(service, run_id)
    train(killed, 13)
    state, optimizer_state = killed.state_dict(), copy.deepcopy(killed.optimizer.state_dict())
    train(killed, 9)
    resumed = remote(service, run_id)
    resumed.optimizer.load_state_dict(optimizer_state)
    resumed.load_state_dict(state)
    assert resumed.get_last_lr() == step_lr_rates(13)[-1]
    assert [group["lr"] for group in resumed.optimizer.param_groups] == resumed.get_last_lr()
    assert train(resumed, STEPS - 13) == step_lr_rates(STEPS)[13:]
    generations = api.list_generations(run_id)["generations"]
    assert [each["resume_step"] for each in generations] == [0, 0, 13]
    assert "host=" in generations[-1]["reason"]


def test_restores_rates_where_only_the_scheduler_is_loaded(service: str, run_id: str) -> None:
    killed = remote(service, run_id)
    train(killed, 13)
    resumed = remote(service, run_id)
    resumed.load_state_dict(killed.state_dict())
    assert [group["lr"] for group in resumed.optimizer.param_groups] == step_lr_rates(13)[-1]


def test_starts_from_scratch_in_a_generation_of_its_own(
    service: str, run_id: str, api: Lockstep
) -> None:
    train(remote(service, run_id), 9)
    assert train(remote(service, run_id), 9) == step_lr_rates(9)
    assert [each["resume_step"] for each in api.list_generations(run_id)["generations"]] == [0] * 3


def test_fences_a_process_of_an_earlier_generation(service: str, run_id: str) -> None:
    zombie = remote(service, run_id, window_s=0)
    train(zombie, 4)
    before = zombie.state_dict()
    resumed = remote(service, run_id)
    resumed.load_state_dict(before)
    train(resumed, 1)
    zombie.optimizer.step()
    with pytest.raises(StaleGeneration) as raised:
        zombie.step()
    assert "was opened at" in raised.value.__notes__[0]
    assert zombie.state_dict() == before
    assert train(resumed, 4) == step_lr_rates(9)[5:]


def test_returns_to_a_line_that_was_left(service: str, run_id: str, api: Lockstep) -> None:
    first = remote(service, run_id)
    train(first, 20)
    early = first.state_dict()
    train(first, 20)
    late = first.state_dict()
    rewound = remote(service, run_id, edits="drop")
    rewound.load_state_dict(early)
    train(rewound, 1)
    api.edit(run_id, multiply={"lr": 7.0})
    back = remote(service, run_id)
    back.load_state_dict(late)
    assert train(back, 20) == step_lr_rates(60)[40:]
    assert [each["parent"] for each in api.list_generations(run_id)["generations"]] == [
        *(None, 1, 2, 2)
    ]


def test_an_edit_acts_after_a_resume_too(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = remote(service, run_id, window_s=0)
    train(scheduler, 4)
    api.edit(run_id, groups=["group-0"], multiply={"lr": 2.0}, set={"weight_decay": 0.5})
    expected = [[2 * first, second] for first, second in step_lr_rates(9)[4:]]
    assert train(scheduler, 2) == expected[:2]
    assert scheduler.optimizer.param_groups[0]["weight_decay"] == 0.5
    resumed = remote(service, run_id, window_s=0)
    resumed.load_state_dict(scheduler.state_dict())
    assert train(resumed, 3) == expected[2:]
    assert resumed.optimizer.param_groups[0]["weight_decay"] == 0.5


def test_takes_the_state_of_a_scheduler_of_torch(service: str, run_id: str) -> None:
    theirs = StepLR(optimizer_of(), 3, 0.5)
    train(theirs, 13)
    moved = remote(service, run_id)
    moved.optimizer.load_state_dict(theirs.optimizer.state_dict())
    moved.load_state_dict(theirs.state_dict())
    assert train(moved, 20) == step_lr_rates(33)[13:]


def test_takes_the_state_of_a_very_long_run(service: str, run_id: str) -> None:
    moved = remote(service, run_id, schedulers=[{"type": "StepLR", "step_size": 10**6}])
    moved.load_state_dict({"last_epoch": 250_000})
    train(moved, 1)
    assert moved.last_epoch == 250_001


def test_a_state_of_another_id_gives_the_position(service: str, run_id: str) -> None:
    first = remote(service, run_id)
    train(first, 13)
    other = remote(service, f"{run_id}-b")
    other.load_state_dict(first.state_dict())
    assert train(other, 20) == step_lr_rates(33)[13:]


def test_loads_a_state_in_the_middle_of_a_run(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = remote(service, run_id)
    train(scheduler, 5)
    state = scheduler.state_dict()
    for _ in range(3):
        train(scheduler, 7)
        scheduler.load_state_dict(state)
    assert train(scheduler, 7) == step_lr_rates(12)[5:]
    keys = [each["key"] for each in api.list_generations(run_id)["generations"]]
    assert len(set(keys)) == len(keys) == 5
    assert all(
        f"{keys[1]}.{index}" == key
        for index, key in zip(itertools.count(2), keys[2:], strict=False)
    )


def test_the_key_of_the_environment(
    service: str, run_id: str, api: Lockstep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCKSTEP_GENERATION_KEY", "attempt-1")
    train(remote(service, run_id), 2)
    train(remote(service, run_id), 2)
    generations = api.list_generations(run_id)["generations"]
    assert [each["key"] for each in generations] == [None, "attempt-1"]


def test_a_registration_after_the_optimizer_was_loaded(service: str, run_id: str) -> None:
    first = remote(service, run_id)
    train(first, 13)
    optimizer = optimizer_of()
    optimizer.load_state_dict(first.optimizer.state_dict())
    resumed = remote(service, run_id, optimizer=optimizer, schedulers=STEP_LR)
    resumed.load_state_dict(first.state_dict())
    assert train(resumed, 20) == step_lr_rates(33)[13:]
