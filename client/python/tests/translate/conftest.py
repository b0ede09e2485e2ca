"""A running service, and torch's own values to compare with."""

from __future__ import annotations

import json
import math
import os
import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mpmath  # type: ignore[import-untyped]
import pytest

ROOT = Path(__file__).parents[4]


class Refusal(Exception):
    """A problem of the service."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail"))
        self.code = problem.get("code")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "LOCKSTEP_LOG_LEVEL": "fatal",
        "LOCKSTEP_PORT": str(port),
        "LOCKSTEP_DATA": str(tmp_path_factory.mktemp("service") / "lockstep.db"),
    }
    node = ROOT / "node_modules" / ".bin" / "node"
    process = subprocess.Popen([node, "start.cjs"], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the service did not start within 30 s (exit code {process.poll()})")


@pytest.fixture
def preview(service: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """`POST /v1/previews`."""

    def post(body: dict[str, Any]) -> dict[str, Any]:
        headers = {"content-type": "application/json"}
        data = json.dumps(body, allow_nan=False).encode()
        request = urllib.request.Request(f"{service}/v1/previews", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)  # type: ignore[no-any-return]
        except urllib.error.HTTPError as problem:
            raise Refusal(json.load(problem)) from None

    return post


@pytest.fixture
def chance() -> random.Random:
    """A generator whose seed is printed; LOCKSTEP_TEST_SEED repeats it."""
    seed = int(os.environ.get("LOCKSTEP_TEST_SEED") or random.randrange(2**32))
    print(f"LOCKSTEP_TEST_SEED={seed}")
    return random.Random(seed)


@pytest.fixture
def correct_rounding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Correctly rounded cos and exp for torch, as the service has them.

    Those of glibc differ in the last bit of some 2 of 1 000 values.
    """

    def rounded(function: Callable[[Any], Any]) -> Callable[[float], float]:
        def apply(x: float) -> float:
            with mpmath.workprec(200):
                return float(function(mpmath.mpf(x)))

        return apply

    for name in ("cos", "exp"):
        monkeypatch.setattr(math, name, rounded(getattr(mpmath, name)))
