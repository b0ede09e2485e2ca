"""Completion of ids and groups in a shell, by a quick question to the service."""

from __future__ import annotations

import contextlib

import typer

from lockstep._sync.client import Lockstep
from lockstep.exceptions import LockstepError


def complete_optimizer(context: typer.Context, incomplete: str) -> list[str]:
    """The ids that begin so, among the first 1 000. Without an answer there is no completion."""
    with contextlib.suppress(LockstepError), _quick(context) as client:
        listed = client.list_optimizers(limit=1000)["optimizers"]
        return [each["id"] for each in listed if each["id"].startswith(incomplete)]
    return []


def complete_group(context: typer.Context, incomplete: str) -> list[str]:
    """The groups of the optimizer that was named before."""
    with contextlib.suppress(LockstepError), _quick(context) as client:
        groups = client.list_groups(context.params["optimizer"])["groups"]
        return [each["name"] for each in groups if each["name"].startswith(incomplete)]
    return []


def _quick(context: typer.Context) -> Lockstep:
    return Lockstep(context.params.get("url"), timeout=1.0, connect_timeout=0.5, retry_for=0)
