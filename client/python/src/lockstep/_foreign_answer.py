"""Answers that are not Lockstep's: of a proxy, a gateway, or another service."""

from __future__ import annotations

import httpx2

from lockstep._proxy import proxy_hint
from lockstep._retry_after import retry_after
from lockstep.exceptions import LockstepError, NotLockstep, Unauthorized, Unavailable

# What a gateway answers while the service behind it starts or is overloaded.
TRANSIENT = {408, 425, 429, 502, 503, 504}


def is_problem(document: object) -> bool:
    """Whether it is a refusal of Lockstep, of any version."""
    texts = ("code", "title", "detail")
    return (
        isinstance(document, dict)
        and all(isinstance(document.get(name), str) for name in texts)
        and isinstance(document.get("status"), int)
        and isinstance(document.get("retryable"), bool)
        and _are_faults(document.get("errors", []))
    )


def _are_faults(errors: object) -> bool:
    return isinstance(errors, list) and all(
        isinstance(error, dict)
        and isinstance(error.get("pointer"), str)
        and isinstance(error.get("detail"), str)
        for error in errors
    )


def unauthorized(response: httpx2.Response, url: str, token: str) -> LockstepError | None:
    """The exception for a token that is missing or not accepted, None for other answers."""
    if response.status_code not in {401, 403} or _is_page(response):
        return None
    return Unauthorized(
        f"{url} answers {_status(response)} with {token}: give the token that it accepts as "
        "token=, in LOCKSTEP_TOKEN, or in a file that LOCKSTEP_TOKEN_FILE names"
    )


def foreign_answer(response: httpx2.Response, url: str) -> LockstepError:
    """The exception for an answer that Lockstep does not give."""
    text = f"{url} answers {_described(response)}, not Lockstep's JSON"
    if response.status_code in TRANSIENT:
        failure = Unavailable(f"{text}; {proxy_hint(url)}")
        failure.retry_after = retry_after(response.headers)
        return failure
    location = response.headers.get("location")
    if location is not None:
        return NotLockstep(f"{text}; it redirects to {location}: use the URL of the service there")
    return NotLockstep(f"{text}; check the URL, and {proxy_hint(url)}")


def _described(response: httpx2.Response) -> str:
    server = response.headers.get("server") or response.headers.get("via")
    content = response.headers.get("content-type", "no content type").partition(";")[0]
    start = " ".join(response.text[:2000].split())[:100]
    by = f" from {server}" if server else ""
    return f"{_status(response)}{by} ({content}: {start!r})"


def _status(response: httpx2.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _is_page(response: httpx2.Response) -> bool:
    return "html" in response.headers.get("content-type", "")
