"""What `step()` does while an answer is not there."""

from __future__ import annotations

import logging
from concurrent.futures import Future

from lockstep.torch.options import OnOutage
from lockstep.torch.window import Window

log = logging.getLogger("lockstep")

REMINDER_S = 30.0
HOLD_AFTER_S = 1.0


class Outage:
    """Waits for answers as `on_outage` says."""

    def __init__(self, policy: OnOutage) -> None:
        self._policy = policy
        self._holds = False

    def result(self, future: Future[Window], what: str) -> Window | None:
        """The answer; None if the last values are to be held.

        Raises what the request raised.
        """
        patience = REMINDER_S
        if self._policy == "hold":
            patience = 0.0 if self._holds else HOLD_AFTER_S
        while True:
            try:
                window = future.result(patience)
            except TimeoutError:
                if self._policy == "hold":
                    self._begin(what)
                    return None
                log.warning("Waiting for %s: the service does not answer", what)
            else:
                self._end(what)
                return window

    def _begin(self, what: str) -> None:
        if not self._holds:
            log.warning("No answer for %s: holding the last values until there is one", what)
        self._holds = True

    def _end(self, what: str) -> None:
        if self._holds:
            log.warning("The service answers again, for %s", what)
        self._holds = False
