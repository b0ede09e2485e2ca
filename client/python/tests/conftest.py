"""Clients, the real service on both stores, and a server of faults."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from lockstep import Lockstep
from tests.blocking import Blocking
from tests.faulty_server import FaultyServer, faulty_server
from tests.service import running_redis, running_service

Connect = Callable[..., Any]

# What wants torch is tested where torch is installed; the rest of the package works without it.
collect_ignore = [] if importlib.util.find_spec("torch") else ["torch", "translate"]

NEEDS_REDIS = pytest.mark.skipif(
    not (shutil.which("redis-server") or shutil.which("valkey-server")),
    reason="neither redis-server nor valkey-server is on PATH",
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Without the settings and proxies of the machine."""
    for name in ("URL", "TOKEN", "TOKEN_FILE"):
        monkeypatch.delenv(f"LOCKSTEP_{name}", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture(params=[Lockstep, Blocking], ids=["sync", "async"])
def connect(request: pytest.FixtureRequest) -> Iterator[Connect]:
    """Makes clients of one kind, and closes them at the end."""
    with ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(
            request.param(*arguments, **options)
        )


@pytest.fixture
def faulty() -> Iterator[FaultyServer]:
    """A server whose answers a test chooses."""
    with faulty_server() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", pytest.param("redis", marks=NEEDS_REDIS)])
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of the real service."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        settings = {"LOCKSTEP_DATA": str(folder / "lockstep.db")}
        if request.param == "redis":
            settings = {"REDIS_URL": stack.enter_context(running_redis(folder))}
        yield stack.enter_context(running_service(settings))
