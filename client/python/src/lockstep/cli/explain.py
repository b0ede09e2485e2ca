"""`lockstep explain`: why a value is what it is."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from lockstep._sync.client import Lockstep
from lockstep.cli.completion import complete_group
from lockstep.cli.connection import connected
from lockstep.cli.numbers import exact, grouped, shown
from lockstep.cli.options import AsJson, Optimizer, Param, Url
from lockstep.cli.printing import print_json, show, table

KINDS = ("set", "scale", "multiply", "hold", "release")


def explain(
    optimizer: Optimizer,
    step: Annotated[int | None, typer.Option(min=0, help="The step; else the current one.")] = None,
    group: Annotated[
        str | None,
        typer.Option(help="The group; may be left out with one.", autocompletion=complete_group),
    ] = None,
    param: Param = "lr",
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Explain a value: its base, its schedulers, and the metrics and edits that count."""
    with connected(url) as client:
        name = group if group is not None else _only_group(client, optimizer)
        found = client.explain(optimizer, name, step=step, param=param)
    if as_json:
        print_json(found)
        return
    seal = "sealed" if found["sealed"] else "not sealed: it can still change"
    show(
        f"{found['group']} {found['param']} at step {grouped(found['step'])} is "
        f"{exact(found['value'])} ({seal}, generation {found['generation']})",
        table(["", "step", "value", ""], _rows(cast("dict[str, Any]", found))),
    )


def _only_group(client: Lockstep, optimizer: str) -> str:
    names = [each["name"] for each in client.list_groups(optimizer)["groups"]]
    if len(names) == 1:
        return names[0]
    raise typer.BadParameter(f"wanted one of {', '.join(names)}", param_hint="--group")


def _rows(found: dict[str, Any]) -> list[list[str]]:
    return [
        ["base", "", exact(found["base"]), ""],
        *map(_scheduler, found["schedulers"]),
        *([kind, "", exact(found[kind]), ""] for kind in ("multiply", "hold") if kind in found),
        *map(_decision, found["decisions"]),
        *map(_edit, found["edits"]),
    ]


def _scheduler(each: dict[str, Any]) -> list[str]:
    values = f"{exact(each.get('before'))} -> {exact(each.get('after'))}"
    name = f"{each['name']} ({each.get('preset', each['type'])})"
    return [name, grouped(each["attached_at"]), values, f"epoch {grouped(each['epoch'])}"]


def _decision(each: dict[str, Any]) -> list[str]:
    value = exact(each.get("value", each.get("outcome")))
    return [f"metric {each['metric']}", grouped(each["step"]), value, ""]


def _edit(each: dict[str, Any]) -> list[str]:
    changed = ", ".join(f"{kind} {shown(each[kind])}" for kind in KINDS if kind in each)
    by = f"{each.get('actor', '')} {each.get('reason', '')}".strip()
    return [each["kind"], grouped(each["step"]), changed, by]
