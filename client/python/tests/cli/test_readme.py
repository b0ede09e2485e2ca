"""What README.md shows of the command line runs, on the optimizer and the file that it shows."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from lockstep import Lockstep
from lockstep.cli.program import program
from lockstep.cli.yaml_loader import parse_yaml
from tests.cli.conftest import Run

README = (Path(__file__).parents[2] / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHOWN = [
    shlex.split(line)[1:]
    for language, text in BLOCKS
    if language == "sh"
    for line in text.splitlines()
    if line.startswith("lockstep ")
]


def test_what_is_shown_runs(
    run: Run, client: Lockstep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = (text for language, text in BLOCKS if language == "yaml")
    Path("spec.yaml").write_text(text)
    definition = parse_yaml(text)
    client.put_optimizer("run-42", definition["groups"], definition["schedulers"])
    client.advance("run-42", 12)
    for words in SHOWN:
        # That one changes the shell of the user.
        if words != ["--install-completion"]:
            run(*words)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"spec.yaml", "out.png", "values.csv", "checkpoint.json"}


def test_every_command_is_shown() -> None:
    names = {getattr(each.callback, "__name__", "") for each in program.registered_commands}
    assert {words[0] for words in SHOWN} == names | {"--install-completion"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001),
        ("1E5", 100000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-3", -3),
        ("010", 10),
        ("1:30", "1:30"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("null", None),
        ("2026-01-01", "2026-01-01"),
        ("12.5%", "12.5%"),
        ("1_000", "1_000"),
        ("'1e-3'", "1e-3"),
        ("[1e-3, {a: 2}]", [0.001, {"a": 2}]),
        ('{"lr": 1e-3}', {"lr": 0.001}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
    ],
)
def test_yaml_is_read_as_people_mean_it(text: str, value: object) -> None:
    read = parse_yaml(text)
    assert read == value
    assert type(read) is type(value)


def test_a_repeated_key_is_refused() -> None:
    with pytest.raises(yaml.YAMLError, match="given twice"):
        parse_yaml("{a: 1, a: 2}")
