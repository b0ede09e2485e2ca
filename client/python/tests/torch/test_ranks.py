"""Four ranks of a torchrun job, one of which is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lockstep import Lockstep
from tests.service import free_port
from tests.torch.rank_program import STEPS
from tests.torch.training import step_lr_rates

RANKS = 4
PYTHON_FOLDER = Path(__file__).parents[2]
ENVIRONMENT = {
    **os.environ,
    "OMP_NUM_THREADS": "1",
    # Else the restarted ranks connect to addresses of those that were killed.
    "TORCH_GLOO_LAZY_INIT": "1",
    "PYTHONPATH": str(PYTHON_FOLDER),
}


@pytest.mark.parametrize("mode", ["each", "leader"])
def test_every_rank_has_the_same_rates_through_a_kill(
    mode: str, service: str, run_id: str, api: Lockstep, tmp_path: Path
) -> None:
    torchrun(mode, service, run_id, tmp_path)
    expected = [[rate.hex() for rate in row] for row in step_lr_rates(STEPS)]
    steps_of = [steps_of_rank(tmp_path, rank, expected) for rank in range(RANKS)]
    for steps in steps_of:
        assert sorted(set(steps)) == list(range(1, STEPS + 1)), "none is left out"
    generations = api.list_generations(run_id)["generations"]
    assert [each["resume_step"] for each in generations] == [0, 0, 10]
    assert [each.get("world_size") for each in generations] == [None, RANKS, RANKS]


def steps_of_rank(folder: Path, rank: int, expected: list[list[str]]) -> list[int]:
    """The steps that a rank took, with the expected rates and once in each generation."""
    lines = [line.split() for line in (folder / f"rates-{rank}.txt").read_text().splitlines()]
    taken = [(int(generation), int(step)) for _, step, generation, *_ in lines]
    assert len(set(taken)) == len(taken)
    for _, step, generation, *rates in lines:
        assert rates == expected[int(step) - 1], f"rank {rank}, step {step} of {generation}"
    return [step for _, step in taken]


def torchrun(mode: str, url: str, run_id: str, folder: Path) -> None:
    command = [
        *(sys.executable, "-m", "torch.distributed.run", f"--nproc-per-node={RANKS}"),
        *("--max-restarts=1", f"--master-port={free_port()}", "--monitor-interval=0.1"),
        *(str(PYTHON_FOLDER / "tests/torch/rank_program.py"), url, run_id, mode, str(folder)),
    ]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
