"""Requests as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from lockstep.exceptions import InvalidArgument


def json_bytes(body: object) -> bytes:
    """The body as JSON.

    JSON has no NaN: where a body has one, or an infinity, it is sent as "nan", "inf" or "-inf".
    The service takes these texts for metrics, and refuses them with a pointer elsewhere.
    """
    try:
        text = json.dumps(body, allow_nan=False, default=_plain)
    except ValueError:  # Rare, so only then is the body read in Python.
        text = json.dumps(_finite(body), allow_nan=False, default=_plain)
    except (TypeError, OverflowError, RecursionError) as error:
        raise InvalidArgument(f"Cannot send the request as JSON: {error}") from error
    return text.encode()


def _plain(value: object) -> object:
    """A tensor, an array or one of their numbers, and any mapping, as what JSON has."""
    if isinstance(value, Mapping):
        return dict(value)
    to_list = getattr(value, "tolist", None)
    if callable(to_list) and not isinstance(value, type):
        return to_list()
    raise InvalidArgument(
        f"Cannot send {value!r:.200} as JSON: given {type(value).__qualname__}, "
        "wanted a number, a text, a list or a dict"
    )


def _finite(value: Any, depth: int = 0) -> Any:
    """The value with texts in the place of NaN and infinities."""
    if depth > 100:
        raise InvalidArgument("Cannot send the request as JSON: it has itself as a part")
    if isinstance(value, float):
        return value if math.isfinite(value) else repr(float(value))
    if isinstance(value, dict):
        return {key: _finite(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item, depth + 1) for item in value]
    if isinstance(value, str | int | None):
        return value
    return _finite(_plain(value), depth + 1)
