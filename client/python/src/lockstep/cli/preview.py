"""`lockstep preview`: the values of a definition that is not registered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lockstep.cli.columns import columns_of
from lockstep.cli.connection import connected
from lockstep.cli.options import AsJson, Url
from lockstep.cli.plot import check_plot, write_plot
from lockstep.cli.printing import note, note_warnings, print_json, show
from lockstep.cli.series_view import series_curve, series_table
from lockstep.cli.spec import read_registration

POINTS = 200


def preview(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="A definition in YAML or JSON; - for stdin.")
    ],
    plot: Annotated[Path | None, typer.Option(help="Write a plot: .png, .svg, .pdf, ...")] = None,
    from_: Annotated[int | None, typer.Option("--from", min=0, help="The first step.")] = None,
    to: Annotated[int | None, typer.Option(min=0, help="The last step; else total_steps.")] = None,
    points: Annotated[int | None, typer.Option(min=2, help="How many steps, at most.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="Hyperparameters; lr if none.")] = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Show the values of a definition, without registering it."""
    check_plot(plot)
    body = read_registration(spec)
    with connected(url) as client:
        series = client.preview(
            body["groups"],
            body.get("schedulers"),
            defaults=body.get("defaults"),
            total_steps=body.get("total_steps"),
            labels=body.get("labels"),
            from_=body.get("from") if from_ is None else from_,
            to=body.get("to") if to is None else to,
            points=body.get("points", POINTS) if points is None else points,
            hyperparameters=param or body.get("hyperparameters"),
            metrics=body.get("metrics"),
        )
    if plot is not None:
        write_plot(series, plot, Path(spec).name)
        note(f"Wrote {plot}")
    if as_json:
        print_json(series)
        return
    note_warnings(series)
    columns = columns_of(series)
    show(series_curve(series["steps"], columns), series_table(series["steps"], columns))
