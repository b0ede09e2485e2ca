"""The last check of a definition before it is sent."""

from __future__ import annotations

import math
from typing import Any

from .errors import CannotTranslate


def require_json(value: Any, path: str = "") -> None:
    """Refuses what JSON does not have: infinite numbers and objects.

    Raises:
        CannotTranslate: names the field.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            require_json(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            require_json(item, f"{path}[{index}]")
    elif isinstance(value, float) and not math.isfinite(value):
        raise CannotTranslate(f"{path} is {value}: JSON has finite numbers only, give one")
    elif value is not None and not isinstance(value, (str, int, float)):
        raise CannotTranslate(
            f"{path} is {value!r}, of type {type(value).__name__}: give a number or a text"
        )
