"""Answers that are not Lockstep's: the exception says what to change."""

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lockstep import ConfigurationError, NotLockstep, Unavailable
from tests.conftest import Connect
from tests.faulty_server import Exchange, FaultyServer, faulty_server, json_answer, page
from tests.service import free_port


@pytest.mark.parametrize("status", [200, 403, 404, 407])
def test_the_page_of_a_proxy_names_no_proxy(
    connect: Connect, faulty: FaultyServer, status: int
) -> None:
    faulty.answers = [page(status)]
    with pytest.raises(NotLockstep) as raised:
        connect(faulty.url).readyz()
    assert f"{faulty.url} answers {status}" in str(raised.value)
    assert "from squid/6.1 (text/html: '<html><title>Blocked</title>" in str(raised.value)
    assert "add 127.0.0.1 to NO_PROXY" in str(raised.value)
    assert len(faulty.received) == 1


def test_a_proxy_of_the_environment_is_named_without_its_password(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch
) -> None:
    proxy = faulty.url.removeprefix("http://")
    environment.setenv("HTTP_PROXY", f"http://ada:secret@{proxy}")
    faulty.answers = [page(403)]
    with pytest.raises(NotLockstep) as raised:
        connect("http://lockstep.internal:8080").readyz()
    assert f"through the proxy {proxy}: add lockstep.internal to NO_PROXY" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_proxy_that_does_not_answer_is_named(
    connect: Connect, environment: pytest.MonkeyPatch
) -> None:
    proxy = f"127.0.0.1:{free_port()}"
    environment.setenv("HTTP_PROXY", f"http://{proxy}")
    with pytest.raises(Unavailable, match=f"through the proxy {proxy}: .* NO_PROXY"):
        connect("http://lockstep.internal:8080", retry_for=0).readyz()


def test_no_proxy_is_respected(
    connect: Connect, faulty: FaultyServer, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    environment.setenv("NO_PROXY", "127.0.0.1")
    faulty.answers = [json_answer({"status": "ok"})]
    assert connect(faulty.url, retry_for=0).livez() == {"status": "ok"}


def test_a_gateway_without_its_service_names_no_proxy(
    connect: Connect, faulty: FaultyServer
) -> None:
    faulty.answers = [page(502)]
    with pytest.raises(Unavailable, match=r"502 Bad Gateway from squid/6.1 .* NO_PROXY"):
        connect(faulty.url, retry_for=0).readyz()


def test_a_redirect_names_its_target(connect: Connect, faulty: FaultyServer) -> None:
    faulty.answers = [page(301, {"location": "https://lockstep.example/readyz"})]
    with pytest.raises(NotLockstep, match=r"redirects to https://lockstep.example/readyz"):
        connect(faulty.url).readyz()


@pytest.mark.parametrize("document", [{}, [], 3, None, "ok", {"detail": "Not Found"}])
@pytest.mark.parametrize("status", [200, 404, 500])
def test_the_json_of_another_service_is_not_an_answer(
    connect: Connect, faulty: FaultyServer, document: object, status: int
) -> None:
    faulty.answers = [json_answer(document, status)]
    with pytest.raises(NotLockstep, match="check the URL"):
        connect(faulty.url).advance("run", 3)


def test_json_that_is_cut_is_not_an_answer(connect: Connect, faulty: FaultyServer) -> None:
    def cut_json(exchange: Exchange) -> None:
        exchange.send(200, {"content-type": "application/json"}, b'{"status": ')

    faulty.answers = [cut_json]
    with pytest.raises(NotLockstep):
        connect(faulty.url).readyz()


def test_https_to_a_port_without_tls_says_so(connect: Connect, faulty: FaultyServer) -> None:
    with pytest.raises(ConfigurationError, match="begins with http://"):
        connect(faulty.url.replace("http:", "https:"), retry_for=5).readyz()


@pytest.fixture
def certified(tmp_path: Path) -> Iterator[str]:
    """The URL of a server whose certificate no authority has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
    subprocess.run(
        [*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with faulty_server(context) as server:
        yield server.url


def test_a_certificate_without_a_known_authority_is_named(connect: Connect, certified: str) -> None:
    with pytest.raises(ConfigurationError, match="add its authority to the certificates"):
        connect(certified, retry_for=5).readyz()
