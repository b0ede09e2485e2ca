"""Everything that a call can raise.

    LockstepError
    ├── Problem                    the service refuses: a class for each `code`, in lockstep.problems
    ├── Unavailable                no answer, after all attempts
    │   └── StoreUnavailable, TooManyWriters, which are problems too
    ├── ConfigurationError         an address, a token or a version to change
    │   ├── InvalidURL
    │   ├── InvalidToken
    │   ├── Unauthorized
    │   ├── NotLockstep
    │   └── OlderService
    └── InvalidArgument            a value that no request can have

None of them is a TypeError, KeyError or AssertionError: training frameworks catch those around a
scheduler's step, and take them for something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from lockstep.types import InvalidField


class LockstepError(Exception):
    """The base of all exceptions of this package."""

    retry_after: float | None = None
    """The seconds after which the service wants to be asked again, if it says so."""


class Problem(LockstepError):
    """A refusal of the service (RFC 9457). Nothing was changed, unless the status is 5xx."""

    code: str = ""
    status: int
    title: str
    detail: str
    """The given value, and the wanted one."""
    retryable: bool
    """Whether the same request may succeed later."""
    errors: Sequence[InvalidField]
    """Each fault of the request with a JSON pointer to its place."""
    facts: Mapping[str, Any]
    """Further members, such as `earliest_step`, `current_generation` or `differences`."""

    MEMBERS: ClassVar = ("code", "status", "title", "detail", "retryable")

    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__(document)
        for member in self.MEMBERS:
            setattr(self, member, document[member])
        self.errors = document.get("errors", ())
        known = {"type", "errors", *self.MEMBERS}
        self.facts = {name: value for name, value in document.items() if name not in known}

    def __str__(self) -> str:
        return f"{self.title}: {self.detail} ({self.code})"


class Unavailable(LockstepError):
    """The service did not answer, or could not, in all attempts of a call.

    Whether it has carried out the call is unknown. It may be repeated: a call that names its step
    as it is, and another one with the same `idempotency_key`.
    """


class ConfigurationError(LockstepError):
    """Repeating the call is of no use: an address, a token, a proxy or a version has to change."""


class InvalidURL(ConfigurationError):
    """No URL, or none that a service can have."""


class InvalidToken(ConfigurationError):
    """A token file that cannot be read, or a token that cannot be in a header."""


class Unauthorized(ConfigurationError):
    """The token is missing, or not accepted (401, 403)."""


class NotLockstep(ConfigurationError):
    """The answer is not one of Lockstep: another service is at the URL, or a proxy before it."""


class OlderService(ConfigurationError):
    """The service does not have a call, a field or an answer that this client wants."""


class InvalidArgument(LockstepError, ValueError):
    """A value that cannot be in a request, such as an object that is not JSON."""
