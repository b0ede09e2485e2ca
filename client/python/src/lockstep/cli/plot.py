"""Plots in files, by matplotlib."""

from __future__ import annotations

from pathlib import Path

import typer

from lockstep import types
from lockstep.cli.columns import columns_of


def check_plot(path: Path | None) -> None:
    """Wrong usage before anything is computed, where no plot can be written to the path."""
    if path is None:
        return
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise typer.BadParameter(
            "plots want matplotlib: pip install 'lockstep-client[cli,plot]'",
            param_hint="--plot",
        ) from error
    formats = Figure().canvas.get_supported_filetypes()
    if path.suffix[1:].lower() not in formats:
        raise typer.BadParameter(
            f"{path} does not end with one of .{', .'.join(formats)}", param_hint="--plot"
        )


def write_plot(series: types.Series, path: Path, title: str) -> None:
    """Draws each column over the steps."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 5), layout="constrained")
    axes = figure.subplots()
    for (group, param), column in columns_of(series).items():
        values = [float("nan") if value is None else value for value in column]
        # A name with an underscore first would not be in the legend.
        (line,) = axes.plot(series["steps"], values)
        line.set_label(f"{group} {param}" if not group.startswith("_") else f" {group} {param}")
    axes.set(title=title, xlabel="step")
    axes.grid(alpha=0.3)
    axes.legend()
    try:
        figure.savefig(path)
    except OSError as error:
        raise typer.BadParameter(
            f"Cannot write {path}: {error.strerror}", param_hint="--plot"
        ) from error
