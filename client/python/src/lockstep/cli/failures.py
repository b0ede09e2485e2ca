"""What a command prints when it fails, and its exit code."""

from __future__ import annotations

import json

import typer

from lockstep.exceptions import (
    InvalidArgument,
    InvalidToken,
    InvalidURL,
    LockstepError,
    NotLockstep,
    Problem,
    Unavailable,
)

REFUSED, WRONG_USAGE, UNAVAILABLE = 1, 2, 3


def exit_code(error: LockstepError) -> int:
    """3 if repeating the command later may help, 2 if the caller has to change it, else 1."""
    if isinstance(error, Unavailable | NotLockstep):
        return UNAVAILABLE
    if isinstance(error, InvalidURL | InvalidToken | InvalidArgument):
        return WRONG_USAGE
    return REFUSED


def report(error: LockstepError, *, as_json: bool) -> int:
    """Prints the error to stderr, and returns the exit code."""
    typer.echo(json.dumps(_document(error)) if as_json else _text(error), err=True)
    return exit_code(error)


def _text(error: LockstepError) -> str:
    if not isinstance(error, Problem):
        return f"Error: {error}"
    faults = [f"  {fault['pointer'] or '/'}: {fault['detail']}" for fault in error.errors]
    if not faults:
        faults = [f"  {error.detail}"]
    known = error.facts.get("known")
    if known:
        faults.append(f"  known: {', '.join(map(str, known))}")
    return "\n".join([f"Error: {error.title} ({error.code})", *faults])


def _document(error: LockstepError) -> dict[str, object]:
    """The refusal as the service wrote it, or the kind and the text of another error."""
    if isinstance(error, Problem):
        document: dict[str, object] = dict(error.args[0])
        return document
    return {"error": type(error).__name__, "detail": str(error)}
