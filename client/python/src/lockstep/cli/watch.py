"""`lockstep watch`: a job as it runs."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from lockstep import types
from lockstep._sync.client import Lockstep
from lockstep.cli.connection import connected
from lockstep.cli.followed import Followed
from lockstep.cli.options import AsJson, Optimizer, Param, Url
from lockstep.cli.watch_views import JsonLines, Lines, Screen, View

POINTS = 400


def watch(
    optimizer: Optimizer,
    param: Param = "lr",
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between reads.")] = 1.0,
    until: Annotated[
        int | None, typer.Option(min=0, help="End once the job has reached this step.")
    ] = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Follow the values and events of a job. With --json, or without a terminal, as lines."""
    with suppress(KeyboardInterrupt), connected(url) as client:
        found = client.get_optimizer(optimizer)
        with (
            _view(param, as_json) as view,
            Followed(client, optimizer, found["revision"]) as events,
        ):
            _follow(client, found, view, events, (param, every, until))


def _view(param: str, as_json: bool) -> View:
    if as_json:
        return JsonLines(param)
    return Screen(param) if Screen.fits() else Lines(param)


def _follow(
    client: Lockstep,
    found: types.Optimizer,
    view: View,
    events: Followed,
    wanted: tuple[str, float, int | None],
) -> None:
    param, every, until = wanted
    shown: types.ReadRates | None = None
    while True:
        for event in events.wait(every if shown else 0):
            view.event(event)
        rates = client.get_lr(found["id"])
        if rates != shown:
            shown = rates
            view.values(rates, _series(client, found, rates, param) if view.draws else None)
        if until is not None and rates["step"] >= until:
            return


def _series(
    client: Lockstep, found: types.Optimizer, rates: types.ReadRates, param: str
) -> types.Series:
    """From the beginning to the declared end, else to now."""
    end = max(1, rates["step"], found.get("total_steps", 0))
    return client.get_series(found["id"], 0, end, points=POINTS, hyperparameters=[param])
