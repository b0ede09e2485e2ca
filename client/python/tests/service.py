"""The real service in its own process, with its data in SQLite or in a Redis of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def running_service(settings: Mapping[str, str]) -> Iterator[str]:
    """Starts the service, waits until it is ready, and returns its URL. Ends it at the end."""
    node = shutil.which("node", path=f"{ROOT / 'node_modules' / '.bin'}:{os.environ['PATH']}")
    assert node is not None, "the tests want Node: run npm ci in the repository"
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "LOCKSTEP_LOG_LEVEL": "fatal", **settings}
    command = [node, str(ROOT / "start.cjs")]
    with running(command, environment | {"LOCKSTEP_PORT": str(port)}) as process:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(process, f"{url}/readyz")
        yield url


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Starts a Redis without files, and returns its URL."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    assert server is not None
    port = free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with running([str(part) for part in command], {"PATH": os.environ["PATH"]}) as process:
        wait_until_open(process, port)
        yield f"redis://127.0.0.1:{port}"


@contextlib.contextmanager
def running(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a program until the end of the block, and reads nothing of what it prints."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answers() -> bool:
        with contextlib.suppress(OSError), opener.open(url, timeout=2):
            return True
        return False

    _wait(process, answers)


def wait_until_open(process: subprocess.Popen[bytes], port: int) -> None:
    def is_open() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 2):
            return True
        return False

    _wait(process, is_open)


def _wait(process: subprocess.Popen[bytes], holds) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 30
    while not holds():
        assert process.poll() is None, "the program ended before it was ready"
        assert time.monotonic() < deadline, "the program was not ready within 30 s"
        time.sleep(0.05)
