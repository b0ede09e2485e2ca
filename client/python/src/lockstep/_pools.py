"""The connections of a client: made at the first call, and never shared with a forked process."""

from __future__ import annotations

import asyncio
import os
import platform
import ssl
import threading
import weakref
from dataclasses import dataclass
from typing import TypeVar

import httpx2

from lockstep._version import __version__
from lockstep.exceptions import ConfigurationError

USER_AGENT = f"lockstep-client/{__version__} python/{platform.python_version()}"

# Less than the 72 seconds after which the service closes an idle connection.
LIMITS = httpx2.Limits(max_connections=20, max_keepalive_connections=20, keepalive_expiry=30.0)


Client = TypeVar("Client", httpx2.Client, httpx2.AsyncClient)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds of one attempt."""

    connect: float
    read: float

    def of(self, wait: float) -> httpx2.Timeout:
        """Those of a call that the service may answer `wait` seconds later."""
        return httpx2.Timeout(self.read + wait, connect=self.connect)


class Pool:
    """The connections of a `Lockstep`, for all threads of a process."""

    _client: httpx2.Client | None

    def __init__(self, url: str) -> None:
        self._url = url
        self.forget()
        _pools.add(self)

    def client(self) -> httpx2.Client:
        """The HTTP client. It has no timeouts of its own: each call has them."""
        with self._lock:
            if self._client is None:
                self._client = _made(httpx2.Client, self._url)
            return self._client

    def close(self) -> None:
        """Closes the connections. The next call opens others."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def forget(self) -> None:
        """Leaves the connections as they are: after a fork they belong to the other process.

        The lock is new as well, since another thread may have held it during the fork.
        """
        self._lock = threading.Lock()
        self._client = None


class AsyncPool:
    """The connections of an `AsyncLockstep`, for one event loop at a time."""

    _client: httpx2.AsyncClient | None
    _loop: asyncio.AbstractEventLoop | None

    def __init__(self, url: str) -> None:
        self._url = url
        self.forget()
        _pools.add(self)

    def client(self) -> httpx2.AsyncClient:
        """The HTTP client. Connections belong to an event loop: another loop gets another client."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = _made(httpx2.AsyncClient, self._url), loop
        return self._client

    async def aclose(self) -> None:
        """Closes the connections. The next call opens others."""
        client, loop = self._client, self._loop
        self.forget()
        if client is not None and loop is asyncio.get_running_loop():
            await client.aclose()

    def forget(self) -> None:
        """Leaves the connections as they are: after a fork they belong to the other process."""
        self._client = self._loop = None


def _made(kind: type[Client], url: str) -> Client:
    # No TLS is spoken with an http:// URL, and loading the certificates takes 80 ms: there, a context
    # without any, which trusts no host.
    verify = True if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return kind(limits=LIMITS, headers={"user-agent": USER_AGENT}, verify=verify)
    except (ValueError, ImportError, OSError, httpx2.InvalidURL) as error:
        raise ConfigurationError(
            f"Cannot make an HTTP client with the proxies and certificates of the environment "
            f"(HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE): {error}"
        ) from error


_pools: weakref.WeakSet[Pool | AsyncPool] = weakref.WeakSet()


def _forget_all() -> None:
    for pool in list(_pools):
        pool.forget()


if hasattr(os, "register_at_fork"):  # Windows has no fork.
    os.register_at_fork(after_in_child=_forget_all)
