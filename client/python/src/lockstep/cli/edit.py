"""`lockstep edit`: other values from a step on."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from lockstep import types
from lockstep.cli.arguments import numbers
from lockstep.cli.connection import connected
from lockstep.cli.effect import acts_at
from lockstep.cli.numbers import change, grouped, shown
from lockstep.cli.options import AsJson, AtStep, Groups, Optimizer, Reason, Url
from lockstep.cli.printing import note_warnings, print_json, show, table

Values = list[str] | None


def edit(
    optimizer: Optimizer,
    groups: Groups = None,
    set_: Annotated[Values, typer.Option("--set", help="Assign once: lr=0.05.")] = None,
    scale: Annotated[Values, typer.Option(help="Multiply once, on the value then.")] = None,
    multiply: Annotated[
        Values, typer.Option(help="Multiply what the schedulers give, from the step on: lr=0.5.")
    ] = None,
    hold: Annotated[Values, typer.Option(help="Fix the value from the step on.")] = None,
    release: Annotated[Values, typer.Option(help="End factors and held values: lr.")] = None,
    at: AtStep = None,
    until: Annotated[
        int | None, typer.Option(min=0, help="The step at which multiply and hold end.")
    ] = None,
    reason: Reason = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Change values of some groups at a step: before, after, and when it acts."""
    if not (set_ or scale or multiply or hold or release):
        raise typer.BadParameter("wanted --set, --scale, --multiply, --hold or --release")
    with connected(url) as client:
        answer = client.edit(
            optimizer,
            groups=groups or None,
            set=numbers(set_, "--set"),
            scale=numbers(scale, "--scale"),
            multiply=numbers(multiply, "--multiply"),
            hold=numbers(hold, "--hold"),
            release=release or None,
            at_step=at,
            until_step=until,
            reason=reason,
        )
        if as_json:
            print_json(answer)
            return
        show(f"Revision {answer['revision']} acts at {acts_at(client, optimizer, answer['step'])}")
    show(table(["group", "hyperparameter", "before -> after", "next step"], _rows(answer)))
    _show_overwriting(answer)


def _show_overwriting(answer: types.EditState) -> None:
    overwriting = answer.get("overwritten_by")
    if overwriting is None:
        note_warnings(answer)
        return
    show(
        f"{overwriting['scheduler']} overwrites it at step {grouped(overwriting['step'])}: "
        "use --multiply or --hold for what remains"
    )


def _rows(answer: types.EditState) -> list[list[str]]:
    after_next = {group["name"]: group for group in answer.get("after_next", [])}
    rows = []
    for before, after in zip(answer["before"], answer["after"], strict=True):
        following = cast("dict[str, Any]", after_next.get(after["name"], {}))
        then = cast("dict[str, Any]", after)
        now = cast("dict[str, Any]", before)
        for param in (name for name in then if name != "name"):
            changed = change(now.get(param), then[param])
            rows.append([then["name"], param, changed, shown(following.get(param))])
    return rows
