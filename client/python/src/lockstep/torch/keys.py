"""The key of a generation, which all ranks of one incarnation of the job share."""

from __future__ import annotations

import os
import platform
import uuid

from lockstep.torch import ranks
from lockstep.torch.errors import KeyWanted

_VARIABLES = (
    "TORCHELASTIC_RUN_ID",
    "TORCHELASTIC_RESTART_COUNT",
    "SLURM_JOB_ID",
    "SLURM_RESTART_COUNT",
    "RAY_JOB_ID",
)


class GenerationKey:
    """A key that is drawn when a scheduler is constructed, so that copies of it share it.

    Nothing in the environment can be the key: a restart count differs between nodes, and a run id
    is the same for each launch of a job.
    """

    def __init__(self, given: str | None) -> None:
        self._given = given or os.environ.get("LOCKSTEP_GENERATION_KEY")
        self._key = self._given or uuid.uuid4().hex
        self._is_agreed = self._given is not None
        self._openings = 0

    def next(self) -> str:
        """The key of the next generation. All ranks call it at the same step.

        Raises KeyWanted if the ranks have no process group.
        """
        if not self._is_agreed:
            if not ranks.has_group() and ranks.world_size() > 1:
                raise KeyWanted(
                    f"Cannot draw one key for {ranks.world_size()} ranks without a process group: "
                    "call torch.distributed.init_process_group before the first step(), or give "
                    "generation_key= or LOCKSTEP_GENERATION_KEY, the same on each rank and another "
                    "one at each start"
                )
            self._key = ranks.from_rank_0(self._key)
            self._is_agreed = True
        self._openings += 1
        return self._key if self._openings == 1 else f"{self._key}.{self._openings}"


def reason() -> str:
    """What the environment says of this incarnation, for people who read the generations."""
    said = [f"{name}={os.environ[name]}" for name in _VARIABLES if os.environ.get(name)]
    return ", ".join([f"host={platform.node()}", *said])[:1000]
