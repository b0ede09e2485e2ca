"""What the thread asks the service for: a generation, reports, and the window from a step on."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from lockstep import MetricConflict, MetricsLate, StaleGeneration
from lockstep.exceptions import LockstepError, NotLockstep
from lockstep.torch.errors import MetricAwaited
from lockstep.torch.opening import Opening, explain_stale, open_generation
from lockstep.torch.others_seen import OthersSeen
from lockstep.torch.run import Run
from lockstep.torch.window import Window, window_of

WAIT_S = 10.0
"""The seconds in one call that the service waits for a metric."""


@dataclass
class Ask:
    """One request of a scheduler to its thread."""

    step: int
    ahead: int
    generation: int
    seen: str
    names: list[str]
    """Those of the groups when it was asked."""
    opening: Opening | None = None
    reports: list[tuple[int, str, float]] = field(default_factory=list)
    """Each a step, a metric and its value."""
    others: OthersSeen | None = None


def answer_to(run: Run, ask: Ask) -> Window:
    """The window from the step on.

    Raises what the calls of `lockstep` raise, and nothing else.
    """
    began = time.monotonic()
    try:
        _open(run, ask)
        window = window_of(_advanced(run, ask), ask.names, run.hyperparameters)
    except StaleGeneration as error:
        explain_stale(run, error)
        raise
    except MetricConflict as error:
        error.add_note(
            "Ranks reported different values. All-reduce the metric before report(), or give the "
            f'scheduler that monitors it "reporters": {run.world_size}'
        )
        raise
    except MetricsLate as error:
        error.add_note(
            'Give the scheduler that monitors the metric "every": n, the steps between '
            "evaluations; or the remote scheduler window_s=0, or late_metrics=True; or use "
            "RemoteReduceLROnPlateau, which steps by metrics alone"
        )
        raise
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        if isinstance(error, LockstepError):
            raise
        raise NotLockstep(
            f"The answer of {run.client.url} to an advance of {run.id!r} is not as lockstep wants "
            f"it ({type(error).__name__}: {error}): update the service, or this package"
        ) from error
    window.took = time.monotonic() - began
    return window


def _open(run: Run, ask: Ask) -> None:
    if ask.opening is None:
        return
    opened = open_generation(run, ask.opening)
    ask.generation, ask.seen, ask.opening = opened["generation"], opened["seen"], None


def _advanced(run: Run, ask: Ask) -> Any:
    _report_earlier(run, ask)
    metrics = {metric: _reported(run, metric, value) for _, metric, value in ask.reports}
    deadline = time.monotonic() + run.options.metric_timeout
    while True:
        answer = run.client.advance(
            run.id,
            ask.step,
            ahead=ask.ahead,
            late_metrics=run.options.late_metrics or None,
            generation=ask.generation,
            metrics=metrics or None,
            seen=ask.seen or None,
            others_seen=_others_seen(ask) or None,
            wait=WAIT_S if run.world_size > 1 or metrics else None,
        )
        if "blocked_on" not in answer:
            return answer
        ask.seen = answer["seen"]
        _require_reporters(run, answer["blocked_on"][0], set(metrics), deadline)


def _others_seen(ask: Ask) -> list[str]:
    return ask.others.exchange(ask.generation, ask.seen) if ask.others else []


def _report_earlier(run: Run, ask: Ask) -> None:
    """Reports the metrics of steps before the one asked for. The others go with the advance."""
    for report in [each for each in ask.reports if each[0] != ask.step]:
        step, metric, value = report
        rank = run.rank if metric in run.reporters else 0
        answer = run.client.report_metric(
            run.id, metric, step, rank, value, generation=ask.generation, seen=ask.seen or None
        )
        ask.seen = answer["seen"]
        ask.reports.remove(report)


def _reported(run: Run, metric: str, value: float) -> Any:
    return {"value": value, "rank": run.rank} if metric in run.reporters else value


def _require_reporters(run: Run, awaited: Any, reported: set[str], deadline: float) -> None:
    """Refuses to wait where no rank will report."""
    is_alone = run.world_size == 1 and awaited["metric"] not in reported
    if is_alone or time.monotonic() >= deadline:
        raise MetricAwaited(
            f"Step {awaited['step']} of {run.id!r} needs the metric {awaited['metric']!r}: call "
            f"scheduler.report({awaited['metric']}=...) before the step() that takes it there"
        )
