"""The command line `lockstep`, which wants the extra `cli`: `lockstep --help` lists the commands."""

from __future__ import annotations

import sys

EXTRA = {"typer", "rich", "yaml"}


def main() -> None:
    """Runs the command line, or says how to install what it wants."""
    try:
        from lockstep.cli.program import program
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in EXTRA:
            raise
        sys.stderr.write(f"The command line wants {package}: pip install 'lockstep-client[cli]'\n")
        sys.exit(2)
    program()
