"""Numbers for people: a small one is never 0.00, a change never looks like none."""

from __future__ import annotations


def shown(value: object) -> str:
    """Six significant digits of a number, and all else as in JSON."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return _plain(value)


def exact(value: object) -> str:
    """All digits of a number."""
    return repr(value) if isinstance(value, float) else _plain(value, digits=True)


def change(before: object, after: object) -> str:
    """`0.01 -> 0.005`, with all digits where six do not show the difference."""
    show = exact if before != after and shown(before) == shown(after) else shown
    return f"{show(before)} -> {show(after)}"


def grouped(step: int) -> str:
    """`5120` as `5 120`."""
    return f"{step:,}".replace(",", " ")


def _plain(value: object, *, digits: bool = False) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        show = exact if digits else shown
        return f"[{', '.join(show(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}={shown(item)}" for key, item in value.items())
    return str(value)
