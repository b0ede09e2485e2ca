"""CyclicLR."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .functions.translated import NotAnExpression, expression_of, renamed
from .inverse import find_near
from .numbers import number, number_list
from .reading import Reading


def cyclic_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    up, down = _sizes(scheduler)
    momentum: dict[str, Any] = {"cycle_momentum": scheduler.cycle_momentum}
    if scheduler.cycle_momentum:
        for key in ("base_momentum", "max_momentum"):
            momentum[key] = reading.by_group(number_list(scheduler, f"{key}s"))
    return {
        "type": "CyclicLR",
        "base_lr": reading.by_group(number_list(scheduler, "base_lrs")),
        "max_lr": reading.by_group(number_list(scheduler, "max_lrs")),
        "step_size_up": up,
        "step_size_down": down,
        **_scale(scheduler, reading),
        **momentum,
    }


def _sizes(scheduler: Any) -> tuple[float, float]:
    """The lengths whose sum and ratio the scheduler keeps."""
    total = number(scheduler, "total_size", scheduler.total_size)
    ratio = number(scheduler, "step_ratio", scheduler.step_ratio)

    def fits(up: float) -> bool:
        down = total - up
        return up > 0 and up + down == total and up / (up + down) == ratio

    up = find_near(total * ratio, fits)
    if up is None:
        raise CannotTranslate(
            "No step_size_up gives back the cycle of this CyclicLR: write "
            '{"type": "CyclicLR", "step_size_up": ..., ...} with the arguments that it was given'
        )
    return up, total - up


def _scale(scheduler: Any, reading: Reading) -> dict[str, Any]:
    if scheduler._scale_fn_custom is None:
        return {"mode": scheduler.mode, "gamma": number(scheduler, "gamma", scheduler.gamma)}
    first = 1 if scheduler.scale_mode == "cycle" else 0
    try:
        text = expression_of(scheduler._scale_fn_custom, reading, "CyclicLR.scale_fn", first)
    except NotAnExpression as refusal:
        raise CannotTranslate(
            f"CyclicLR.scale_fn: {refusal}. Write the definition by hand, with "
            'scale_fn as an expression of x: {"type": "CyclicLR", "scale_fn": "1 / 1.1 ** x", ...}'
        ) from None
    return {"scale_fn": renamed(text, "x"), "scale_mode": scheduler.scale_mode}
