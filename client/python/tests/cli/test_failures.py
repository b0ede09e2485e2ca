"""Exit codes and messages of what goes wrong, and the doctor."""

import json
import signal
import subprocess
import sys
from email.utils import formatdate
from pathlib import Path
from time import time

import pytest

from tests.cli.conftest import SPEC, Run, document, plain, process
from tests.faulty_server import FaultyServer, json_answer, page
from tests.service import free_port

COMMANDS = [
    ["watch", "x"],
    ["ls"],
    ["show", "x"],
    ["explain", "x"],
    ["edit", "x", "--scale", "lr=1"],
    ["attach", "x", "StepLR", "step_size=1"],
    ["rewind", "x", "--to", "1", "--yes"],
    ["compare", "x", "y"],
    ["export", "x", "-", "--format", "state"],
    ["doctor"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_command_wants_a_url(
    run: Run, environment: pytest.MonkeyPatch, words: list[str]
) -> None:
    environment.delenv("LOCKSTEP_URL")
    assert "No URL" in plain(run(*words, code=2).output)
    refusal = plain(run(*words, "--url", "lockstep:8080", code=2).output)
    assert "Cannot use 'lockstep:8080' as a URL" in refusal


def test_a_service_that_is_not_there_is_unavailable(run: Run) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert f"No answer from {url}" in run("ls", "--url", url, code=3).stderr
    refusal = run("show", "x", "--url", url, "--json", code=3)
    assert json.loads(refusal.stderr)["error"] == "Unavailable"


@pytest.mark.parametrize("words", [*COMMANDS[:8], ["export", "x", "-", "--format", "csv"]])
def test_every_command_passes_a_refusal_on(run: Run, words: list[str]) -> None:
    if words[0] != "ls":
        assert "optimizer_not_found" in run(*words, code=1).stderr
    if words[0] not in {"ls", "export"}:
        refusal = run(*words, "--json", code=1)
        assert json.loads(refusal.stderr)["code"] == "optimizer_not_found"
        assert refusal.stdout == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "has a list, wanted an object"),
        ("", "has nothing, wanted an object"),
        ("groups: [", "neither YAML nor JSON"),
        ("groups: []\ngroups: []", "the key 'groups' is given twice"),
        ("lables: {}\ngroups: []", "unknown fields: lables"),
        ("total_steps: 5", "has no groups"),
        ("groups: !!python/object:os.system x", "neither YAML nor JSON"),
    ],
)
def test_a_file_that_is_no_definition(run: Run, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    assert message in plain(run("preview", str(path), code=2).stderr)


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    assert "No such file" in plain(run("preview", "missing.yaml", code=2).stderr)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    assert "Cannot read" in plain(run("preview", str(tmp_path / "binary.yaml"), code=2).stderr)


def test_a_definition_that_the_service_refuses(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC.replace("lr: 1e-3", "lr: 1e-3x"))
    assert "/groups/1/lr: given " in run("preview", str(path), code=1).stderr


def test_words_that_are_no_command(run: Run) -> None:
    assert "No such command" in plain(run("halve", code=2).stderr)
    assert "Missing argument" in plain(run("show", code=2).stderr)


def test_the_doctor_finds_nothing_wrong(run: Run) -> None:
    assert "✗" not in run("doctor").stdout
    findings = document(run("doctor", "--json"))["findings"]
    assert {finding["state"] for finding in findings} == {"ok"}
    checks = [finding["check"] for finding in findings]
    assert checks == ["url", "proxy", "service", "store", "token", "clock", "versions"]


def test_the_doctor_names_a_service_that_is_not_there(run: Run) -> None:
    result = run("doctor", "--url", f"http://127.0.0.1:{free_port()}", code=3)
    assert "Start the service" in result.stdout


def test_the_doctor_names_a_proxy(run: Run, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("http_proxy", f"http://user:secret@127.0.0.1:{free_port()}")
    result = run("doctor", code=3)
    assert "NO_PROXY" in result.stdout
    assert "secret" not in result.output


def test_the_doctor_names_another_service(run: Run, faulty: FaultyServer) -> None:
    faulty.answers = [page(200)]
    assert "not Lockstep's JSON" in plain(run("doctor", "--url", faulty.url, code=3).stdout)


def test_the_doctor_names_clock_version_store_and_token(run: Run, faulty: FaultyServer) -> None:
    health = json_answer({"status": "ok"})
    faulty.answers = [
        health,
        json_answer({"info": {"version": "9.0.0"}}),
        json_answer({"status": "ok"}, headers={"date": formatdate(time() - 90, usegmt=True)}),
        page(503),
        json_answer({}, 401),
    ]
    result = run("doctor", "--url", faulty.url, "--json", code=3)
    findings = {each["check"]: each for each in document(result)["findings"]}
    assert findings["store"]["state"] == findings["token"]["state"] == "fault"
    assert "90 s ahead" in findings["clock"]["found"] or "89 s" in findings["clock"]["found"]
    assert "service 9.0.0" in findings["versions"]["found"]
    assert findings["versions"]["state"] == "warning"


def test_without_the_extra_it_says_what_to_install() -> None:
    for missing in ("typer", "rich", "yaml"):
        code = f"import sys; sys.modules[{missing!r}] = None\nfrom lockstep.cli import main; main()"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert ended.returncode == 2
        assert ended.stderr.endswith(f"wants {missing}: pip install 'lockstep-client[cli]'\n")


def test_without_matplotlib_it_says_what_to_install(
    run: Run, spec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    refusal = plain(run("preview", spec, "--plot", "out.png", code=2).stderr)
    assert "pip install 'lockstep-client[cli,plot]'" in refusal


def test_an_interrupted_watch_is_no_traceback(cli_service: str, job: str) -> None:
    watching = process(cli_service, "watch", job, "--json")
    assert watching.stdout is not None
    assert json.loads(watching.stdout.readline())["values"]["step"] == 12
    watching.send_signal(signal.SIGINT)
    assert watching.communicate(timeout=10)[1] == ""
    assert watching.returncode == 0
