"""Metrics: barriers, reports, and plateaus."""

from typing import Any

import pytest
from torch.optim.lr_scheduler import ReduceLROnPlateau

from lockstep import Lockstep, MetricConflict, MetricsLate
from lockstep.torch import MetricAwaited, RemoteReduceLROnPlateau, RemoteScheduler
from tests.torch.training import optimizer_of, remote, train

PLATEAU = {"type": "ReduceLROnPlateau", "monitor": "val_loss", "patience": 0, "factor": 0.5}


def with_plateau(service: str, run_id: str, **options: Any) -> RemoteScheduler:
    plateau = {**PLATEAU, **options.pop("plateau", {})}
    return remote(service, run_id, schedulers=[plateau], **options)


def test_a_metric_every_n_steps_is_a_barrier(service: str, run_id: str) -> None:
    scheduler = with_plateau(service, run_id, plateau={"every": 5})
    first_rates = []
    for evaluation in range(4):
        first_rates += [row[0] for row in train(scheduler, 4)]
        scheduler.report(val_loss=1.0 + evaluation)
        first_rates += [row[0] for row in train(scheduler, 1)]
    assert first_rates == [0.1] * 9 + [0.05] * 5 + [0.025] * 5 + [0.0125]


def test_a_barrier_without_a_report_says_what_to_call(service: str, run_id: str) -> None:
    scheduler = with_plateau(service, run_id, plateau={"every": 5})
    train(scheduler, 4)
    before = scheduler.state_dict()
    with pytest.raises(MetricAwaited, match=r"scheduler\.report\(val_loss=\.\.\.\)"):
        train(scheduler, 1)
    assert scheduler.state_dict() == before
    scheduler.report(val_loss=1.0)
    train(scheduler, 1)
    assert scheduler.last_epoch == 5


def test_windows_past_a_metric_are_refused_with_the_ways_out(service: str, run_id: str) -> None:
    with pytest.raises(MetricsLate) as raised:
        train(with_plateau(service, run_id), 1)
    assert '"every": n' in raised.value.__notes__[0]


def test_without_windows_a_metric_acts_at_its_step(service: str, run_id: str) -> None:
    scheduler = with_plateau(service, run_id, window_s=0)
    train(scheduler, 3)
    for loss in (1.0, 2.0):
        scheduler.report(val_loss=loss)
        train(scheduler, 1)
    assert scheduler.get_last_lr() == [0.05, 0.015]


def test_late_metrics_act_after_the_window(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = with_plateau(service, run_id, late_metrics=True)
    train(scheduler, 3)
    for loss in (1.0, 2.0):
        scheduler.report(val_loss=loss)
        train(scheduler, 1)
    assert scheduler.get_last_lr() == [0.1, 0.03]
    metric = api.get_metric(run_id, "val_loss", 5, wait=20)
    rates = train(scheduler, metric["effective_step"] - 5)
    assert rates[-2:] == [[0.1, 0.03], [0.05, 0.015]]


def test_nan_is_a_metric(service: str, run_id: str) -> None:
    theirs = ReduceLROnPlateau(optimizer_of(), patience=1)
    ours = RemoteReduceLROnPlateau(optimizer_of(), run_id, patience=1, url=service)
    for metric in (1.0, float("nan"), float("nan"), float("inf"), 0.5, float("-inf")):
        theirs.step(metric)
        ours.optimizer.step()
        ours.step(metric)
        assert ours.get_last_lr() == theirs.get_last_lr()


def test_a_plateau_goes_on_from_its_state(service: str, run_id: str) -> None:
    metrics = [1.0, 1.1, 1.2, 0.9, 1.3, 1.4, 1.5, 1.6]
    theirs = ReduceLROnPlateau(optimizer_of(), patience=1)
    first = RemoteReduceLROnPlateau(optimizer_of(), run_id, patience=1, url=service)
    for metric in metrics[:4]:
        theirs.step(metric)
        first.optimizer.step()
        first.step(metric)
    resumed = RemoteReduceLROnPlateau(optimizer_of(), run_id, patience=1, url=service)
    resumed.load_state_dict(first.state_dict())
    for metric in metrics[4:]:
        theirs.step(metric)
        resumed.optimizer.step()
        resumed.step(metric)
        assert resumed.get_last_lr() == theirs.get_last_lr()


def test_ranks_that_disagree(service: str, run_id: str) -> None:
    ranks = [
        RemoteReduceLROnPlateau(optimizer_of(), run_id, url=service, generation_key="start-1")
        for _ in range(2)
    ]
    for rank in ranks:
        rank.optimizer.step()
    ranks[0].step(1.0)
    with pytest.raises(MetricConflict) as raised:
        ranks[1].step(2.0)
    assert '"reporters"' in raised.value.__notes__[0]
    ranks[1].step(1.0)
    assert ranks[1].last_epoch == 1
