"""What is refused, with what to change; the optimizer is as it was."""

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch.optim.lr_scheduler import StepLR

from lockstep import (
    InvalidArgument,
    InvalidRequest,
    InvalidURL,
    Lockstep,
    NotLockstep,
    OlderService,
    OptimizerExists,
    Unauthorized,
)
from lockstep.torch import GroupsMismatch, KeyWanted, RemoteReduceLROnPlateau, RemoteScheduler
from lockstep.torch.translate import CannotTranslate
from tests.faulty_server import FaultyServer, json_answer, page, problem
from tests.torch.training import STEP_LR, optimizer_of, remote, train


@pytest.fixture
def optimizer() -> Iterator[torch.optim.Optimizer]:
    """An optimizer that a refusal must leave as it is."""
    made = optimizer_of()
    before = pickle.dumps(made.state_dict())
    yield made
    assert pickle.dumps(made.state_dict()) == before
    assert "step" not in vars(made), "wrapped by a scheduler"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"names": ["a"]}, "names of 2 parameter groups"),
        ({"names": ["a", "a"]}, "each another one"),
        ({"names": "ab"}, "wanted a list of texts"),
        ({"advance": "call"}, "wanted 'calls' or 'optimizer'"),
        ({"mode": "all"}, "wanted 'each' or 'leader'"),
        ({"on_outage": "ignore"}, "wanted 'wait' or 'hold' or 'raise'"),
        ({"window_s": -1}, "wanted a number of seconds, 0 or more"),
        ({"max_staleness": "1"}, "wanted a number of seconds, 0 or more"),
    ],
)
def test_options(
    options: dict[str, Any], message: str, optimizer: torch.optim.Optimizer, service: str
) -> None:
    with pytest.raises(InvalidArgument, match=message):
        remote(service, "refused", optimizer=optimizer, **options)


def test_an_optimizer_that_is_none(service: str) -> None:
    with pytest.raises(InvalidArgument, match=r"wanted a torch\.optim"):
        RemoteScheduler(torch.nn.Linear(1, 1), "refused", url=service)  # type: ignore[arg-type]


def test_an_object_that_has_no_definition(optimizer: torch.optim.Optimizer, service: str) -> None:
    class Own(StepLR):
        pass

    with pytest.raises(CannotTranslate, match="Own is a subclass of StepLR"):
        RemoteScheduler.from_torch(Own(optimizer_of(), 3), "refused", url=service)
    with pytest.raises(CannotTranslate, match="is not known"):
        remote(service, "refused", optimizer=optimizer, schedulers=[object()])
    with pytest.raises(InvalidArgument, match="wanted a scheduler of torch"):
        RemoteScheduler.from_torch({"type": "StepLR"}, "refused", url=service)


def test_a_scheduler_of_another_optimizer(optimizer: torch.optim.Optimizer, service: str) -> None:
    with pytest.raises(InvalidArgument, match="of another optimizer"):
        remote(service, "refused", optimizer=optimizer, schedulers=[StepLR(optimizer_of(), 3)])


def test_a_definition_that_the_service_refuses(
    optimizer: torch.optim.Optimizer, service: str
) -> None:
    with pytest.raises(InvalidRequest, match="stepsize"):
        remote(
            service, "refused", optimizer=optimizer, schedulers=[{"type": "StepLR", "stepsize": 3}]
        )


def test_another_definition_under_the_same_id(
    optimizer: torch.optim.Optimizer, service: str, run_id: str
) -> None:
    remote(service, run_id)
    with pytest.raises(OptimizerExists, match="/schedulers/0/step_size") as raised:
        remote(service, run_id, optimizer=optimizer, schedulers=[{**STEP_LR[0], "step_size": 4}])
    assert "use another id" in raised.value.__notes__[0]


def test_other_names_or_another_order(
    optimizer: torch.optim.Optimizer, service: str, run_id: str
) -> None:
    remote(service, run_id, names=["a", "b"])
    for names in (["b", "a"], ["a", "c"]):
        with pytest.raises(OptimizerExists, match="/groups"):
            remote(service, run_id, optimizer=optimizer, names=names)


def test_another_number_of_groups(
    optimizer: torch.optim.Optimizer, service: str, run_id: str
) -> None:
    remote(service, run_id, optimizer=optimizer_of([0.1, 0.03, 0.01]))
    with pytest.raises(OptimizerExists, match="/groups"):
        remote(service, run_id, optimizer=optimizer)


def test_a_group_that_the_service_alone_has(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = remote(service, run_id, window_s=0)
    train(scheduler, 3)
    api.add_group(run_id, {"name": "extra", "lr": 1.0})
    before = scheduler.state_dict()
    with pytest.raises(GroupsMismatch, match="'extra'"):
        train(scheduler, 1)
    assert scheduler.state_dict() == before
    api.remove_group(run_id, "extra")


def test_several_ranks_without_a_process_group_or_a_key(
    service: str, run_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "4")
    scheduler = remote(service, run_id)
    with pytest.raises(KeyWanted, match=r"call torch\.distributed\.init_process_group"):
        train(scheduler, 1)
    assert scheduler.last_epoch == 0
    assert len(train(remote(service, run_id, generation_key="start-1"), 9)) == 9


def test_no_url(optimizer: torch.optim.Optimizer) -> None:
    with pytest.raises(InvalidURL, match="LOCKSTEP_URL"):
        RemoteScheduler(optimizer, "refused", schedulers=STEP_LR)


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (json_answer({"error": "no token"}, 401), Unauthorized, "give the token"),
        (page(200), NotLockstep, "check the URL"),
        (page(403), NotLockstep, "not Lockstep's JSON"),
        (problem("not_found", 404), OlderService, "older than this client"),
        (json_answer({"hello": "world"}), NotLockstep, "not Lockstep's JSON"),
        (json_answer({"id": "run", "groups": []}), OlderService, "has no"),
    ],
)
def test_another_server_at_the_url(
    answer: Any,
    kind: type[Exception],
    message: str,
    optimizer: torch.optim.Optimizer,
    faulty: FaultyServer,
) -> None:
    faulty.answers = [answer]
    with pytest.raises(kind, match=message):
        remote(faulty.url, "run", optimizer=optimizer)


ADVANCED = {"optimizer": "run", "generation": 2, "revision": 1, "step": 1, "sealed_through": 1}
REGISTERED = {
    "id": "run",
    "revision": 1,
    "generation": 1,
    "step": 0,
    "sealed_through": -1,
    "groups": [],
    "schedulers": [],
    "labels": {},
    "created_at": "2026-01-01T00:00:00Z",
    "values": [{"name": "group-0", "lr": 0.1}, {"name": "group-1", "lr": 0.03}],
}
GENERATION = {
    "generation": 2,
    "key": "start-1",
    "parent": 1,
    "resume_step": 0,
    "revision": 1,
    "step": 0,
    "sealed_through": 0,
    "edits": "keep",
    "groups": [],
    "seen": "s",
}


@pytest.mark.parametrize(
    "groups",
    [
        [{"name": "group-0"}, {"name": "group-1"}],
        [{"name": "group-0", "lr": None}, {"name": "group-1", "lr": 1}],
        [{}],
        None,
        7,
    ],
)
def test_an_answer_of_another_form_in_a_step(groups: Any, faulty: FaultyServer) -> None:
    answers = [REGISTERED, GENERATION, {**ADVANCED, "groups": groups, "seen": "s"}]
    faulty.answers = [json_answer(each) for each in answers]
    scheduler = remote(faulty.url, "run")
    before = scheduler.state_dict()
    with pytest.raises(NotLockstep, match="is not as lockstep wants it"):
        train(scheduler, 1)
    assert scheduler.state_dict() == before


def test_a_plateau_refuses_what_is_no_metric(service: str, run_id: str) -> None:
    plateau = RemoteReduceLROnPlateau(optimizer_of(), run_id, url=service)
    for metric in ("low", [1.0, 2.0], torch.zeros(2)):
        with pytest.raises(InvalidArgument, match="wanted a number"):
            plateau.step(metric)
    assert plateau.last_epoch == 0
