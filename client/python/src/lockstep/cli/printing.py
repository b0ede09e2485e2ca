"""What commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

# Wide enough that a pipe or a log does not cut values.
PIPED_COLUMNS = 160


def console(*, err: bool = False) -> Console:
    """A console that prints names as they are: `[a]` and `:b:` are no markup."""
    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else PIPED_COLUMNS
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def show(*parts: RenderableType) -> None:
    for part in parts:
        console().print(part)


def note(text: str) -> None:
    """A remark beside the result, on stderr."""
    console(err=True).print(text, soft_wrap=True)


def print_json(document: object) -> None:
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))


def print_json_line(document: object) -> None:
    """One object a line, for what follows a job."""
    typer.echo(json.dumps(document, ensure_ascii=False))


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> Table:
    """A table that folds long texts and never cuts them."""
    made = Table(box=None, padding=(0, 2, 0, 0), title=title, title_justify="left")
    for name in titles:
        made.add_column(name, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def note_warnings(answer: Mapping[str, Any]) -> None:
    """The warnings of an answer of the service."""
    for warning in answer.get("warnings", []):
        note(f"Warning: {warning['detail']} ({warning['code']})")


def progress() -> Progress:
    """A progress bar on stderr, which disappears at its end and is not in logs."""
    err = console(err=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
