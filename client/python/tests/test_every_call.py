"""Each call against the real service, with what it answers."""

from typing import Any

import pytest

from lockstep import (
    EditNotFound,
    GenerationConflict,
    MetricConflict,
    OptimizerExists,
    OptimizerNotFound,
    StaleGeneration,
    StateCorrupt,
    StepSealed,
    problem_of,
)
from tests.conftest import Connect

GROUPS = [
    {"name": "backbone", "lr": 0.1, "momentum": 0.9},
    {"name": "Head/0", "lr": 0.01, "betas": [0.9, 0.999], "amsgrad": False, "foreach": None},
]
STEP_LR = {"type": "StepLR", "step_size": 10, "gamma": 0.1}
PLATEAU = {"type": "ReduceLROnPlateau", "monitor": "val_loss", "patience": 0, "every": 5}


@pytest.fixture
def client(connect: Connect, service: str) -> Any:
    return connect(service, actor="ada")


@pytest.fixture
def optimizer(client: Any) -> str:
    """A new optimizer with a StepLR."""
    identifier: str = client.create_optimizer(GROUPS, [STEP_LR], labels={"team": "vision"})["id"]
    return identifier


def rate(answer: Any) -> float:
    value: float = answer["groups"][0]["lr"]
    return value


def test_a_registration(client: Any, optimizer: str) -> None:
    name = f"{optimizer}-named"
    registered = client.put_optimizer(name, GROUPS, [STEP_LR], total_steps=100)
    assert registered["id"] == name
    assert client.put_optimizer(name, GROUPS, [STEP_LR], total_steps=100) == registered
    with pytest.raises(OptimizerExists) as raised:
        client.put_optimizer(name, GROUPS, [{**STEP_LR, "gamma": 0.5}])
    assert raised.value.facts["differences"]
    assert client.get_optimizer(name)["total_steps"] == 100
    assert client.get_definition(name)["schedulers"] == [STEP_LR]
    patched = client.patch_optimizer(name, labels={"run": optimizer}, total_steps=200)
    assert patched["total_steps"] == 200
    found = client.list_optimizers(label=f"run:{optimizer}")["optimizers"]
    assert [each["id"] for each in found] == [name]
    client.delete_optimizer(name)
    with pytest.raises(OptimizerNotFound):
        client.get_optimizer(name)


def test_pages_of_the_list(client: Any) -> None:
    names = [client.create_optimizer(GROUPS, labels={"page": "yes"})["id"] for _ in range(3)]
    first = client.list_optimizers(label="page:yes", limit=2)
    assert len(first["optimizers"]) == 2
    found, cursor = first["optimizers"], first["next_cursor"]
    while cursor is not None:
        following = client.list_optimizers(label="page:yes", limit=2, cursor=cursor)
        found, cursor = found + following["optimizers"], following["next_cursor"]
    assert set(names) <= {each["id"] for each in found}


def test_groups(client: Any, optimizer: str) -> None:
    added = client.add_group(optimizer, {"name": "neck", "lr": 0.05}, at_step=3, reason="new")
    assert added["effective_step"] == 3
    assert client.get_group(optimizer, "Head/0")["betas"] == [0.9, 0.999]
    names = [group["name"] for group in client.list_groups(optimizer)["groups"]]
    assert names[:2] == ["backbone", "Head/0"]
    assert client.edit_group(optimizer, "backbone", {"lr": 0.5}, at_step=2)["pending"]
    client.remove_group(optimizer, "Head/0", at_step=4)
    rates = [client.advance(optimizer, step)["groups"] for step in (1, 2, 3, 4)]
    assert [len(groups) for groups in rates] == [2, 2, 3, 2]
    assert rates[1][0]["lr"] == 0.5


def test_schedulers(client: Any, optimizer: str) -> None:
    attached = client.attach_scheduler(
        optimizer, {"preset": "hf/constant_with_warmup", "num_warmup_steps": 4, "name": "warmup"}
    )
    assert attached["name"] == "warmup"
    assert len(client.list_schedulers(optimizer)["schedulers"]) == 2
    client.detach_scheduler(optimizer, "warmup")
    patched = client.patch_scheduler(optimizer, "StepLR-1", {"gamma": 0.5}, reason="slower")
    assert patched["pending"][0]["changes"] == {"gamma": 0.5}
    assert client.get_scheduler(optimizer, "StepLR-1")["pending"] == patched["pending"]


def test_an_advance_and_a_window(client: Any, optimizer: str) -> None:
    window = client.advance(optimizer, 8, ahead=3, generation=1)
    assert window["ahead"]["groups"][0]["lr"] == [0.1, 0.1 * 0.1, 0.1 * 0.1]
    assert client.advance(optimizer, 8, ahead=3, seen=window["seen"]) == window
    assert client.advance(optimizer)["step"] == 9
    with pytest.raises(StepSealed) as raised:
        client.edit(optimizer, scale={"lr": 0.5}, at_step=3)
    assert raised.value.facts["earliest_step"] == 12


def test_a_repeated_advance_by_one_with_its_key_is_one(client: Any, optimizer: str) -> None:
    first = client.advance(optimizer, idempotency_key="k")
    assert client.advance(optimizer, idempotency_key="k") == first
    assert first["step"] == 1


def test_an_advance_of_many(client: Any, optimizer: str) -> None:
    advanced, missing = client.advance_many(
        [{"optimizer": optimizer, "step": 1}, {"optimizer": "missing", "step": 1}]
    )["results"]
    assert advanced["result"]["step"] == 1
    assert isinstance(problem_of(missing["problem"]), OptimizerNotFound)


def test_metrics(client: Any) -> None:
    optimizer = client.create_optimizer(GROUPS, [PLATEAU])["id"]
    blocked = client.advance(optimizer, 5)
    assert blocked["blocked_on"] == [{"metric": "val_loss", "step": 5}]
    assert not client.get_metric(optimizer, "val_loss", 5)["decided"]
    assert client.report_metric(optimizer, "val_loss", 5, 0, 0.5)["decided"]
    assert client.get_metric(optimizer, "val_loss", 5, wait=1)["value"] == 0.5
    with pytest.raises(MetricConflict):
        client.report_metric(optimizer, "val_loss", 5, 0, 0.6)
    assert rate(client.advance(optimizer, 5)) == 0.1
    assert rate(client.advance(optimizer, 10, metrics={"val_loss": float("nan")})) == 0.1 * 0.1
    assert rate(client.advance(optimizer, 15, metrics={"val_loss": float("inf")})) < 0.0011


def test_a_rank_reports_and_waits(client: Any) -> None:
    optimizer = client.create_optimizer(GROUPS, [{**PLATEAU, "reporters": 2}])["id"]
    report = {"val_loss": {"value": 0.5, "rank": 0, "weight": 128}}
    assert "blocked_on" in client.advance(optimizer, 5, metrics=report, wait=0.2)
    report = {"val_loss": {"value": 0.3, "rank": 1, "weight": 64}}
    assert "groups" in client.advance(optimizer, 5, metrics=report, wait=5)


def test_generations(client: Any, optimizer: str) -> None:
    client.advance(optimizer, 20)
    opened = client.open_generation(
        optimizer, "second", resume_step=15, world_size=8, edits="keep", reason="crash", ahead=2
    )
    assert (opened["generation"], opened["ahead"]["through"]) == (2, 17)
    with pytest.raises(GenerationConflict):
        client.open_generation(optimizer, "second", resume_step=14)
    with pytest.raises(StaleGeneration) as raised:
        client.advance(optimizer, 18, generation=1)
    assert raised.value.facts["current_generation"] == 2
    position = {"generation": 2, "step": 16}
    assert client.open_generation(optimizer, "third", from_=position)["resume_step"] == 16
    many = [{"optimizer": optimizer, "key": "fourth", "resume_step": 16}]
    assert client.open_many(many)["results"][0]["result"]["generation"] == 4
    assert len(client.list_generations(optimizer)["generations"]) == 4


def test_edits(client: Any, optimizer: str) -> None:
    client.advance(optimizer, 1)
    edit = client.edit(
        optimizer, groups=["backbone"], multiply={"lr": 0.5}, at_step="next", reason="loss spike"
    )
    assert (edit["step"], edit["actor"]) == (2, "ada")
    later = client.edit(
        optimizer, scale={"initial_lr": 0.5}, hold={"lr": 1e-3}, at_step=7, until_step=9
    )
    assert client.get_edit(optimizer, later["revision"])["status"] == "pending"
    client.cancel_edit(optimizer, later["revision"])
    client.edit(optimizer, release=["lr"], at_step=6)
    assert [rate(client.advance(optimizer, step)) for step in (1, 2, 6)] == [0.1, 0.05, 0.1]
    statuses = [each["status"] for each in client.list_edits(optimizer)["edits"]]
    assert statuses == ["acted", "acted"]
    with pytest.raises(EditNotFound):
        client.get_edit(optimizer, later["revision"])


def test_values(client: Any, optimizer: str) -> None:
    assert client.get_lr(optimizer)["step"] == 0
    at_ten = client.get_lr(optimizer, 10, generation=1)
    assert (rate(at_ten), at_ten["sealed"]) == (0.1 * 0.1, False)
    series = client.get_series(optimizer, 0, 20, points=5, hyperparameters=["lr", "momentum"])
    assert series["groups"][0]["lr"][-1] == 0.1 * 0.1 * 0.1
    assert set(series["groups"][0]) == {"name", "lr", "momentum"}
    explained = client.explain(optimizer, "Head/0", step=10, param="lr")
    assert explained["base"] == 0.01


def test_a_preview(client: Any) -> None:
    preview = client.preview(
        GROUPS, [PLATEAU], from_=4, to=11, metrics={"val_loss": [[5, 1.0], [10, float("nan")]]}
    )
    assert preview["steps"] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert preview["groups"][0]["lr"][-2:] == [0.1 * 0.1] * 2


def test_state(client: Any, optimizer: str) -> None:
    client.advance(optimizer, 12)
    state = client.get_state(optimizer)
    restored = client.put_state(f"{optimizer}-copy", state)
    assert restored["resume_step"] == 12
    assert rate(client.get_lr(f"{optimizer}-copy")) == 0.1 * 0.1
    with pytest.raises(StateCorrupt):
        client.put_state(optimizer, {**state, "step": 11})


def test_the_catalogue_and_the_health(client: Any) -> None:
    types = {each["type"] for each in client.list_scheduler_types()["scheduler_types"]}
    assert {"StepLR", "OneCycleLR"} <= types
    assert "hf/cosine" in {each["name"] for each in client.list_presets()["presets"]}
    assert client.livez() == client.readyz() == {"status": "ok"}
