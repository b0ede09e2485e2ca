"""The options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from lockstep.cli.completion import complete_group, complete_optimizer

AS_JSON = "lockstep.as_json"


def _remember(context: typer.Context, value: bool) -> bool:
    """Errors are JSON too, wherever they are printed."""
    context.meta[AS_JSON] = value
    return value


AsJson = Annotated[
    bool,
    typer.Option("--json", callback=_remember, is_eager=True, help="Print JSON, errors included."),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        envvar="LOCKSTEP_URL",
        help="The address of the service. The token is that of LOCKSTEP_TOKEN or LOCKSTEP_TOKEN_FILE.",
    ),
]
Optimizer = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The id of the optimizer.", autocompletion=complete_optimizer
    ),
]
Param = Annotated[str, typer.Option("--param", help="The hyperparameter to show.")]
From = Annotated[int, typer.Option("--from", min=0, help="The first step.")]
To = Annotated[int | None, typer.Option("--to", min=0, help="The last step.")]
AtStep = Annotated[
    int | None,
    typer.Option("--at", min=0, help="The step at which it acts; else the next unsealed one."),
]
Reason = Annotated[
    str | None, typer.Option("--reason", help="Why, for the events and explanations.")
]
Groups = Annotated[
    list[str] | None,
    typer.Argument(metavar="GROUP", help="Groups; all if left out.", autocompletion=complete_group),
]
