"""The checks of `lockstep doctor`, each one only where those before it have passed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from lockstep._proxy import proxy_of
from lockstep._sync.client import Lockstep
from lockstep._version import __version__
from lockstep.cli.failures import exit_code
from lockstep.cli.probe import Probe, probe
from lockstep.exceptions import LockstepError, Unauthorized

# A longer difference makes times in events misleading, and tokens expire too soon or too late.
CLOCK_SECONDS = 5.0


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: str
    found: str
    state: State = State.OK
    advice: str = ""
    exit_code: int = 0

    def document(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "exit_code"}


def examine(url: str | None) -> Iterator[Finding]:
    """The findings, up to the first fault."""
    try:
        with Lockstep(url, retry_for=0, timeout=5.0) as client:
            yield from _of_service(client)
    except LockstepError as error:
        yield _fault("url", error, "Set LOCKSTEP_URL or --url, such as http://lockstep:8080")


def _of_service(client: Lockstep) -> Iterator[Finding]:
    yield Finding("url", client.url)
    proxy = proxy_of(client.url)
    yield Finding("proxy", f"through {proxy}" if proxy else "none on the way to the service")
    try:
        client.livez()
        found = probe(client.url)
    except LockstepError as error:
        yield _fault("service", error, "Start the service, or correct the URL or the proxy")
        return
    yield Finding("service", f"answers in {1000 * found.seconds:.0f} ms")
    yield _store(client)
    yield _token(client)
    yield _clock(found)
    yield _versions(found)


def _store(client: Lockstep) -> Finding:
    try:
        client.readyz()
    except LockstepError as error:
        return _fault("store", error, "Look at Redis or the disk of the service, and at its log")
    return Finding("store", "answers")


def _token(client: Lockstep) -> Finding:
    source = _token_source()
    try:
        client.list_optimizers(limit=1)
    except Unauthorized as error:
        return _fault("token", error, "Set LOCKSTEP_TOKEN, or LOCKSTEP_TOKEN_FILE")
    except LockstepError as error:
        return _fault("token", error, "Correct what the answer names")
    return Finding("token", f"accepted, {source}" if source else "none, and none is wanted")


def _token_source() -> str | None:
    names = ("LOCKSTEP_TOKEN", "LOCKSTEP_TOKEN_FILE")
    return next((f"from {name}" for name in names if os.environ.get(name)), None)


def _clock(found: Probe) -> Finding:
    if found.clock_ahead is None:
        return Finding("clock", "the answer has no time", State.WARNING)
    seconds = found.clock_ahead
    if abs(seconds) <= CLOCK_SECONDS:
        return Finding("clock", "as that of the service, within a few seconds")
    which = "behind" if seconds < 0 else "ahead of"
    text = f"{abs(seconds):.0f} s {which} that of the service"
    return Finding("clock", text, State.WARNING, "Synchronize this host, or the service, by NTP")


def _versions(found: Probe) -> Finding:
    text = f"client {__version__}, service {found.version or 'unknown'}"
    if found.version is None or _series(found.version) == _series(__version__):
        return Finding("versions", text)
    advice = "Install the lockstep-client of the version of the service, or update the service"
    return Finding("versions", text, State.WARNING, advice)


def _series(version: str) -> list[str]:
    """What has to be equal: before 1.0 a minor version may change the API."""
    major, minor = (version.split(".") + ["0"])[:2]
    return [major, minor] if major == "0" else [major]


def _fault(check: str, error: LockstepError, advice: str) -> Finding:
    return Finding(check, str(error), State.FAULT, advice, exit_code(error))
