"""Commands that only read: ls, show, explain, preview."""

from pathlib import Path

import pytest

from lockstep import Lockstep
from tests.cli.conftest import Run, document, plain


def test_ls_lists_by_label(run: Run, job: str) -> None:
    rows = run("ls", "--label", f"team:{job}").stdout.splitlines()
    assert len(rows) == 2
    assert rows[1].split()[:4] == [job, "12", "12", "1"]
    listed = document(run("ls", "--label", f"team:{job}", "--json"))
    assert [each["id"] for each in listed["optimizers"]] == [job]


def test_ls_says_when_there_are_more(run: Run, client: Lockstep, job: str) -> None:
    for _ in range(2):
        client.create_optimizer([{"name": "all", "lr": 0.1}], labels={"many": job})
    listed = run("ls", "--label", f"many:{job}", "--limit", "1")
    assert "more than 1" in listed.stderr
    assert document(run("ls", "--label", f"many:{job}", "--limit", "1", "--json"))["has_more"]
    assert not document(run("ls", "--label", f"many:{job}", "--json"))["has_more"]


def test_show_has_groups_schedulers_changes_and_generations(
    run: Run, client: Lockstep, job: str
) -> None:
    client.edit(job, groups=["head"], multiply={"lr": 0.5}, at_step=5000, reason="loss spike")
    client.open_generation(job, "restart", resume_step=12)
    text = plain(run("show", job).stdout)
    assert f"{job}: step 12, sealed through 12, generation 2" in text
    assert "head lr=0.001, initial_lr=0.01" in text
    assert "StepLR-1 StepLR backbone, head step_size=10, gamma=0.1" in text
    assert "5 000" in text
    assert "loss spike" in text
    assert "restart 12 12" in text
    shown = document(run("show", job, "--json"))
    assert set(shown) == {"optimizer", "pending", "generations"}
    assert [change["step"] for change in shown["pending"]] == [5000]


def test_small_numbers_are_shown(run: Run, client: Lockstep) -> None:
    tiny = client.create_optimizer([{"name": "tiny", "lr": 1e-9}])["id"]
    for command in (["show", tiny], ["explain", tiny], ["watch", tiny, "--until", "0"]):
        assert "1e-09" in run(*command).stdout


def test_names_are_no_markup(run: Run, client: Lockstep) -> None:
    name = client.create_optimizer([{"name": "[red]a[/] :smile:", "lr": 0.1}])["id"]
    assert "[red]a[/] :smile:" in run("show", name).stdout


def test_explain_has_all_digits(run: Run, job: str) -> None:
    text = plain(run("explain", job, "--step", "12", "--group", "backbone").stdout)
    assert "backbone lr at step 12 is 0.010000000000000002 (sealed, generation 1)" in text
    assert "StepLR-1 (StepLR) 0" in text
    found = document(run("explain", job, "--step", "10", "--group", "backbone", "--json"))
    assert found["value"] == 0.010000000000000002


def test_explain_lists_the_edits_that_count(run: Run, client: Lockstep, job: str) -> None:
    client.edit(job, groups=["head"], multiply={"lr": 0.5}, reason="loss spike")
    text = plain(run("explain", job, "--step", "14", "--group", "head").stdout)
    assert "edited 13 multiply lr=0.5 loss spike" in text


def test_explain_wants_a_group_where_there_are_several(run: Run, job: str) -> None:
    assert "wanted one of backbone, head" in plain(run("explain", job, code=2).stderr)
    refusal = run("explain", job, "--group", "neck", code=1).stderr
    assert "group_not_found" in refusal
    assert "known: backbone, head" in refusal


def test_preview_draws_and_lists(run: Run, spec: str) -> None:
    text = run("preview", spec).stdout
    assert "backbone lr" in text
    assert any("⠀" <= character <= "⣿" for character in text)
    assert "80 0.0116978 0.000116978" in plain(text)
    series = document(run("preview", spec, "--to", "10", "--json"))
    assert series["steps"] == list(range(11))
    assert series["groups"][1]["lr"][10] == 0.001


def test_preview_reads_stdin(run: Run, spec: str) -> None:
    text = Path(spec).read_text()
    assert document(run("preview", "-", "--json", input=text))["steps"][-1] == 100


def test_preview_shows_warnings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "warned.yaml"
    schedulers = "[{type: LambdaLR, lr_lambda: '1'}, {type: LambdaLR, lr_lambda: '0.5'}]"
    path.write_text(f"groups: [{{name: a, lr: 0.1}}]\nschedulers: {schedulers}\nto: 10\n")
    assert "schedulers_collide" in run("preview", str(path)).stderr


@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_preview_writes_plots(
    run: Run, spec: str, tmp_path: Path, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"out.{suffix}"
    run("preview", spec, "--plot", str(path))
    assert path.read_bytes().startswith(start)


def test_preview_refuses_plots_that_cannot_be(run: Run, spec: str, tmp_path: Path) -> None:
    assert ".png" in plain(run("preview", spec, "--plot", "out.docx", code=2).stderr)
    missing = str(tmp_path / "missing" / "out.png")
    assert "No such file" in plain(run("preview", spec, "--plot", missing, code=2).stderr)
