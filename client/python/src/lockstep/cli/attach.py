"""`lockstep attach`: a further scheduler from a step on."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from lockstep.cli.arguments import assignments
from lockstep.cli.connection import connected
from lockstep.cli.effect import acts_at
from lockstep.cli.numbers import shown
from lockstep.cli.options import AsJson, AtStep, Optimizer, Reason, Url
from lockstep.cli.printing import note_warnings, print_json, show, table
from lockstep.cli.spec import is_file, parse, read_object


def attach(
    optimizer: Optimizer,
    scheduler: Annotated[
        str,
        typer.Argument(
            metavar="SCHEDULER",
            help="A type (StepLR), a preset (hf/cosine), JSON, or a file in YAML or JSON.",
        ),
    ],
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help="Its arguments: step_size=30."),
    ] = None,
    group: Annotated[list[str] | None, typer.Option(help="A group; all if none.")] = None,
    at: AtStep = None,
    reason: Reason = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Attach a scheduler at a step, by default the next unsealed one."""
    body = _described(scheduler) | (assignments(arguments, "NAME=VALUE") or {})
    if group:
        body["groups"] = group
    with connected(url) as client:
        answer = client.attach_scheduler(optimizer, body, at_step=at, reason=reason)
        if as_json:
            print_json(answer)
            return
        # Nothing is sealed before the first advance: there it acts as a registered one.
        when = acts_at(client, optimizer, answer.get("effective_step", 0))
    show(f"{answer['name']} acts at {when}")
    fields = {name: value for name, value in _fields(answer).items() if name not in SHOWN}
    show(table(["argument", "value"], ([name, shown(value)] for name, value in fields.items())))
    note_warnings(answer)


SHOWN = {"name", "effective_step", "warnings"}


def _fields(answer: object) -> dict[str, Any]:
    return cast("dict[str, Any]", answer)


def _described(text: str) -> dict[str, Any]:
    """The scheduler that an argument names, describes, or whose file it is."""
    if text.lstrip().startswith("{"):
        document = parse(text, "SCHEDULER")
        return dict(document)
    if is_file(text):
        return read_object(text)
    return {"preset" if "/" in text else "type": text}
