"""Which attempts are repeated, when, and with what."""

import random
import time
from email.utils import formatdate

import pytest

from lockstep import (
    InternalError,
    OptimizerNotFound,
    Problem,
    StepSealed,
    StoreUnavailable,
    TooManyWriters,
    Unavailable,
)
from tests.conftest import Connect
from tests.faulty_server import FaultyServer, cut, json_answer, late, page, problem
from tests.service import free_port

ADVANCED = {
    "optimizer": "run",
    "generation": 1,
    "revision": 1,
    "step": 3,
    "sealed_through": 3,
    "seen": "s",
    "groups": [],
}
GONE = problem("optimizer_not_found", 404)


def test_a_call_is_repeated_after_503_with_the_same_body(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [problem("store_unavailable", 503), json_answer(ADVANCED)]
    assert connect(faulty.url).advance("run", 3) == ADVANCED
    assert [request.body for request in faulty.received] == [{"step": 3}, {"step": 3}]


def test_retry_after_in_seconds_is_honoured(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [problem("store_unavailable", 503, retry_after=1), json_answer(ADVANCED)]
    connect(faulty.url).advance("run", 3)
    first, second = faulty.received
    assert 1 <= second.at - first.at < 3


def test_retry_after_as_a_date_is_honoured(connect: Connect, faulty: FaultyServer) -> None:
    date = formatdate(time.time() + 2, usegmt=True)
    faulty.answers = [page(503, {"retry-after": date}), json_answer(ADVANCED)]
    connect(faulty.url).advance("run", 3)
    first, second = faulty.received
    assert 0.8 < second.at - first.at < 4


def test_a_retry_after_beyond_the_budget_is_not_waited_for(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [problem("store_unavailable", 503, retry_after=60)]
    with pytest.raises(StoreUnavailable) as raised:
        connect(faulty.url, retry_for=5).advance("run", 3)
    assert raised.value.retry_after == 60
    assert len(faulty.received) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_the_page_of_a_gateway_is_worth_another_attempt(
    connect: Connect, faulty: FaultyServer, status: int
) -> None:
    faulty.answers = [page(status), json_answer(ADVANCED)]
    assert connect(faulty.url).advance("run", 3) == ADVANCED


def test_a_cut_connection_is_worth_another_attempt(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [cut, cut, json_answer(ADVANCED)]
    assert connect(faulty.url).advance("run", 3) == ADVANCED
    assert len(faulty.received) == 3


def test_a_late_answer_is_worth_another_attempt(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [late(1, json_answer(ADVANCED)), json_answer(ADVANCED)]
    assert connect(faulty.url, timeout=0.2).advance("run", 3) == ADVANCED
    assert len(faulty.received) == 2


def test_the_wait_of_a_call_is_beside_the_timeout(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [late(1, json_answer(ADVANCED))]
    connect(faulty.url, timeout=0.2, retry_for=0).advance("run", 3, wait=5)
    assert len(faulty.received) == 1


def test_attempts_end_with_the_budget(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [cut]
    began = time.monotonic()
    with pytest.raises(Unavailable) as raised:
        connect(faulty.url, retry_for=0.5).advance("run", 3)
    assert time.monotonic() - began < 2
    assert len(faulty.received) > 1
    assert f"Attempts: {len(faulty.received)}" in raised.value.__notes__[0]


def test_without_a_budget_there_is_one_attempt(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [problem("too_many_writers", 503)]
    with pytest.raises(TooManyWriters):
        connect(faulty.url, retry_for=0).advance("run", 3)
    assert len(faulty.received) == 1


def test_a_port_without_a_listener_is_unavailable(connect: Connect) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(Unavailable, match=rf"No answer from {url}: ConnectError"):
        connect(url, retry_for=0.2).readyz()


@pytest.mark.parametrize(
    ("code", "status"), [("step_sealed", 409), ("invalid_request", 400), ("internal_error", 500)]
)
def test_a_refusal_is_not_repeated(
    connect: Connect, faulty: FaultyServer, code: str, status: int
) -> None:
    faulty.answers = [problem(code, status)]
    with pytest.raises(Problem) as raised:
        connect(faulty.url).advance("run", 3)
    assert raised.value.code == code
    assert len(faulty.received) == 1


def test_an_unexpected_failure_of_the_service_is_no_outage(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [problem("internal_error", 500)]
    with pytest.raises(InternalError) as raised:
        connect(faulty.url).readyz()
    assert not isinstance(raised.value, Unavailable)


def test_what_names_all_that_it_changes_is_sent_without_a_key(
    connect: Connect, faulty: FaultyServer
) -> None:
    client = connect(faulty.url)
    faulty.answers = [json_answer(ADVANCED), json_answer({"results": []})]
    client.advance("run", 3)
    client.advance_many([{"optimizer": "run", "step": 3}])
    assert all("idempotency-key" not in request.headers for request in faulty.received)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("advance", ("run",)),
        ("advance_many", ([{"optimizer": "run", "step": 1}, {"optimizer": "other"}],)),
        ("create_optimizer", ([{"name": "all", "lr": 0.1}],)),
        ("add_group", ("run", {"name": "neck", "lr": 0.1})),
        ("edit_group", ("run", "all", {"lr": 0.1})),
        ("remove_group", ("run", "all")),
        ("attach_scheduler", ("run", {"type": "StepLR", "step_size": 3})),
        ("patch_scheduler", ("run", "StepLR-1", {"gamma": 0.5})),
        ("detach_scheduler", ("run", "StepLR-1")),
        ("edit", ("run",)),
        ("cancel_edit", ("run", 2)),
        ("patch_optimizer", ("run",)),
    ],
)
def test_each_other_change_has_one_key_in_all_attempts_and_another_in_the_next_call(
    connect: Connect, faulty: FaultyServer, method: str, arguments: tuple[object, ...]
) -> None:
    faulty.answers = [cut, cut, problem("step_sealed", 409)]
    client = connect(faulty.url)
    for _ in range(2):
        with pytest.raises(StepSealed):
            getattr(client, method)(*arguments)
    keys = [request.headers["idempotency-key"] for request in faulty.received]
    assert len(keys) == 4
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_the_key_of_the_caller_is_sent(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [json_answer(ADVANCED)]
    client = connect(faulty.url)
    client.advance("run", idempotency_key="mine")
    client.advance("run", 3, idempotency_key="mine")
    assert [request.headers["idempotency-key"] for request in faulty.received] == ["mine"] * 2


def test_a_removal_that_finds_nothing_after_a_lost_answer_has_succeeded(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [cut, GONE]
    assert connect(faulty.url).delete_optimizer("run") is None
    assert len(faulty.received) == 2


def test_a_removal_that_finds_nothing_at_once_is_refused(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [GONE]
    with pytest.raises(OptimizerNotFound):
        connect(faulty.url).delete_optimizer("run")


def test_another_call_that_finds_nothing_after_a_lost_answer_is_refused(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [cut, GONE]
    with pytest.raises(OptimizerNotFound):
        connect(faulty.url).advance("run", 3)


def test_delays_leave_the_random_numbers_of_the_training_alone(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [cut, cut, cut, json_answer(ADVANCED)]
    random.seed(0)
    before = random.getstate()
    connect(faulty.url).advance("run", 3)
    assert random.getstate() == before
