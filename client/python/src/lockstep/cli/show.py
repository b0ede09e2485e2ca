"""`lockstep show`: one optimizer as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from rich.table import Table

from lockstep import types
from lockstep.cli.connection import connected
from lockstep.cli.ls import sealed
from lockstep.cli.numbers import grouped, shown
from lockstep.cli.options import AsJson, Optimizer, Url
from lockstep.cli.printing import note_warnings, print_json, table
from lockstep.cli.printing import show as show_parts

# What has a column of its own, or a line.
OF_GROUP = {"name", "effective_step", "until_step", "multiply", "hold", "pending", "warnings"}
OF_SCHEDULER = {"name", "type", "preset", "groups", "effective_step", "until_step", "warnings"}


def show(optimizer: Optimizer, as_json: AsJson = False, url: Url = None) -> None:
    """Show an optimizer: its groups, schedulers, pending changes and generations."""
    with connected(url) as client:
        found = client.get_optimizer(optimizer)
        changes = client.list_edits(optimizer)["edits"]
        generations = client.list_generations(optimizer)["generations"]
    pending = [change for change in changes if change["status"] == "pending"]
    if as_json:
        print_json({"optimizer": found, "pending": pending, "generations": generations})
        return
    show_parts(_heading(found), _groups(found), _schedulers(found))
    if pending:
        show_parts(_pending(pending))
    if len(generations) > 1:
        show_parts(_generations(generations))
    note_warnings(found)


def _heading(found: types.Optimizer) -> str:
    total = found.get("total_steps")
    of = f" of {grouped(total)}" if total is not None else ""
    labels = "".join(f", {name}:{value}" for name, value in found["labels"].items())
    return (
        f"{found['id']}: step {grouped(found['step'])}{of}, sealed through "
        f"{sealed(found['sealed_through'])}, generation {found['generation']}{labels}"
    )


def _groups(found: types.Optimizer) -> Table:
    rows = []
    for group in cast("list[dict[str, Any]]", found["groups"]):
        values = {name: value for name, value in group.items() if name not in OF_GROUP}
        rows.append([group["name"], shown(values), _in_force(group) + _when(group)])
    return table(["group", "values", ""], rows, "Groups")


def _in_force(group: Mapping[str, Any]) -> str:
    kinds = [kind for kind in ("multiply", "hold") if group.get(kind)]
    return " ".join(f"{kind} {shown(group[kind])}" for kind in kinds)


def _schedulers(found: types.Optimizer) -> Table:
    rows = []
    for scheduler in cast("list[dict[str, Any]]", found["schedulers"]):
        given = {name: value for name, value in scheduler.items() if name not in OF_SCHEDULER}
        kind = scheduler.get("preset", scheduler["type"])
        groups = ", ".join(scheduler["groups"])
        rows.append([scheduler["name"], kind, groups, shown(given), _when(scheduler)])
    return table(["scheduler", "type", "groups", "arguments", ""], rows, "Schedulers")


def _when(item: Mapping[str, Any]) -> str:
    """The steps between which a group or a scheduler is there, if it is not always."""
    texts = {"effective_step": " from step", "until_step": " until step"}
    return "".join(f"{text} {grouped(item[f])}" for f, text in texts.items() if f in item)


def _pending(changes: list[types.Change]) -> Table:
    known = {"revision", "kind", "step", "recorded_at", "status", "actor", "reason", "seen"}
    rows = []
    for change in cast("list[dict[str, Any]]", changes):
        what = {name: value for name, value in change.items() if name not in known}
        by = f"{change.get('actor', '')} {change.get('reason', '')}".strip()
        rows.append([str(change["revision"]), grouped(change["step"]), shown(what), by])
    return table(["revision", "at step", "change", "by"], rows, "Pending")


def _generations(generations: list[types.ListedGeneration]) -> Table:
    rows = [
        [
            str(each["generation"]),
            each["key"] or "-",
            grouped(each["resume_step"]),
            sealed(each["sealed_through"]),
            each.get("reason", ""),
        ]
        for each in generations
    ]
    titles = ["generation", "key", "from step", "sealed through", "reason"]
    return table(titles, rows, "Generations")
