"""`lockstep compare`: where two optimizers or definitions first differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from lockstep.cli.columns import Numbers, columns_of
from lockstep.cli.connection import connected
from lockstep.cli.differences import differences
from lockstep.cli.numbers import exact, grouped
from lockstep.cli.options import AsJson, From, To, Url
from lockstep.cli.printing import print_json, show, table
from lockstep.cli.trajectory import Trajectory, pieces, trajectory

What = Annotated[str, typer.Argument(help="An id, or a definition in YAML or JSON.")]
Difference = tuple[int, float | None, float | None]
First = dict[tuple[str, str], Difference]


def compare(
    one: What,
    other: What,
    from_: From = 0,
    to: To = None,
    param: Annotated[list[str] | None, typer.Option(help="Hyperparameters; lr if none.")] = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Compare the values of two optimizers or definitions at each step, to the last bit."""
    with connected(url) as client:
        both = [trajectory(client, name, param) for name in (one, other)]
        end = _end(both) if to is None else to
        if end < from_:
            raise typer.BadParameter(f"--from {from_} is after the last step, {end}")
        first = _first_differences(both, from_, end)
    defined = differences(both[0].definition, both[1].definition)
    if as_json:
        print_json(_document(both, (from_, end), first, defined))
        return
    _show(both, (from_, end), first)
    if defined:
        rows = [[each["pointer"], exact(each["one"]), exact(each["other"])] for each in defined]
        show(table(["in the definition", one, other], rows))


def _end(both: Sequence[Trajectory]) -> int:
    """The longer of the two."""
    ends = [each.end for each in both if isinstance(each.end, int)]
    if not ends:
        raise typer.BadParameter("neither has total_steps: wanted the last step", param_hint="--to")
    return max(ends)


def _first_differences(both: Sequence[Trajectory], start: int, end: int) -> First:
    """The first step of each column at which the values are not the same bits."""
    found: First = {}
    for one, other in pieces(both, start, end):
        left, right = columns_of(one), columns_of(other)
        absent: Numbers = [None] * len(one["steps"])
        # A dict, and no set, so that the order is that of the groups.
        for column in {**left, **right}:
            values = left.get(column, absent), right.get(column, absent)
            difference = _first(one["steps"], *values) if column not in found else None
            if difference is not None:
                found[column] = difference
    return found


def _first(steps: Sequence[int], one: Numbers, other: Numbers) -> Difference | None:
    for step, left, right in zip(steps, one, other, strict=True):
        if left != right:
            return step, left, right
    return None


def _show(both: Sequence[Trajectory], steps: tuple[int, int], first: First) -> None:
    names = [each.name for each in both]
    start, end = (grouped(step) for step in steps)
    if not first:
        show(f"{names[0]} and {names[1]} have the same values at steps {start} to {end}")
        return
    step = grouped(min(at for at, _, _ in first.values()))
    show(f"{names[0]} and {names[1]} first differ at step {step} (of {start} to {end})")
    rows = [
        [group, param, grouped(at), exact(left), exact(right)]
        for (group, param), (at, left, right) in first.items()
    ]
    show(table(["group", "hyperparameter", "from step", *names], rows))


def _document(
    both: Sequence[Trajectory],
    steps: tuple[int, int],
    first: First,
    defined: list[dict[str, Any]],
) -> dict[str, Any]:
    columns = [
        {"group": group, "hyperparameter": param, "step": at, "one": left, "other": right}
        for (group, param), (at, left, right) in first.items()
    ]
    return {
        "one": both[0].name,
        "other": both[1].name,
        "from": steps[0],
        "to": steps[1],
        "differs_from": min((at for at, _, _ in first.values()), default=None),
        "columns": columns,
        "definition": defined,
    }
