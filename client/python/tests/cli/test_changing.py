"""Commands that change an optimizer: edit, attach, rewind."""

import threading
import time
from pathlib import Path

import pytest

from lockstep import Lockstep
from tests.cli.conftest import Run, document, plain


def test_edit_shows_before_after_and_when(run: Run, client: Lockstep, job: str) -> None:
    text = plain(run("edit", job, "head", "--multiply", "lr=0.5", "--at", "15").stdout)
    assert "acts at step 15, no job takes steps now" in text
    assert "head lr 0.001 -> 0.0005 0.0005" in text
    assert client.get_lr(job, 15)["groups"][1]["lr"] == 0.0005


def test_edit_says_how_soon_it_acts(run: Run, client: Lockstep, job: str) -> None:
    ends = threading.Event()

    def train() -> None:
        step = 12
        while not ends.wait(0.05):
            step += 1
            client.advance(job, step)

    trainer = threading.Thread(target=train)
    trainer.start()
    text = run("edit", job, "--multiply", "lr=0.5", "--at", "5120").stdout
    ends.set()
    trainer.join()
    # 5 100 steps at 20 a second or somewhat fewer.
    minutes = int(text.split("acts at step 5 120, about ")[1].split(" min")[0])
    assert 4 <= minutes <= 12


def test_edit_names_what_overwrites_it(run: Run, client: Lockstep) -> None:
    preset = {"preset": "hf/cosine", "num_warmup_steps": 0, "num_training_steps": 100}
    name = client.create_optimizer([{"name": "all", "lr": 0.1}], [preset])["id"]
    client.advance(name, 5)
    text = plain(run("edit", name, "--set", "lr=0.5").stdout)
    assert "-> 0.5" in text
    assert "LambdaLR-1 overwrites it at step 7" in text


def test_edit_as_json_is_the_answer(run: Run, job: str) -> None:
    words = ["--scale", "lr=0.5", "--hold", "lr=1e-4", "--until", "99", "--reason", "why"]
    answer = document(run("edit", job, *words, "--at", "50", "--json"))
    assert (answer["step"], answer["reason"], answer["hold"]) == (50, "why", {"lr": 0.0001})
    assert (
        document(run("edit", job, "--release", "lr", "--at", "60", "--json"))["status"] == "pending"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "wanted --set, --scale, --multiply, --hold or --release"),
        (["--scale", "lr"], "given 'lr', wanted name=value"),
        (["--scale", "lr="], "given 'lr=', wanted name=value"),
        (["--scale", "lr=half"], "given lr=half, wanted a number"),
        (["--scale", "lr=true"], "given lr=True, wanted a number"),
        (["--scale", "lr=[1,"], "neither YAML nor JSON"),
        (["--scale", "lr=1", "--scale", "lr=2"], "lr is given twice"),
        (["--scale", "lr=1", "--at", "soon"], "Invalid value for '--at'"),
        (["--scale", "lr=1", "--at", "-1"], "Invalid value for '--at'"),
    ],
)
def test_edit_refuses_wrong_usage(run: Run, job: str, words: list[str], message: str) -> None:
    assert message in plain(run("edit", job, *words, code=2).stderr)


def test_edit_of_a_sealed_step_is_a_refusal(run: Run, job: str) -> None:
    assert "step 13 or a later one" in run("edit", job, "--set", "lr=1", "--at", "5", code=1).stderr
    refusal = run("edit", job, "--set", "lr=1", "--at", "5", "--json", code=1)
    assert '"earliest_step": 13' in refusal.stderr
    assert refusal.stdout == ""


@pytest.mark.parametrize("form", ["words", "preset", "json", "file"])
def test_attach_takes_every_form(
    run: Run, client: Lockstep, job: str, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "scheduler.yaml"
    path.write_text("type: ExponentialLR\ngamma: 9.5e-1\n")
    scheduler = {
        "words": ["ExponentialLR", "gamma=0.95"],
        "preset": ["hf/cosine", "num_warmup_steps=5", "num_training_steps=100"],
        "json": ['{"type": "ExponentialLR", "gamma": 0.95}'],
        "file": [str(path)],
    }[form]
    text = run("attach", job, *scheduler, "--group", "head", "--at", "20").stdout
    assert "acts at step 20" in text
    attached = client.list_schedulers(job)["schedulers"][1]
    assert attached["groups"] == ["head"]
    assert attached.get("gamma", 0.95) == 0.95


def test_attach_as_json_is_the_answer(run: Run, job: str) -> None:
    answer = document(run("attach", job, "StepLR", "step_size=3", "name=other", "--json"))
    assert (answer["name"], answer["effective_step"]) == ("other", 13)


def test_attach_refuses_with_pointers(run: Run, job: str) -> None:
    refusal = run("attach", job, "StepLR", "step_size=0", code=1).stderr
    assert "/step_size: given 0, wanted at least 1" in refusal
    assert "neither YAML nor JSON" in plain(run("attach", job, '{"type": ', code=2).stderr)
    assert "Cannot read missing.yaml" in plain(run("attach", job, "missing.yaml", code=2).stderr)


def test_rewind_shows_what_it_changes(run: Run, client: Lockstep, job: str) -> None:
    text = plain(run("rewind", job, "--to", "5", "--key", "again", "--yes").stdout)
    assert "from step 12 of generation 1 to step 5" in text
    assert "backbone lr 0.01 -> 0.1" in text
    assert "Generation 2 is open at step 5" in text
    assert "with the key again" in text
    assert client.get_optimizer(job)["step"] == 5


def test_rewind_as_json(run: Run, job: str) -> None:
    words = ["--to", "5", "--drop-edits", "--reason", "loss spike", "--yes", "--json"]
    answer = document(run("rewind", job, *words))
    assert answer["before"]["step"] == 12
    opened = answer["generation"]
    assert (opened["resume_step"], opened["edits"]) == (5, "drop")
    assert opened["key"].startswith("rewind-5-")


def test_rewind_wants_a_confirmation(run: Run, client: Lockstep, job: str) -> None:
    for words in ([], ["--json"]):
        refusal = plain(run("rewind", job, "--to", "5", *words, code=2, input="y\n").stderr)
        assert "give --yes" in refusal
    assert client.get_optimizer(job)["generation"] == 1


def test_rewind_to_a_step_that_is_not_sealed_is_a_refusal(run: Run, job: str) -> None:
    assert "resume_ahead" in run("rewind", job, "--to", "50", "--yes", code=1).stderr


def test_a_watch_ends_at_its_step(run: Run, client: Lockstep, job: str) -> None:
    def change() -> None:
        time.sleep(0.5)
        client.edit(job, scale={"lr": 0.5}, reason="loss spike")
        client.advance(job, 20)

    trainer = threading.Thread(target=change)
    trainer.start()
    text = run("watch", job, "--until", "20", "--every", "0.2").stdout
    trainer.join()
    assert "step 12: lr backbone 0.01, head 0.001" in text
    assert "edited at step 13:" in text
    assert "loss spike" in text
    assert "step 20: lr" in text
