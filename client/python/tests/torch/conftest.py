"""A running service, and clients of it."""

import itertools
import random
from collections.abc import Iterator

import pytest

from lockstep import Lockstep
from tests.service import running_service
from tests.torch.restarts import Restartable
from tests.translate.conftest import chance, correct_rounding

__all__ = ["chance", "correct_rounding"]

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the real service, on SQLite: the plain layer is tested on both stores."""
    data = tmp_path_factory.mktemp("torch") / "lockstep.db"
    with running_service({"LOCKSTEP_DATA": str(data)}) as url:
        yield url


@pytest.fixture
def run_id() -> str:
    """An id of its own for each test."""
    return f"run-{next(_numbers)}-{random.SystemRandom().randrange(10**9)}"


@pytest.fixture
def api(service: str) -> Iterator[Lockstep]:
    """The calls of the service."""
    with Lockstep(service) as client:
        yield client


@pytest.fixture(scope="session")
def _restartable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restartable]:
    with Restartable(tmp_path_factory.mktemp("restartable") / "lockstep.db") as service:
        yield service


@pytest.fixture
def restartable(_restartable: Restartable) -> Restartable:
    """A running service that a test stops and starts again, with its data kept."""
    _restartable.start()
    return _restartable
