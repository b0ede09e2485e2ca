"""Attempts that have no answer, as exceptions."""

from __future__ import annotations

import ssl

import httpx2

from lockstep._proxy import proxy_hint, proxy_of
from lockstep.exceptions import ConfigurationError, InvalidURL, LockstepError, Unavailable


def failure_of(error: httpx2.HTTPError | httpx2.InvalidURL, url: str) -> LockstepError:
    """The exception for an attempt without an answer. Only Unavailable is worth another attempt."""
    if isinstance(error, httpx2.InvalidURL):
        return InvalidURL(f"Cannot use {url!r} as a URL: {error}")
    tls = _tls_error(error)
    if tls is not None:
        return ConfigurationError(_tls_message(tls, url))
    text = f"No answer from {url}: {_cause(error)}"
    if proxy_of(url) is not None:
        text += f"; {proxy_hint(url)}"
    return Unavailable(text)


def _cause(error: Exception) -> str:
    """What happened, with its kind: the text of a timeout is empty."""
    kind = type(error).__name__
    return f"{kind}: {error}" if str(error) else kind


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    # A connection that was cut in a handshake may be better the next time.
    return None if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) else error


def _tls_message(error: ssl.SSLError, url: str) -> str:
    text = f"Cannot connect to {url} by TLS: {error.reason or error}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{text}: {error.verify_message}; add its authority to the certificates of this host"
    return f"{text}; if the service does not serve TLS, its URL begins with http://"
