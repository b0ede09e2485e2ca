"""The commands of `lockstep`, and how each of them fails."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lockstep._version import __version__
from lockstep.cli.attach import attach
from lockstep.cli.compare import compare
from lockstep.cli.doctor import doctor
from lockstep.cli.edit import edit
from lockstep.cli.explain import explain
from lockstep.cli.export import export
from lockstep.cli.failures import report
from lockstep.cli.ls import ls
from lockstep.cli.options import AS_JSON
from lockstep.cli.preview import preview
from lockstep.cli.rewind import rewind
from lockstep.cli.show import show
from lockstep.cli.watch import watch
from lockstep.exceptions import LockstepError


class Commands(TyperGroup):
    """Every refusal is a message and an exit code, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except LockstepError as error:
            raise typer.Exit(report(error, as_json=ctx.meta.get(AS_JSON, False))) from error


program = typer.Typer(
    cls=Commands, name="lockstep", no_args_is_help=True, pretty_exceptions_enable=False
)
for command in (
    preview,
    watch,
    ls,
    show,
    explain,
    edit,
    attach,
    rewind,
    compare,
    export,
    doctor,
):
    program.command()(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lockstep-client {__version__}")
        raise typer.Exit()


@program.callback()
def lockstep(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Look at the learning rates of training jobs, and change them.

    Exit codes: 0 done, 1 refused by the service, 2 wrong usage, 3 unavailable.
    """
