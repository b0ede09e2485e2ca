"""The command line on a real service, in this process and in processes of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lockstep import Lockstep
from lockstep.cli.program import program
from tests.service import running_service

Run = Callable[..., Result]
GROUPS = [{"name": "backbone", "lr": 0.1}, {"name": "head", "lr": 0.01}]
SPEC = """\
groups:
  - {name: backbone, lr: 1e-1}
  - {name: head, lr: 1e-3}
schedulers:
  - {preset: hf/cosine, num_warmup_steps: 10, num_training_steps: 100}
total_steps: 100
"""
_numbers = count(1)


@pytest.fixture(scope="session")
def cli_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real service."""
    folder = tmp_path_factory.mktemp("cli")
    with running_service({"LOCKSTEP_DATA": str(folder / "lockstep.db")}) as url:
        yield url


@pytest.fixture
def client(cli_service: str) -> Iterator[Lockstep]:
    with Lockstep(cli_service) as made:
        yield made


@pytest.fixture
def job(client: Lockstep) -> str:
    """The id of an optimizer that is sealed through step 12."""
    name = f"cli-{next(_numbers)}"
    schedulers = [{"type": "StepLR", "step_size": 10}]
    client.put_optimizer(name, GROUPS, schedulers, labels={"team": name})
    client.advance(name, 12)
    return name


@pytest.fixture
def run(cli_service: str, environment: pytest.MonkeyPatch) -> Run:
    """Runs a command, and checks its exit code. It never ends by another exception."""
    environment.setenv("LOCKSTEP_URL", cli_service)

    def invoked(*words: str, code: int = 0, input: str | None = None) -> Result:
        result = CliRunner().invoke(program, list(words), input=input)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return invoked


@pytest.fixture
def spec(tmp_path: Path) -> str:
    """A file with a definition."""
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC)
    return str(path)


def plain(text: str) -> str:
    """A text without the boxes and line breaks of a terminal."""
    return " ".join("".join(" " if c in "│╭╮╰╯─" else c for c in text).split())


def document(result: Result) -> Any:
    """The JSON that a command printed."""
    return json.loads(result.stdout)


def process(url: str, *words: str) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from lockstep.cli import main; main()", *words],
        env={"PATH": os.environ["PATH"], "LOCKSTEP_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
