"""A running service, and torch's own values to compare with."""

import math
import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import mpmath  # type: ignore[import-untyped]
import pytest

from lockstep import Lockstep
from lockstep.torch.translate import Preview
from tests.service import running_service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the real service. On SQLite alone: a preview is not stored."""
    data = tmp_path_factory.mktemp("translate") / "lockstep.db"
    with running_service({"LOCKSTEP_DATA": str(data)}) as url:
        yield url


@pytest.fixture
def preview(service: str) -> Iterator[Preview]:
    """`POST /v1/previews`."""
    with Lockstep(service) as client:
        yield lambda body: client.preview(**body)


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
