"""What is sent: paths, queries and JSON."""

import math
from collections import UserDict
from typing import Any

import pytest

from lockstep import GroupNotFound, InvalidArgument, InvalidRequest, NotLockstep
from tests.conftest import Connect
from tests.faulty_server import FaultyServer, json_answer


class Tensor:
    """A number as torch and numpy have them."""

    def __init__(self, value: object) -> None:
        self._value = value

    def tolist(self) -> object:
        return self._value


@pytest.mark.parametrize(
    "name", ["Head/0", "a b", "50%", "ü", "..", ".", "%2F", "a?b#c", "a;b", "{step}", "+"]
)
def test_a_group_has_any_name(connect: Connect, service: str, name: str) -> None:
    client = connect(service)
    optimizer = client.create_optimizer([{"name": name, "lr": 0.1}])["id"]
    assert client.get_group(optimizer, name)["name"] == name
    with pytest.raises(GroupNotFound):
        client.get_group(optimizer, f"{name}!")


@pytest.mark.parametrize("name", ["", None, 1.5, True, b"run", ["run"], "\ud800"])
def test_a_name_that_no_path_can_have_is_refused(
    connect: Connect, faulty: FaultyServer, name: Any
) -> None:
    with pytest.raises(InvalidArgument, match="as optimizer"):
        connect(faulty.url).delete_optimizer(name)
    assert faulty.received == []


def test_lists_are_joined_or_repeated_as_the_document_says(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [
        json_answer({"steps": [], "groups": []}),
        json_answer({"optimizers": [], "next_cursor": None}),
    ]
    client = connect(faulty.url)
    client.get_series("run", 0, 5, hyperparameters=["lr", "momentum"])
    client.list_optimizers(label=["team:vision", "run:a"])
    paths = [request.path for request in faulty.received]
    assert paths == [
        "/v1/optimizers/run/lr?from=0&to=5&hyperparameters=lr%2Cmomentum",
        "/v1/optimizers?label=team%3Avision&label=run%3Aa",
    ]


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (Tensor(0.5), 0.5),
        (Tensor(math.nan), "nan"),
        (0.1 + 0.2, 0.30000000000000004),
        (5e-324, 5e-324),
    ],
)
def test_a_metric_is_any_number(
    connect: Connect, faulty: FaultyServer, value: Any, sent: object
) -> None:
    faulty.answers = [json_answer({"error": "no"}, 400)]
    client = connect(faulty.url)
    with pytest.raises(NotLockstep):
        client.advance("run", 3, metrics={"val_loss": value})
    with pytest.raises(NotLockstep):
        client.advance("run", 3, metrics={"val_loss": {"value": value, "rank": 0}})
    with pytest.raises(NotLockstep):
        client.report_metric("run", "val_loss", 3, 0, value)
    whole, ranked, reported = [request.body for request in faulty.received]
    assert whole["metrics"]["val_loss"] == sent
    assert ranked["metrics"]["val_loss"]["value"] == sent
    assert reported["value"] == sent


def test_mappings_arrays_and_tuples_are_sent_as_json(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [json_answer({"error": "no"}, 400)]
    group = UserDict({"name": "all", "lr": Tensor(0.1), "betas": (0.9, 0.999)})
    with pytest.raises(NotLockstep):
        connect(faulty.url).add_group("run", group)
    assert faulty.received[0].body == {"name": "all", "lr": 0.1, "betas": [0.9, 0.999]}


def test_a_rate_that_is_not_finite_is_refused_at_its_place(connect: Connect, service: str) -> None:
    with pytest.raises(InvalidRequest) as raised:
        connect(service).create_optimizer([{"name": "all", "lr": math.nan}])
    assert raised.value.errors[0]["pointer"] == "/groups/0/lr"


CIRCULAR: dict[str, Any] = {"name": "all"}
CIRCULAR["lr"] = CIRCULAR


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ({"name": "all", "lr": object()}, "given object, wanted a number"),
        ({"name": "all", "lr": {1, 2}}, "given set, wanted a number"),
        ({"name": "all", ("a", "b"): 1}, "keys must be"),
        ({"name": "all", "lr": Tensor}, "given type, wanted a number"),
        (CIRCULAR, "it has itself as a part"),
    ],
)
def test_what_is_not_json_is_refused(
    connect: Connect, faulty: FaultyServer, group: dict[Any, Any], message: str
) -> None:
    with pytest.raises(InvalidArgument, match=message):
        connect(faulty.url).add_group("run", group)
    assert faulty.received == []


def test_a_key_that_no_header_can_have_is_refused(connect: Connect, faulty: FaultyServer) -> None:
    with pytest.raises(InvalidArgument, match="idempotency_key"):
        connect(faulty.url).advance("run", idempotency_key="two\nlines")
    with pytest.raises(InvalidArgument, match="actor"):
        connect(faulty.url, actor="Zoë").advance("run")
    assert faulty.received == []


def test_a_wait_that_is_no_number_is_refused_by_the_service(connect: Connect, service: str) -> None:
    client = connect(service)
    client.put_optimizer("waits", [{"name": "all", "lr": 0.1}])
    for wait in ("long", math.nan, -1):
        with pytest.raises(InvalidRequest, match="/wait"):
            client.advance("waits", 1, wait=wait)


def test_a_rate_keeps_its_bits(connect: Connect, service: str) -> None:
    rates = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 2**53 + 2.0]
    groups = [{"name": str(at), "lr": rate} for at, rate in enumerate(rates)]
    answer = connect(service).create_optimizer(groups)
    assert [group["lr"] for group in answer["values"]] == rates
