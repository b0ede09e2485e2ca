"""What only a terminal has: the live screen of watch, and the question of rewind."""

import os
import pty
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lockstep import Lockstep


@contextmanager
def terminal(url: str, *words: str) -> Iterator[tuple[int, int]]:
    """Runs a command in a terminal of its own: the process id and the file descriptor."""
    pid, descriptor = pty.fork()
    if pid == 0:
        settings = {"PATH": os.environ["PATH"], "LOCKSTEP_URL": url, "TERM": "xterm-256color"}
        code = "from lockstep.cli import main; main()"
        os.execve(sys.executable, [sys.executable, "-c", code, *words], settings)
    yield pid, descriptor
    os.close(descriptor)


def read_until(descriptor: int, *texts: str) -> str:
    """What the command has shown, until all texts are there. Fails where it ends before."""
    shown = b""
    while not all(text.encode() in shown for text in texts):
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # Linux says so at the end of a terminal.
            part = b""
        assert part, f"ended without {texts}: {shown.decode(errors='replace')}"
        shown += part
    return shown.decode(errors="replace")


def exit_code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_watch_is_a_live_screen(cli_service: str, client: Lockstep, job: str) -> None:
    with terminal(cli_service, "watch", job, "--every", "0.2") as (pid, descriptor):
        shown = read_until(descriptor, "━ head lr")
        assert f"{job}: step 12, sealed through 12, generation 1" in shown
        client.edit(job, groups=["head"], multiply={"lr": 0.5}, reason="spike")
        read_until(descriptor, "spike")
        client.advance(job, 14)
        read_until(descriptor, "step 14, sealed through 14")
        os.write(descriptor, b"\x03")
        assert exit_code(pid) == 0


@pytest.mark.parametrize(("answer", "code", "generation"), [("n", 1, 1), ("y", 0, 2)])
def test_rewind_asks_first(
    cli_service: str, client: Lockstep, job: str, answer: str, code: int, generation: int
) -> None:
    with terminal(cli_service, "rewind", job, "--to", "5") as (pid, descriptor):
        read_until(descriptor, f"Rewind {job}? [y/N]:")
        os.write(descriptor, f"{answer}\n".encode())
        read_until(descriptor, "Nothing was changed" if code else "Generation 2 is open")
        assert exit_code(pid) == code
    assert client.get_optimizer(job)["generation"] == generation
