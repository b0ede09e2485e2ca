"""Events, page by page and live."""

import threading
import time
from itertools import islice

import pytest

from lockstep import NotLockstep, OptimizerNotFound, Unavailable
from tests.conftest import Connect
from tests.faulty_server import (
    FaultyServer,
    cut,
    event_stream,
    json_answer,
    late,
    page,
    problem,
)

GROUPS = [{"name": "all", "lr": 0.1}]


def message(revision: int) -> str:
    return f'id: {revision}\nevent: edited\ndata: {{"revision": {revision}}}\n\n'


def test_all_pages_are_one_sequence(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [
        json_answer({"events": [{"revision": 3}], "last_revision": 3, "has_more": True}),
        json_answer({"events": [{"revision": 4}], "last_revision": 4, "has_more": False}),
    ]
    events = connect(faulty.url).events("run", after=2)
    assert [event["revision"] for event in events] == [3, 4]
    paths = [request.path for request in faulty.received]
    assert [path.partition("after=")[2][0] for path in paths] == ["2", "3"]


def test_the_events_of_a_real_optimizer(connect: Connect, service: str) -> None:
    client = connect(service)
    optimizer = client.create_optimizer(GROUPS)["id"]
    client.edit(optimizer, scale={"lr": 0.5}, reason="loss spike")
    events = list(client.events(optimizer))
    assert [event["kind"] for event in events] == ["registered", "edited"]
    assert events[1]["reason"] == "loss spike"
    assert list(client.events(optimizer, after=1)) == events[1:]


def test_a_stream_has_past_events_and_those_to_come(connect: Connect, service: str) -> None:
    client = connect(service)
    optimizer = client.create_optimizer(GROUPS)["id"]
    events = client.events(optimizer, follow=True)
    assert next(events)["revision"] == 1
    client.edit(optimizer, scale={"lr": 0.5})
    assert next(events)["revision"] == 2
    events.close()


def test_a_stream_waits_for_an_event(connect: Connect, service: str) -> None:
    client, other = connect(service), connect(service)
    optimizer = client.create_optimizer(GROUPS)["id"]
    events = client.events(optimizer, after=1, follow=True)
    timer = threading.Timer(0.5, lambda: other.edit(optimizer, scale={"lr": 0.5}))
    began = time.monotonic()
    timer.start()
    assert next(events)["revision"] == 2
    assert time.monotonic() - began >= 0.5
    timer.join()
    events.close()


def test_a_cut_stream_resumes_after_its_last_event(connect: Connect, faulty: FaultyServer) -> None:
    begun = message(6) + 'id: 7\nevent: edited\ndata: {"revi'
    faulty.answers = [
        event_stream(": follows\n\n" + message(5) + begun),
        cut,
        page(502),
        event_stream(message(7)),
        event_stream(message(8)),
    ]
    events = connect(faulty.url).events("run", after=4, follow=True)
    assert [event["revision"] for event in islice(events, 4)] == [5, 6, 7, 8]
    events.close()
    sent = [request.headers["last-event-id"] for request in faulty.received]
    assert sent == ["4", "6", "6", "6", "7"]
    assert {request.headers["accept"] for request in faulty.received} == {"text/event-stream"}


def test_the_time_of_open_streams_is_not_in_the_budget(
    connect: Connect, faulty: FaultyServer
) -> None:
    silent = late(0.4, event_stream(": follows\n\n"))
    faulty.answers = [silent, silent, silent, event_stream(message(1))]
    events = connect(faulty.url, retry_for=0.5).events("run", follow=True)
    assert next(events)["revision"] == 1
    events.close()


def test_a_stream_that_does_not_open_ends_with_the_budget(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [event_stream(message(1)), cut]
    events = connect(faulty.url, retry_for=0.5).events("run", follow=True)
    assert next(events)["revision"] == 1
    with pytest.raises(Unavailable):
        next(events)
    assert len(faulty.received) > 2


def test_a_refused_stream_is_a_problem(connect: Connect, service: str) -> None:
    with pytest.raises(OptimizerNotFound):
        next(connect(service).events("missing", follow=True))


@pytest.mark.parametrize(
    "answer",
    [
        page(200),
        json_answer({"events": [], "last_revision": 0, "has_more": False}),
        event_stream("data: hello\n\n"),
        event_stream("data: {}\n\n"),
    ],
)
def test_what_is_no_stream_of_events_is_not_lockstep(
    connect: Connect, faulty: FaultyServer, answer: object
) -> None:
    faulty.answers = [answer, problem("not_found", 404)]  # type: ignore[list-item]
    with pytest.raises(NotLockstep):
        next(connect(faulty.url).events("run", follow=True))


def test_data_of_several_lines_is_one_event(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [event_stream('id: 3\r\ndata: {"revision":\r\ndata: 3}\r\n\r\n')]
    events = connect(faulty.url).events("run", follow=True)
    assert next(events) == {"revision": 3}
    events.close()
