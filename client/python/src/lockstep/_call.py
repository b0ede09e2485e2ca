"""The description of one call of the API: everything but its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    """One call of the API. The type parameter is what a success returns."""

    operation: str
    """The `operationId` of the document."""

    method: str
    path: str
    """A template such as `/v1/optimizers/{optimizer}`."""

    answers: Mapping[int, tuple[str, ...]]
    """By status of a success, the fields that its body always has. 204 has no body."""

    query: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    """The query parameters whose list is separated by commas."""
    headers: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The fields of a body that takes no others."""

    whole: bool = False
    """Whether the body is an object with fields of the caller's choice, sent as it is."""

    @property
    def takes_key(self) -> bool:
        """Whether an `Idempotency-Key` makes a repetition harmless."""
        return "idempotency-key" in self.headers

    @property
    def is_named(self) -> bool:
        """Whether the request says all of what it changes, so that a repetition is harmless."""
        return self.method in {"GET", "PUT"} or not self.takes_key
