"""What does not change while a scheduler lives: which optimizer it is, and how it is asked for."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

from lockstep import Lockstep
from lockstep.torch.options import Options


@dataclass
class Run:
    """An optimizer of the service, and what a rank needs to ask for its values."""

    client: Lockstep
    id: str
    names: list[str]
    """Of the parameter groups, in order."""
    hyperparameters: tuple[str, ...]
    """What is written to a group beside `lr`."""
    reporters: dict[str, int]
    """For each metric that a quorum of ranks decides the number of ranks."""
    options: Options
    rank: int = 0
    world_size: int = 1
    reason: str = ""
    owns_client: bool = False
    """Whether the client ends with the scheduler and its thread, the last of which closes it."""

    def __post_init__(self) -> None:
        if self.owns_client:
            weakref.finalize(self, self.client.close)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """A copy has a client of its own."""
        vars(self).update(state)
        self.__post_init__()

    @property
    def asks(self) -> bool:
        """Whether this rank calls the service."""
        return self.options.mode == "each" or self.rank == 0
