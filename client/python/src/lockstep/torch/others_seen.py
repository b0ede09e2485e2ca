"""What the other ranks were given last, so that a store which lost it refuses to serve.

Ranks exchange it through the store of their process group, from their threads: a collective there
would be out of order with those of the training.
"""

from __future__ import annotations

import contextlib
from typing import Any

from torch.distributed import distributed_c10d

from lockstep.torch import ranks

MOST = 64
"""As many texts as an advance takes."""


class OthersSeen:
    """The texts `seen` of up to 64 other ranks, those after this one."""

    def __init__(self, store: Any, id: str, rank: int, world_size: int) -> None:
        self._store = store
        self._id = id
        self._rank = rank
        count = min(MOST, world_size - 1)
        self._others = [(rank + 1 + index) % world_size for index in range(count)]

    def exchange(self, generation: int, seen: str) -> list[str]:
        """Gives the text of this rank to the others, and returns theirs: each different one once.

        Those of another generation are left out: a rank that is not in this one yet has none.
        """
        if not seen:
            return []
        # A store that is lost ends the job; this is not what should say so.
        with contextlib.suppress(RuntimeError):
            self._store.set(self._key(generation, self._rank), seen)
            keys = [self._key(generation, rank) for rank in self._others]
            present = [key for key in keys if self._store.check([key])]
            texts = {text.decode() for text in self._store.multi_get(present)} if present else set()
            return sorted(texts - {seen})
        return []

    def _key(self, generation: int, rank: int) -> str:
        return f"lockstep/{self._id}/{generation}/{rank}"


def others_of_group(id: str) -> OthersSeen | None:
    """The exchange with the ranks of the default process group, None if there is none.

    torch has no public way to its store. The copy has a connection of its own, as the other one may
    be waiting for a rank.
    """
    find: Any = getattr(distributed_c10d, "_get_default_store", None)
    if find is None or not ranks.has_group() or ranks.world_size() == 1:
        return None
    try:
        return OthersSeen(find().clone(), id, ranks.rank(), ranks.world_size())
    except (RuntimeError, NotImplementedError, AttributeError):
        return None
