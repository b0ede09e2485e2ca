"""`lockstep ls`: the optimizers of a service."""

from __future__ import annotations

from typing import Annotated

import typer

from lockstep import types
from lockstep._sync.client import Lockstep
from lockstep.cli.connection import connected
from lockstep.cli.numbers import grouped
from lockstep.cli.options import AsJson, Url
from lockstep.cli.printing import note, print_json, show, table

PAGE = 1000


def ls(
    label: Annotated[
        list[str] | None, typer.Option(help="Only those with the label, such as team:vision.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to list, at most.")] = 100,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """List the optimizers."""
    with connected(url) as client:
        optimizers, has_more = _listed(client, label, limit)
    if as_json:
        print_json({"optimizers": optimizers, "has_more": has_more})
        return
    titles = ["id", "step", "sealed through", "generation", "labels", "created at"]
    show(table(titles, map(_row, optimizers)))
    if has_more:
        note(f"There are more than {limit}: use --limit or --label")


def _listed(
    client: Lockstep, label: list[str] | None, limit: int
) -> tuple[list[types.ListedOptimizer], bool]:
    """Up to `limit` optimizers from as many pages as needed, and whether there are more."""
    found: list[types.ListedOptimizer] = []
    cursor: str | None = None
    while True:
        wanted = min(PAGE, limit - len(found))
        page = client.list_optimizers(label=label, limit=wanted, cursor=cursor)
        found += page["optimizers"]
        cursor = page["next_cursor"]
        if cursor is None or len(found) >= limit:
            return found, cursor is not None


def _row(optimizer: types.ListedOptimizer) -> list[str]:
    return [
        optimizer["id"],
        grouped(optimizer["step"]),
        sealed(optimizer["sealed_through"]),
        str(optimizer["generation"]),
        ", ".join(f"{name}:{value}" for name, value in optimizer["labels"].items()),
        optimizer["created_at"],
    ]


def sealed(through: int) -> str:
    return grouped(through) if through >= 0 else "nothing"
