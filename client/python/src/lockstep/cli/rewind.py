"""`lockstep rewind`: a generation that goes on from an earlier step."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated, Any, cast

import typer
from rich.table import Table

from lockstep import types
from lockstep._sync.client import Lockstep
from lockstep.cli.connection import connected
from lockstep.cli.numbers import change, grouped
from lockstep.cli.options import AsJson, Optimizer, Reason, Url
from lockstep.cli.printing import note, print_json, show, table


def rewind(
    optimizer: Optimizer,
    to: Annotated[int, typer.Option("--to", min=0, help="The last step that remains.")],
    key: Annotated[
        str | None, typer.Option(help="The key that all ranks then send; else a made one.")
    ] = None,
    parent: Annotated[
        int | None, typer.Option(min=1, help="The generation to go on from; else the current one.")
    ] = None,
    drop_edits: Annotated[
        bool, typer.Option("--drop-edits", help="Leave out the changes of later steps.")
    ] = False,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Open a generation at an earlier step. Ranks of the current one are refused from then on."""
    if not yes and (as_json or not sys.stdin.isatty()):
        raise typer.BadParameter("no terminal to confirm it at: give --yes", param_hint="--yes")
    with connected(url) as client:
        now = client.get_lr(optimizer)
        then = client.get_lr(optimizer, to, generation=parent)
        if not as_json:
            show(_summary(now, to), _comparison(now, then))
        if not yes:
            _confirm(optimizer)
        opened = _open(client, optimizer, key or _made_key(to), to, parent, drop_edits, reason)
    if as_json:
        print_json({"before": now, "generation": opened})
        return
    show(
        f"Generation {opened['generation']} is open at step {grouped(opened['resume_step'])}: "
        f"the ranks resume there with the key {opened['key']}"
    )


def _open(
    client: Lockstep,
    optimizer: str,
    key: str,
    step: int,
    parent: int | None,
    drops: bool,
    reason: str | None,
) -> types.Generation:
    return client.open_generation(
        optimizer,
        key,
        resume_step=step,
        parent=parent,
        edits="drop" if drops else "keep",
        reason=reason,
    )


def _made_key(step: int) -> str:
    return f"rewind-{step}-{secrets.token_hex(4)}"


def _confirm(optimizer: str) -> None:
    if not typer.confirm(f"Rewind {optimizer}?"):
        note("Nothing was changed")
        raise typer.Exit(1)


def _summary(now: types.ReadRates, to: int) -> str:
    return (
        f"{now['optimizer']}: from step {grouped(now['step'])} of generation {now['generation']} "
        f"to step {grouped(to)} in the next generation"
    )


def _comparison(now: types.ReadRates, then: types.ReadRates) -> Table:
    before = {group["name"]: cast("dict[str, Any]", group) for group in now["groups"]}
    rows = []
    for group in cast("list[dict[str, Any]]", then["groups"]):
        present = before.get(group["name"], {})
        for param in (name for name in group if name != "name"):
            if param == "lr" or present.get(param) != group[param]:
                rows.append([group["name"], param, change(present.get(param), group[param])])
    return table(["group", "hyperparameter", "now -> then"], rows)
