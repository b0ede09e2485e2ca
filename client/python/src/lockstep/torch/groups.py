"""The parameter groups of an optimizer: their names, and what is registered of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

from lockstep.exceptions import InvalidArgument

HYPERPARAMETERS = ("momentum", "betas", "weight_decay")
"""What is registered beside `lr`, where a group has it."""


def names_of(groups: Sequence[Mapping[str, Any]], given: Sequence[str] | None) -> list[str]:
    """The given names, else the `name` that each group has, else `group-0`, `group-1`, ...

    They are kept by the scheduler: frameworks give a meaning of their own to a `name` in a group.

    Raises InvalidArgument unless there is one name for each group, each another one.
    """
    if given is None:
        given = [str(group.get("name", f"group-{index}")) for index, group in enumerate(groups)]
    names = list(given)
    if isinstance(given, str) or not all(isinstance(name, str) and name for name in names):
        raise InvalidArgument(f"Cannot use names={given!r}: wanted a list of texts")
    if len(names) != len(groups) or len(set(names)) != len(names):
        raise InvalidArgument(
            f"Cannot use {names} as the names of {len(groups)} parameter groups: "
            "wanted names=[...] with one name for each group, each another one"
        )
    return names


def registered(
    group: Mapping[str, Any], name: str, hyperparameters: Sequence[str]
) -> dict[str, Any]:
    """A group as it is registered: with the rate that it had before any scheduler.

    Flags such as `foreach` are left out: they differ between machines, and the definition would.
    """
    found = {"name": name, "lr": plain(group.get("initial_lr", group["lr"]))}
    for key in hyperparameters:
        if group.get(key) is not None and key != "lr":
            found[key] = plain(group[key])
    return found


def plain(value: Any) -> Any:
    """A number or a list of numbers, without tensors."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return float(value)


def driven_by(schedulers: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What is registered of each group, with what a scheduler names as its `param`."""
    named = [str(each["param"]).partition(".")[0] for each in schedulers if each.get("param")]
    return tuple(dict.fromkeys((*HYPERPARAMETERS, *named)))


def write(group: dict[str, Any], key: str, value: Any) -> None:
    """Sets a hyperparameter: a tensor in place, so that its dtype and a captured graph stay."""
    present = group.get(key)
    if isinstance(present, Tensor):
        present.fill_(value)
    elif isinstance(value, tuple) and any(isinstance(item, Tensor) for item in present or ()):
        for item, number in zip(present, value, strict=True):  # type: ignore[arg-type]
            item.fill_(number)
    else:
        group[key] = value


def rates_of(groups: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The present rates: floats, or copies of the tensors that the groups have."""
    return [rate.clone() if isinstance(rate := group["lr"], Tensor) else rate for group in groups]


def metric(name: str, value: Any) -> float:
    """A metric as a number, whatever holds it.

    Raises InvalidArgument if it is not one number.
    """
    try:
        return float(value)
    except (TypeError, ValueError, RuntimeError) as error:
        raise InvalidArgument(
            f"Cannot report {name}={value!r:.100}: wanted a number, or a tensor of one"
        ) from error
