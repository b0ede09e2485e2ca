"""compare and export."""

import csv
import io
import json
from pathlib import Path

import pytest

from lockstep import Lockstep
from tests.cli.conftest import SPEC, Run, document, plain


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A definition that differs in the head alone, from the warmup on."""
    path = tmp_path / "other.yaml"
    path.write_text(SPEC.replace("1e-3", "2e-3"))
    return str(path)


def test_compare_names_the_first_difference(run: Run, spec: str, other: str) -> None:
    text = plain(run("compare", spec, other).stdout)
    assert "first differ at step 1 (of 0 to 100)" in text
    assert "head lr 1 0.0001 0.0002" in text
    assert "/groups/1/lr 0.001 0.002" in text
    answer = document(run("compare", spec, other, "--json"))
    assert answer["differs_from"] == 1
    assert [each["group"] for each in answer["columns"]] == ["head"]


def test_compare_finds_a_late_difference(run: Run, client: Lockstep) -> None:
    names = []
    for length in (250_000, 250_001):
        schedulers = [{"type": "StepLR", "step_size": length}]
        group = {"name": "all", "lr": 0.1}
        names.append(client.create_optimizer([group], schedulers, total_steps=300_000)["id"])
    assert document(run("compare", *names, "--json"))["differs_from"] == 250_000


def test_compare_finds_no_difference(run: Run, job: str, spec: str) -> None:
    assert "have the same values at steps 0 to 12" in run("compare", job, job).stdout
    answer = document(run("compare", spec, spec, "--json"))
    assert (answer["differs_from"], answer["columns"], answer["definition"]) == (None, [], [])


def test_compare_has_groups_of_one_alone(run: Run, job: str, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"groups": [{"name": "neck", "lr": 0.1}]}))
    columns = document(run("compare", job, str(path), "--json"))["columns"]
    found = [(each["group"], each["one"], each["other"]) for each in columns]
    assert found == [("backbone", 0.1, None), ("head", 0.01, None), ("neck", None, 0.1)]


def test_compare_refuses_wrong_usage(run: Run, spec: str, job: str, tmp_path: Path) -> None:
    path = tmp_path / "endless.json"
    path.write_text('{"groups": [{"name": "a", "lr": 0.1}]}')
    assert "neither has total_steps" in plain(run("compare", str(path), str(path), code=2).stderr)
    assert "is after the last step" in plain(
        run("compare", spec, spec, "--from", "200", code=2).stderr
    )
    assert "optimizer_not_found" in run("compare", job, "missing", code=1).stderr


def test_export_writes_every_value(run: Run, client: Lockstep, job: str, tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    run("export", job, str(path))
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert len(rows) == 13 * 2
    series = client.get_series(job, 0, 12)
    for at, group in enumerate(series["groups"]):
        assert [float(row["value"]) for row in rows[at::2]] == group["lr"]
    text = run("export", job, "-", "--format", "csv", "--from", "12").stdout
    assert list(csv.DictReader(io.StringIO(text))) == rows[-2:]


def test_export_writes_a_checkpoint(run: Run, client: Lockstep, job: str, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    answer = document(run("export", job, str(path), "--json"))
    assert answer == {"optimizer": job, "file": str(path), "format": "state"}
    restored = client.put_state(f"{job}-copy", json.loads(path.read_text()))
    assert restored["step"] == 12


def test_export_refuses_wrong_usage(run: Run, job: str, tmp_path: Path) -> None:
    assert "state or csv" in plain(run("export", job, "values.txt", code=2).stderr)
    both = run("export", job, "-", "--format", "csv", "--json", code=2)
    assert "stdout" in plain(both.stderr)
    missing = str(tmp_path / "missing" / "state.json")
    assert "Cannot write" in plain(run("export", job, missing, code=2).stderr)
    late = run("export", job, str(tmp_path / "v.csv"), "--from", "99", code=2)
    assert "after the last step" in plain(late.stderr)


def test_a_failed_export_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text("before")
    run("export", "missing", str(path), code=1)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]
