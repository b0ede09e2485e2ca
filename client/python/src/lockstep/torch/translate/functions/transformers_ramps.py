"""Texts of transformers' schedules without cosines."""

from __future__ import annotations

from typing import Any

from ..numbers import literal as n

Arguments = dict[str, Any]


def after_warmup(given: Arguments, then: str, least: float = 1) -> str:
    """The warmup from 0, and then another expression."""
    warmup = given["num_warmup_steps"]
    return f"epoch / {n(max(least, warmup))} if epoch < {n(warmup)} else {then}"


def constant(_given: Arguments) -> str:
    """`get_constant_schedule`."""
    return "1"


def constant_with_warmup(given: Arguments) -> str:
    """`get_constant_schedule_with_warmup`."""
    return after_warmup(given, "1.0", 1.0)


def linear(given: Arguments) -> str:
    """`get_linear_schedule_with_warmup`."""
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    decay = f"max(0.0, ({n(steps)} - epoch) / {n(max(1, steps - warmup))})"
    return after_warmup(given, decay)


def polynomial(given: Arguments) -> str:
    """`get_polynomial_decay_schedule_with_warmup`. lr_init is the optimizer's default rate."""
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    first, last = given["lr_init"], given["lr_end"]
    remaining = f"(1 - (epoch - {n(warmup)}) / {n(steps - warmup)}) ** {n(given['power'])}"
    decay = f"({n(first - last)} * {remaining} + {n(last)}) / {n(first)}"
    return after_warmup(given, f"{n(last)} / {n(first)} if epoch > {n(steps)} else {decay}")


def inverse_sqrt(given: Arguments) -> str:
    """`get_inverse_sqrt_schedule`."""
    warmup, scale = given["num_warmup_steps"], given["timescale"]
    return after_warmup(given, f"1.0 / math.sqrt((epoch + {n(scale - warmup)}) / {n(scale)})")
