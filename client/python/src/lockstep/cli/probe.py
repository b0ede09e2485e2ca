"""What the service says of itself beside its answers: its version and its time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx2

from lockstep._failures import failure_of
from lockstep._pools import Pool

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Probe:
    version: str | None
    clock_ahead: float | None
    """The seconds by which the clock of this host is ahead, within half a second."""
    seconds: float
    """How long an answer takes."""


def probe(url: str) -> Probe:
    """Reads the OpenAPI document of the service, and the time at which it was sent."""
    pool = Pool(url)
    try:
        document = pool.client().get(f"{url}/openapi.json", timeout=SECONDS)
        began = time.time()
        health = pool.client().get(f"{url}/livez", timeout=SECONDS)
        seconds = time.time() - began
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise failure_of(error, url) from error
    finally:
        pool.close()
    return Probe(_version(document), _ahead(health, began + seconds / 2), seconds)


def _version(response: httpx2.Response) -> str | None:
    try:
        return str(response.json()["info"]["version"])
    except (ValueError, KeyError, TypeError):
        return None


def _ahead(response: httpx2.Response, now: float) -> float | None:
    """The header has whole seconds: on average the clock was half a second later."""
    try:
        return now - parsedate_to_datetime(response.headers["date"]).timestamp() - 0.5
    except (KeyError, ValueError):
        return None
