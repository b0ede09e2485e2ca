"""Addresses: that of the service, and those of its calls."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from lockstep.exceptions import InvalidArgument, InvalidURL

WANTED = "wanted the address of a Lockstep service, such as http://lockstep:8080"


def service_url(given: str | None, environment: Mapping[str, str]) -> str:
    """The argument, else `LOCKSTEP_URL`, without a slash at its end."""
    url = given if given is not None else environment.get("LOCKSTEP_URL")
    if url is None:
        raise InvalidURL(f"No URL: {WANTED}, as the first argument or in LOCKSTEP_URL")
    fault = _fault(url)
    if fault:
        raise InvalidURL(f"Cannot use {url!r} as a URL: {fault}; {WANTED}")
    return url.rstrip("/")


def _fault(url: str) -> str | None:
    if not isinstance(url, str):
        return f"it is of type {type(url).__name__}"
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        return str(error)
    if parts.scheme not in {"http", "https"} or not has_host:
        return "it does not begin with http:// or https:// and a host"
    if parts.query or parts.fragment or parts.username is not None:
        return "it has a query, a fragment or a user name"
    if any(character.isspace() or not character.isprintable() for character in url):
        return "it has a space or a control character"
    return None


def path_of(template: str, values: Mapping[str, object]) -> str:
    """The path with its values, each percent-encoded whatever it is.

    Raises InvalidArgument if a value is empty or neither a text nor a whole number: the path would
    be that of another call.
    """
    return template.format_map({name: _segment(name, value) for name, value in values.items()})


def _segment(name: str, value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if not is_number and (not isinstance(value, str) or not value):
        raise InvalidArgument(
            f"Cannot use {value!r} as {name}: given {type(value).__name__}, wanted "
            "a text of one or more characters, or a whole number"
        )
    try:
        encoded = quote(str(value), safe="")
    except UnicodeEncodeError as error:
        raise InvalidArgument(f"Cannot use {value!r} as {name}: {error}") from error
    # These two are steps in a path, unless encoded.
    return encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded
