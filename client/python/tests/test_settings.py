"""URL, token and other arguments of a client."""

from pathlib import Path

import pytest

from lockstep import (
    ConfigurationError,
    InvalidArgument,
    InvalidToken,
    InvalidURL,
    Lockstep,
    NotLockstep,
    Unauthorized,
)
from tests.conftest import Connect
from tests.faulty_server import FaultyServer, event_stream, json_answer, page

OK = json_answer({"status": "ok"})
REFUSED = json_answer({"error": "unauthorized"}, 401)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("localhost:8080", "does not begin with http:// or https:// and a host"),
        ("lockstep", "does not begin with http:// or https:// and a host"),
        ("", "does not begin with http:// or https:// and a host"),
        ("redis://lockstep:6379", "does not begin with http:// or https:// and a host"),
        ("http://", "does not begin with http:// or https:// and a host"),
        ("http://lockstep:port", "'port'"),
        ("http://lockstep:99999", "Port out of range"),
        ("http://[::1", "Invalid IPv6 URL"),
        ("http://ada:secret@lockstep", "has a query, a fragment or a user name"),
        ("http://lockstep?x=1", "has a query, a fragment or a user name"),
        ("http://lock step", "has a space"),
        (8080, "is of type int"),
    ],
)
def test_a_wrong_url_is_refused_with_what_is_wanted(url: str, fault: str) -> None:
    with pytest.raises(InvalidURL) as raised:
        Lockstep(url)
    assert fault in str(raised.value)
    assert "such as http://lockstep:8080" in str(raised.value)


def test_without_a_url_the_message_names_the_variable() -> None:
    with pytest.raises(InvalidURL, match="LOCKSTEP_URL"):
        Lockstep()


def test_the_url_is_the_argument_or_that_of_the_environment(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("LOCKSTEP_URL", "https://lockstep.example/prefix/")
    assert Lockstep().url == "https://lockstep.example/prefix"
    assert Lockstep("http://[::1]:8080").url == "http://[::1]:8080"


@pytest.mark.parametrize("option", ["timeout", "connect_timeout", "retry_for"])
@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "10", None, True])
def test_seconds_are_numbers(option: str, value: object) -> None:
    with pytest.raises(InvalidArgument, match=option):
        Lockstep("http://lockstep", **{option: value})  # type: ignore[arg-type]


def test_the_token_is_the_argument_then_the_variable_then_the_file(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    faulty.answers = [OK]
    file = tmp_path / "token"
    file.write_text("of-file\n")
    connect(faulty.url).livez()
    environment.setenv("LOCKSTEP_TOKEN_FILE", str(file))
    connect(faulty.url).livez()
    environment.setenv("LOCKSTEP_TOKEN", "of-variable")
    connect(faulty.url).livez()
    connect(faulty.url, token="of-argument").livez()
    sent = [request.headers.get("authorization") for request in faulty.received]
    assert sent == [None, "Bearer of-file", "Bearer of-variable", "Bearer of-argument"]


def test_a_file_is_read_again_after_401(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("old")
    environment.setenv("LOCKSTEP_TOKEN_FILE", str(file))
    client = connect(faulty.url)
    faulty.answers = [OK, REFUSED, OK]
    client.livez()
    file.write_text("new")
    client.livez()
    sent = [request.headers["authorization"] for request in faulty.received]
    assert sent == ["Bearer old", "Bearer old", "Bearer new"]


def test_a_stream_reads_the_file_again_too(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("old")
    environment.setenv("LOCKSTEP_TOKEN_FILE", str(file))
    client = connect(faulty.url)
    faulty.answers = [OK, REFUSED, event_stream('data: {"revision": 1}\n\n')]
    client.livez()
    file.write_text("new")
    events = client.events("run", follow=True)
    assert next(events)["revision"] == 1
    events.close()
    assert faulty.received[2].headers["authorization"] == "Bearer new"


def test_a_file_with_the_refused_token_is_not_tried_again(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("secret-token")
    environment.setenv("LOCKSTEP_TOKEN_FILE", str(file))
    faulty.answers = [REFUSED]
    with pytest.raises(Unauthorized) as raised:
        connect(faulty.url).livez()
    assert len(faulty.received) == 1
    assert f"401 Unauthorized with the file {file}" in str(raised.value)
    assert "secret-token" not in str(raised.value)


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_token_is_asked_for(connect: Connect, faulty: FaultyServer, status: int) -> None:
    faulty.answers = [json_answer({"error": "no"}, status)]
    with pytest.raises(Unauthorized, match=r"with no token: give .* LOCKSTEP_TOKEN"):
        connect(faulty.url).livez()


def test_a_file_that_cannot_be_read_is_named(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("LOCKSTEP_TOKEN_FILE", str(tmp_path / "missing"))
    with pytest.raises(InvalidToken, match="missing of LOCKSTEP_TOKEN_FILE"):
        connect(faulty.url).livez()
    assert faulty.received == []


@pytest.mark.parametrize("token", ["", " ", "two words", "two\nlines", "schlüssel", 7])
def test_a_token_that_no_header_can_have_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(InvalidToken) as raised:
        Lockstep("http://lockstep", token=token)
    assert not str(token).strip() or str(token) not in str(raised.value)


def test_the_representation_has_no_token() -> None:
    assert repr(Lockstep("http://lockstep", token="secret")) == "Lockstep('http://lockstep')"


def test_a_proxy_that_cannot_be_one_is_named(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("HTTP_PROXY", "gopher://proxy")
    faulty.answers = [page(200)]
    with pytest.raises(ConfigurationError, match="HTTP_PROXY"):
        connect(faulty.url).livez()


def test_the_actor_is_sent_where_the_api_takes_it(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [OK]
    client = connect(faulty.url, actor="ada")
    client.livez()
    with pytest.raises(NotLockstep):
        client.edit("run", scale={"lr": 0.5})
    assert [request.headers.get("lockstep-actor") for request in faulty.received] == [None, "ada"]
