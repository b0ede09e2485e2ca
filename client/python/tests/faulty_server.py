"""An HTTP server that answers with the faults of networks, proxies and other services."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Received:
    """A request that the server received, and when."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    at: float


@dataclass
class FaultyServer:
    """Gives its answers one after another, and the last one again."""

    url: str
    answers: list["Response"] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    # Head and body are two packets, and the second would wait for 40 ms.
    disable_nagle_algorithm = True
    faulty: FaultyServer

    def answer(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        answers, received = self.faulty.answers, self.faulty.received
        respond = answers[min(len(received), len(answers) - 1)]
        received.append(Received(self.command, self.path, headers, body, time.monotonic()))
        respond(self)

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = answer

    def log_message(self, format: str, *args: object) -> None:
        """Prints nothing."""

    def send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class QuietServer(ThreadingHTTPServer):
    """Prints nothing of connections that clients cut."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The fault is what a test is about."""


Response = Callable[[Exchange], None]


@contextlib.contextmanager
def faulty_server(tls: ssl.SSLContext | None = None) -> Iterator[FaultyServer]:
    """A server on a free port, until the end of the block."""
    with QuietServer(("127.0.0.1", 0), Exchange) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        faulty = FaultyServer(f"{scheme}://127.0.0.1:{server.server_address[1]}")
        server.RequestHandlerClass = type("Bound", (Exchange,), {"faulty": faulty})
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield faulty
        server.shutdown()
        thread.join()


def json_answer(
    document: object,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    content_type: str = "application/json",
) -> Response:
    """An answer with a JSON body."""
    body = json.dumps(document).encode()
    all_headers = {"content-type": content_type, **(headers or {})}
    return lambda exchange: exchange.send(status, all_headers, body)


def problem(code: str, status: int, **facts: object) -> Response:
    """A refusal as Lockstep sends it."""
    headers = {"retry-after": str(facts.pop("retry_after"))} if "retry_after" in facts else {}
    document = {
        "type": f"urn:lockstep:problem:{code}",
        "title": "A title",
        "detail": "A detail",
        "code": code,
        "status": status,
        "retryable": status == 503,
        **facts,
    }
    return json_answer(document, status, headers, "application/problem+json")


def page(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The page of a proxy."""
    body = b"<html><title>Blocked</title><body>Ask your administrator</body></html>"
    all_headers = {"content-type": "text/html", "server": "squid/6.1", **(headers or {})}
    return lambda exchange: exchange.send(status, all_headers, body)


def cut(exchange: Exchange) -> None:
    """Closes the connection without an answer."""
    exchange.close_connection = True
    exchange.connection.shutdown(socket.SHUT_RDWR)


def late(seconds: float, response: Response) -> Response:
    """The same answer, some time later."""

    def answer(exchange: Exchange) -> None:
        time.sleep(seconds)
        with contextlib.suppress(OSError):
            response(exchange)

    return answer


def event_stream(text: str) -> Response:
    """A stream that has this text, and is then cut."""

    def answer(exchange: Exchange) -> None:
        exchange.send_response_only(200)
        exchange.send_header("content-type", "text/event-stream")
        exchange.end_headers()
        exchange.wfile.write(text.encode())
        exchange.close_connection = True

    return answer
