"""How long windows are: by seconds, within bounds."""

import time
from types import SimpleNamespace
from typing import Any

import pytest

from lockstep import Lockstep
from lockstep.torch.options import Options
from lockstep.torch.pace import FIRST_AHEAD, LONGEST, MOST_VALUES, SHORTEST, Pace
from lockstep.torch.window import Window
from tests.torch.training import remote, train


def window(first: int, end: int, groups: int = 2) -> Window:
    return Window(first, end, [[0.1] * groups] * (end - first), None, [], None, 1, "s")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The present time, in a list."""
    now = [0.0]
    monkeypatch.setattr("lockstep.torch.pace.time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def paced(clock: list[float], step_s: float, groups: int = 2, **options: Any) -> Pace:
    """After 100 steps of this length."""
    pace = Pace(Options(**options), 0.0)
    assert pace.ahead() == (FIRST_AHEAD if options.get("window_s") != 0 else 0)
    pace.begin(window(1, 201, groups))
    clock[0] += 100 * step_s
    pace.measure(101)
    return pace


@pytest.mark.parametrize(
    ("step_s", "groups", "expected"),
    [
        (0.1, 2, 100),
        (0.00001, 2, LONGEST),
        (60.0, 2, SHORTEST),
        (0.0001, 100, MOST_VALUES // 100),
        (0.0001, 9_000, SHORTEST),
    ],
)
def test_ten_seconds_of_steps(
    step_s: float, groups: int, expected: int, clock: list[float]
) -> None:
    assert paced(clock, step_s, groups).ahead() == pytest.approx(expected, abs=1)


def test_staleness_bounds_the_window_and_its_lead(clock: list[float]) -> None:
    assert paced(clock, 0.1, max_staleness=3.0).ahead() == pytest.approx(20, abs=1)


def test_without_windows(clock: list[float]) -> None:
    assert paced(clock, 0.1, window_s=0).ahead() == 0


def test_asks_a_second_before_the_end_and_not_before_the_middle(clock: list[float]) -> None:
    assert paced(clock, 0.1).trigger(window(201, 301)) == pytest.approx(290, abs=1)
    assert paced(clock, 0.001).trigger(window(201, 301)) == 251


def test_ranks_do_not_ask_at_one_step(clock: list[float]) -> None:
    steps = set()
    for rank in range(4):
        pace = Pace(Options(), rank / 4)
        pace.begin(window(1, 101))
        clock[0] += 10
        pace.measure(101)
        steps.add(pace.trigger(window(101, 201)))
    assert len(steps) == 4


def test_an_edit_acts_within_the_staleness(service: str, run_id: str, api: Lockstep) -> None:
    scheduler = remote(service, run_id, max_staleness=2.0)
    while scheduler.last_epoch < 60:
        train(scheduler, 1)
        time.sleep(0.01)
    edit = api.edit(run_id, hold={"lr": 9.0})
    began = time.monotonic()
    while scheduler.get_last_lr() != [9.0, 9.0]:
        train(scheduler, 1)
        time.sleep(0.01)
    assert scheduler.last_epoch == edit["step"]
    assert time.monotonic() - began < 4
