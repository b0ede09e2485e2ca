"""Files that describe an optimizer or a scheduler, in YAML or JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer
import yaml

from lockstep.cli.yaml_loader import parse_yaml

SUFFIXES = {".yaml", ".yml", ".json"}
REGISTRATION = ("groups", "schedulers", "defaults", "total_steps", "labels")
RANGE = ("from", "to", "points", "hyperparameters", "metrics")


def is_file(text: str) -> bool:
    """Whether an argument means a file rather than an id or a name."""
    return text == "-" or Path(text).suffix in SUFFIXES or Path(text).is_file()


def read_object(path: str) -> dict[str, Any]:
    """The object in a file, `-` for stdin. Wrong usage if it has none."""
    document = parse(_text(path), path)
    if not isinstance(document, dict):
        raise typer.BadParameter(f"{path} has {_kind(document)}, wanted an object with fields")
    return document


def read_registration(path: str) -> dict[str, Any]:
    """What `PUT /v1/optimizers/{id}` takes, and the range of a preview."""
    document = read_object(path)
    unknown = [str(field) for field in document if field not in (*REGISTRATION, *RANGE)]
    if unknown:
        wanted = ", ".join((*REGISTRATION, *RANGE))
        raise typer.BadParameter(
            f"{path} has unknown fields: {', '.join(unknown)}; wanted only {wanted}"
        )
    if "groups" not in document:
        raise typer.BadParameter(
            f"{path} has no groups, wanted such as groups: [{{name: all, lr: 0.1}}]"
        )
    return document


def parse(text: str, source: str) -> Any:
    """The YAML or JSON of a text. The message has the line and column of a fault."""
    try:
        return parse_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        fault = " ".join(str(error).split())
        raise typer.BadParameter(f"{source} is neither YAML nor JSON: {fault}") from error


def _text(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise typer.BadParameter(f"Cannot read {path}: {reason}") from error


def _kind(document: object) -> str:
    names = {list: "a list", str: "a text", type(None): "nothing"}
    return names.get(type(document), f"a value of type {type(document).__name__}")
