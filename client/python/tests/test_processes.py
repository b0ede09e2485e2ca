"""Clients in threads, event loops and other processes."""

import asyncio
import copy
import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lockstep import AsyncLockstep, Lockstep
from tests.faulty_server import FaultyServer, json_answer, late

OK = {"status": "ok"}


@pytest.fixture(autouse=True)
def _answers(faulty: FaultyServer) -> None:
    faulty.answers = [json_answer(OK)]


def in_child(act: Callable[[], object]) -> int:
    """Runs an act in a forked process, and returns its exit code: 0 if it raised nothing."""
    process = os.fork()
    if process == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_opens_connections_of_its_own(faulty: FaultyServer) -> None:
    with Lockstep(faulty.url) as client:
        client.livez()
        before = client._pool._client
        assert in_child(lambda: check(client, before)) == 0
        client.livez()
        assert client._pool._client is before


def check(client: Lockstep, of_parent: object) -> None:
    assert client._pool._client is None
    assert client.livez() == OK
    assert client._pool._client is not of_parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_while_another_thread_holds_the_lock_is_harmless(faulty: FaultyServer) -> None:
    with Lockstep(faulty.url, retry_for=0) as client, client._pool._lock:
        assert in_child(client.livez) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_event_loop_of_a_forked_process_opens_connections_of_its_own(
    faulty: FaultyServer,
) -> None:
    client = AsyncLockstep(faulty.url)
    asyncio.run(once(client))
    assert in_child(lambda: asyncio.run(once(client))) == 0


async def once(client: AsyncLockstep) -> Any:
    answer = await client.livez()
    await client.aclose()
    return answer


async def left_open(client: AsyncLockstep) -> Any:
    return await client.livez()


def test_a_client_follows_from_event_loop_to_event_loop(faulty: FaultyServer) -> None:
    client = AsyncLockstep(faulty.url)
    assert asyncio.run(once(client)) == OK
    assert asyncio.run(once(client)) == OK


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_connections_of_an_ended_event_loop_are_left(faulty: FaultyServer) -> None:
    client = AsyncLockstep(faulty.url)
    assert asyncio.run(left_open(client)) == OK
    assert asyncio.run(once(client)) == OK
    gc.collect()  # What is left says here that it was not closed.


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
@pytest.mark.parametrize("kind", [Lockstep, AsyncLockstep])
def test_a_copy_has_the_settings_and_no_connections(
    faulty: FaultyServer, copied: Callable[[Any], Any], kind: Any
) -> None:
    client = copied(kind(faulty.url, token="secret", actor="ada", timeout=3))
    assert client.url == faulty.url
    assert client._settings.token.text() == "secret"
    assert client._settings.timeouts.read == 3
    assert client._pool._client is None


def test_a_client_is_sent_to_a_new_process(faulty: FaultyServer) -> None:
    with Lockstep(faulty.url) as client:
        client.livez()
        with multiprocessing.get_context("spawn").Pool(1) as processes:
            assert processes.apply(client.livez) == OK


def test_threads_share_a_client(faulty: FaultyServer) -> None:
    faulty.answers = [late(0.2, json_answer(OK))]
    with Lockstep(faulty.url) as client, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.livez(), range(16)))
        assert answers == [OK] * 16
        assert threading.active_count() > 1


def test_a_closed_client_opens_again(faulty: FaultyServer) -> None:
    client = Lockstep(faulty.url)
    client.close()
    client.livez()
    client.close()
    assert client.livez() == OK
    client.close()
