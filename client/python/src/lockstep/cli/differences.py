"""Where two JSON documents differ."""

from __future__ import annotations

from typing import Any

SHOWN = 50


def differences(one: Any, other: Any) -> list[dict[str, Any]]:
    """The first differences: a JSON pointer, and both values, null where there is none."""
    found: list[dict[str, Any]] = []
    _compare(one, other, "", found)
    return found[:SHOWN]


def _compare(one: Any, other: Any, pointer: str, found: list[dict[str, Any]]) -> None:
    if one == other and isinstance(one, bool) == isinstance(other, bool):
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            escaped = str(key).replace("~", "~0").replace("/", "~1")
            _compare(one.get(key), other.get(key), f"{pointer}/{escaped}", found)
        return
    if isinstance(one, list) and isinstance(other, list):
        for at in range(max(len(one), len(other))):
            left = one[at] if at < len(one) else None
            right = other[at] if at < len(other) else None
            _compare(left, right, f"{pointer}/{at}", found)
        return
    found.append({"pointer": pointer, "one": one, "other": other})
