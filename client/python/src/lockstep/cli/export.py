"""`lockstep export`: a checkpoint, or the values as CSV."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from lockstep._sync.client import Lockstep
from lockstep.cli.columns import columns_of
from lockstep.cli.connection import connected
from lockstep.cli.numbers import exact
from lockstep.cli.options import AsJson, From, Optimizer, To, Url
from lockstep.cli.printing import console, note, print_json
from lockstep.cli.trajectory import pieces, trajectory


class Format(StrEnum):
    STATE = "state"
    CSV = "csv"


SUFFIXES = {".json": Format.STATE, ".csv": Format.CSV}


def export(
    optimizer: Optimizer,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A .json or .csv file; - for stdout.")
    ],
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="A checkpoint, or values; else as the file ends."),
    ] = None,
    from_: From = 0,
    to: To = None,
    param: Annotated[list[str] | None, typer.Option(help="Hyperparameters; lr if none.")] = None,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Write a checkpoint that any Lockstep can restore, or the values at each step."""
    kind = format_ or SUFFIXES.get(Path(file).suffix.lower())
    if kind is None:
        raise typer.BadParameter("wanted state or csv for this file", param_hint="--format")
    if as_json and file == "-":
        raise typer.BadParameter("FILE - and --json both write to stdout", param_hint="--json")
    with connected(url) as client, _opened(file) as stream:
        if kind is Format.STATE:
            _write_state(client, optimizer, stream)
        else:
            _write_values(client, optimizer, stream, (from_, to), param)
    if as_json:
        print_json({"optimizer": optimizer, "file": file, "format": kind})
    elif file != "-":
        note(f"Wrote {file}")


def _write_state(client: Lockstep, optimizer: str, stream: TextIO) -> None:
    with console(err=True).status("Reading the checkpoint"):
        state = client.get_state(optimizer)
    # As the service wrote it: its checksum is over the values.
    json.dump(state, stream, ensure_ascii=False)
    stream.write("\n")


def _write_values(
    client: Lockstep,
    optimizer: str,
    stream: TextIO,
    steps: tuple[int, int | None],
    params: list[str] | None,
) -> None:
    """A row for each step, group and hyperparameter, with all digits."""
    source = trajectory(client, optimizer, params)
    start, end = steps[0], source.end if steps[1] is None else steps[1]
    if end is None or end < start:
        raise typer.BadParameter(f"--from {start} is after the last step, {end}")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["step", "group", "hyperparameter", "value"])
    for (series,) in pieces([source], start, end):
        columns = columns_of(series)
        for at, step in enumerate(series["steps"]):
            for (group, param), values in columns.items():
                if values[at] is not None:
                    writer.writerow([step, group, param, exact(values[at])])


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    """The file, which is written beside its place first: a failure leaves the one before."""
    if file == "-":
        yield sys.stdout
        return
    path = Path(file)
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with written.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        written.replace(path)
    except OSError as error:
        raise typer.BadParameter(f"Cannot write {file}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)
