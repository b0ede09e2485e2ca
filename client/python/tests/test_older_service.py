"""A service that is older than the client."""

import pytest

from lockstep import InvalidRequest, NotFound, OlderService, __version__
from tests.conftest import Connect
from tests.faulty_server import FaultyServer, json_answer, problem


def test_a_path_that_it_does_not_have(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [problem("not_found", 404)]
    with pytest.raises(OlderService) as raised:
        connect(faulty.url).open_many([])
    assert f"{faulty.url} is older than this client, lockstep-client {__version__}" in str(
        raised.value
    )
    assert "it has no POST /v1/generations" in str(raised.value)
    assert isinstance(raised.value.__cause__, NotFound)


def test_a_field_that_it_does_not_have(connect: Connect, faulty: FaultyServer) -> None:
    errors = [{"pointer": "/late_metrics", "detail": 'unknown field "late_metrics", wanted only'}]
    faulty.answers = [problem("invalid_request", 400, errors=errors)]
    with pytest.raises(OlderService, match="steps has no late_metrics there"):
        connect(faulty.url).advance("run", 3, late_metrics=True)


def test_a_field_of_the_caller_is_no_sign_of_age(connect: Connect, service: str) -> None:
    client = connect(service)
    with pytest.raises(InvalidRequest, match='unknown field "stepsize"'):
        client.preview([{"name": "all", "lr": 0.1}], [{"type": "StepLR", "stepsize": 3}], to=3)


def test_a_real_service_refuses_an_unknown_field_in_these_words(
    connect: Connect, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an older service would, for a field of a call: here one that no service has."""
    from lockstep import _calls

    call = _calls.ADVANCE
    fields = (*call.body, "tomorrow")
    newer = type(call)(
        operation=call.operation,
        method=call.method,
        path=call.path,
        answers=call.answers,
        headers=call.headers,
        body=fields,
    )
    client = connect(service)
    client.put_optimizer("older", [{"name": "all", "lr": 0.1}])
    with pytest.raises(OlderService, match="has no tomorrow there"):
        client._send(newer, optimizer="older", step=1, tomorrow=True)


def test_an_answer_without_a_field(connect: Connect, faulty: FaultyServer) -> None:
    older = {"optimizer": "run", "generation": 1, "revision": 1, "step": 3, "groups": []}
    faulty.answers = [json_answer({**older, "sealed_through": 3})]
    with pytest.raises(OlderService, match=r"its answer to POST .*steps has no seen"):
        connect(faulty.url).advance("run", 3)


def test_a_path_in_the_url_that_the_service_does_not_have(connect: Connect, service: str) -> None:
    with pytest.raises(OlderService, match="the URL has a path that it should not have"):
        connect(f"{service}/lockstep").list_optimizers()
