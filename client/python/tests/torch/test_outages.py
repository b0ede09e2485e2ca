"""A service that is killed: in a window, at its end, at the start and at a resume."""

import contextlib
import functools
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lockstep import Lockstep, OptimizerNotFound, Unavailable, UnknownGeneration
from lockstep.torch import RemoteScheduler
from lockstep.torch.options import OnOutage
from tests.torch.restarts import Restartable
from tests.torch.training import remote, step_lr_rates, train

OUTAGE_S = 1.5


@pytest.fixture(autouse=True)
def _few_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attempt of a call is given up sooner, so that a test does not last 30 s."""
    impatient = functools.partial(Lockstep, retry_for=0.3)
    monkeypatch.setattr("lockstep.torch.remote_scheduler.Lockstep", impatient)


def starts_later(service: Restartable) -> threading.Timer:
    timer = threading.Timer(OUTAGE_S, service.start)
    timer.start()
    return timer


@pytest.mark.parametrize("policy", ["wait", "hold", "raise"])
def test_in_a_window_no_step_notices(
    policy: OnOutage, restartable: Restartable, run_id: str
) -> None:
    scheduler = remote(restartable.url, run_id, on_outage=policy)
    train(scheduler, 3)
    restartable.stop()
    began = time.monotonic()
    assert train(scheduler, 2) == step_lr_rates(5)[3:]
    assert time.monotonic() - began < 1
    restartable.start()
    assert train(scheduler, 40) == step_lr_rates(45)[5:]


def test_wait_at_the_end_of_a_window(restartable: Restartable, run_id: str) -> None:
    scheduler = remote(restartable.url, run_id, window_s=0)
    train(scheduler, 3)
    restartable.stop()
    timer = starts_later(restartable)
    began = time.monotonic()
    assert train(scheduler, 6) == step_lr_rates(9)[3:]
    assert time.monotonic() - began > OUTAGE_S
    timer.join()


def test_raise_at_the_end_of_a_window(restartable: Restartable, run_id: str) -> None:
    scheduler = remote(restartable.url, run_id, window_s=0, on_outage="raise")
    train(scheduler, 3)
    restartable.stop()
    before = scheduler.state_dict()
    with pytest.raises(Unavailable):
        train(scheduler, 1)
    assert scheduler.state_dict() == before
    restartable.start()
    assert train(scheduler, 6) == step_lr_rates(9)[3:]


def test_hold_at_the_end_of_a_window(restartable: Restartable, run_id: str) -> None:
    scheduler = remote(restartable.url, run_id, window_s=0, on_outage="hold")
    train(scheduler, 3)
    restartable.stop()
    held = step_lr_rates(3)[-1]
    began = time.monotonic()
    assert train(scheduler, 20) == [held] * 20
    assert time.monotonic() - began < 3, "only the first one waits"
    restartable.start()
    until_answered(scheduler)
    steps = scheduler.last_epoch
    assert scheduler.get_last_lr() == step_lr_rates(steps)[-1]
    assert train(scheduler, 6) == step_lr_rates(steps + 6)[steps:]


def until_answered(scheduler: RemoteScheduler) -> None:
    held, deadline = scheduler.get_last_lr(), time.monotonic() + 20
    while scheduler.get_last_lr() == held:
        assert time.monotonic() < deadline
        train(scheduler, 1)
        time.sleep(0.05)


def test_wait_at_the_start(restartable: Restartable, run_id: str) -> None:
    restartable.stop()
    timer = starts_later(restartable)
    assert train(remote(restartable.url, run_id), 9) == step_lr_rates(9)
    timer.join()


@pytest.mark.parametrize("policy", ["hold", "raise"])
def test_the_others_raise_at_the_start(
    policy: OnOutage, restartable: Restartable, run_id: str
) -> None:
    restartable.stop()
    with pytest.raises(Unavailable, match="No answer from"):
        remote(restartable.url, run_id, on_outage=policy)


@pytest.mark.parametrize("policy", ["wait", "hold", "raise"])
def test_at_a_resume(policy: OnOutage, restartable: Restartable, run_id: str) -> None:
    first = remote(restartable.url, run_id)
    train(first, 13)
    resumed = remote(restartable.url, run_id, on_outage=policy)
    resumed.load_state_dict(first.state_dict())
    restartable.stop()
    if policy == "raise":
        with pytest.raises(Unavailable):
            train(resumed, 1)
        restartable.start()
    elif policy == "hold":
        assert train(resumed, 3) == [step_lr_rates(13)[-1]] * 3
        restartable.start()
        until_answered(resumed)
    else:
        timer = starts_later(restartable)
        train(resumed, 1)
        timer.join()
    steps = resumed.last_epoch
    assert train(resumed, 9) == step_lr_rates(steps + 9)[steps:]


def test_a_wait_can_be_interrupted_from_the_keyboard(restartable: Restartable, run_id: str) -> None:
    scheduler = remote(restartable.url, run_id, window_s=0)
    train(scheduler, 3)
    restartable.stop()
    # A shell that starts the tests in the background has them ignore this signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        train(scheduler, 1)
    timer.join()
    signal.signal(signal.SIGINT, before)
    assert scheduler.last_epoch == 3
    restartable.start()
    assert train(scheduler, 6) == step_lr_rates(9)[3:]


def test_a_store_that_lost_everything(restartable: Restartable, run_id: str) -> None:
    """Another data file at the same address: nothing is known of the run."""
    scheduler = remote(restartable.url, run_id, window_s=0)
    train(scheduler, 3)
    restartable.stop()
    restartable.lose()
    restartable.start()
    with pytest.raises(OptimizerNotFound):
        train(scheduler, 1)
    assert train_again(restartable, run_id, scheduler.state_dict()) == step_lr_rates(9)[3:]


def train_again(service: Restartable, run_id: str, state: dict[str, object]) -> list[list[float]]:
    """A restart by the number of the step alone."""
    resumed = remote(service.url, run_id)
    resumed.load_state_dict(state)
    with pytest.raises(UnknownGeneration) as raised:
        train(resumed, 1)
    assert "state['lockstep_generation'] = 0" in raised.value.__notes__[0]
    resumed.load_state_dict({**state, "lockstep_generation": 0})
    return train(resumed, 6)


def test_threads_end_with_their_schedulers(service: str, run_id: str) -> None:
    def named() -> list[str]:
        return [thread.name for thread in threading.enumerate() if run_id in thread.name]

    scheduler = remote(service, run_id)
    train(scheduler, 3)
    assert len(named()) == 1
    del scheduler
    deadline = time.monotonic() + 5
    while named():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_fork_asks_in_a_thread_of_its_own(service: str, run_id: str) -> None:
    scheduler = remote(service, run_id, window_s=0)
    train(scheduler, 3)
    process = os.fork()
    if process == 0:
        with contextlib.suppress(BaseException):
            if train(scheduler, 6) == step_lr_rates(9)[3:]:
                os._exit(0)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert train(scheduler, 6) == step_lr_rates(9)[3:]


def test_many_schedulers_in_threads(service: str, run_id: str) -> None:
    def one(index: int) -> bool:
        return train(remote(service, f"{run_id}-{index}"), 100) == step_lr_rates(100)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(one, range(8)))
