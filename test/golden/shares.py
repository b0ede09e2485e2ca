"""Lengths as shares of the run: what the service makes of them, and their assignment in torch.

A share such as "12.5%" is a length as text, and the name `total_steps` in a function is the length
of the run. Both are replaced by numbers before torch sees them. With another length of the run,
each argument that becomes another one is assigned, those of nested schedulers too.
"""

import math
import re
from fractions import Fraction

from assignment import assign

# The arguments of the service that may be shares, and that later steps of torch read.
LENGTHS = {"step_size", "milestones", "total_iters", "T_max"}
FUNCTIONS = {
    "LambdaLR": {
        "lr_lambda": [
            "max(0.0, 1 - epoch / total_steps)",
            "{a} ** (epoch / total_steps)",
            "1 if 2 * epoch < total_steps else {a}",
            "min(1, (epoch + 1) / (total_steps // {n} + 1))",
            "(total_steps - epoch % total_steps) / total_steps",
        ]
    },
    "MultiplicativeLR": {
        "lr_lambda": [
            "1 - 1 / (epoch + total_steps)",
            "{a} if epoch * {n} > total_steps else 1",
            "{a} ** (1 / total_steps)",
        ]
    },
    "CyclicLR": {"scale_fn": ["1 / (1 + x / total_steps)", "{a} ** (x * {n} / total_steps)"]},
}
# The families with a length or a function.
FAMILIES = {
    *("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "PolynomialLR", "CosineAnnealingLR"),
    *("SequentialLR", "ChainedScheduler", *FUNCTIONS),
}


def resolved(value, total):
    """A scheduler, or a part of one, with numbers in place of shares."""
    if isinstance(value, dict):
        return sequence_of({key: resolved(each, total) for key, each in value.items()})
    if isinstance(value, list):
        return [resolved(each, total) for each in value]
    if isinstance(value, str) and value.endswith("%"):
        return steps_of(value, total)
    return value.replace("total_steps", str(total)) if isinstance(value, str) else value


def steps_of(share, total):
    """Rounded half up."""
    return math.floor(Fraction(share[:-1]) / 100 * total + Fraction(1, 2))


def sequence_of(given):
    """The service refuses what has no steps, and milestones that do not ascend."""
    lengths = [given[key] for key in LENGTHS - {"milestones"} if key in given]
    every = [each for value in lengths for each in own_values(value)]
    milestones = given.get("milestones", []) if given.get("type") == "SequentialLR" else []
    if 0 in every or milestones != sorted(set(milestones)):
        raise ValueError("no scheduler of the service")
    return given


def own_values(value):
    return value.values() if isinstance(value, dict) else [value]


def assign_changed(built, before, after):
    """Assigns the arguments that differ, of nested schedulers too."""
    changes = {key: value for key, value in after.items() if value != before[key]}
    changes.pop("schedulers", None)
    assign(built, after, changes)
    inner = zip(before.get("schedulers", []), after.get("schedulers", []), strict=True)
    for index, (old, new) in enumerate(inner):
        assign_changed(built._schedulers[index], old, new)


def write_shares(draw, given, total):
    """Writes most lengths of a drawn scheduler as shares, and its functions with total_steps."""
    for key, value in given.items():
        if key == "schedulers":
            for child in value:
                write_shares(draw, child, total)
        elif key in LENGTHS:
            given[key] = shares_of(draw, value, total)
    for key, templates in FUNCTIONS.get(given["type"], {}).items():
        if key in given and draw.chance(0.8):
            given[key] = by_shape(given[key], lambda _: draw.formula(templates))
    return given


def shares_of(draw, value, total):
    if isinstance(value, list):
        given = [share_of(draw, each, total) for each in value]
        # A mixture would not ascend with another length.
        return given if draw.chance(0.8) else value
    return by_shape(value, lambda each: share_of(draw, each, total) if draw.chance(0.8) else each)


def by_shape(value, change):
    if isinstance(value, dict):
        return {name: by_shape(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [by_shape(each, change) for each in value]
    return change(value)


def share_of(draw, steps, total):
    digits = re.sub(r"\.?0+$", "", f"{100 * steps / total:.{draw.count(1, 4)}f}")
    return f"{digits or 0}%" if len(digits.split(".")[0]) <= 3 else steps
