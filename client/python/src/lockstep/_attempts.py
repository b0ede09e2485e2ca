"""When a call is attempted again: exponential backoff with full jitter, within a budget."""

from __future__ import annotations

import time
from random import SystemRandom

from lockstep.exceptions import LockstepError

FIRST_DELAY = 0.1
LONGEST_DELAY = 5.0

# Not the generator of the module random: training seeds that one, so all ranks would choose the
# same delays, and each draw would change what the training draws next.
_random = SystemRandom()


class Attempts:
    """The attempts of one call. None begins later than `budget` seconds after the first one."""

    def __init__(self, budget: float) -> None:
        self._budget = budget
        self._deadline = time.monotonic() + budget
        self.failed = 0
        """How many attempts have failed."""

    def delay(self, failure: LockstepError) -> float:
        """The seconds to wait before the next attempt. Raises `failure` if there is none."""
        backoff = min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(self.failed, 30))
        self.failed += 1
        delay = (failure.retry_after or 0.0) + _random.uniform(0.0, backoff)
        if time.monotonic() + delay > self._deadline:
            failure.add_note(self._note())
            raise failure
        return delay

    def extend(self) -> None:
        """Begins the budget again, for a stream that was open."""
        self._deadline = time.monotonic() + self._budget

    def _note(self) -> str:
        return f"Attempts: {self.failed}, within retry_for={self._budget:g} seconds"
