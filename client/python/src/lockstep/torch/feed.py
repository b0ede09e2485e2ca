"""The windows of a scheduler, one after another, and the generation that they are of."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from lockstep import LockstepError, Unavailable
from lockstep.torch import ranks
from lockstep.torch.asking import Ask
from lockstep.torch.errors import GroupsMismatch, MetricAwaited
from lockstep.torch.fetching import Fetcher
from lockstep.torch.keys import GenerationKey
from lockstep.torch.opening import Opening
from lockstep.torch.others_seen import OthersSeen, others_of_group
from lockstep.torch.outage import Outage
from lockstep.torch.pace import Pace
from lockstep.torch.run import Run
from lockstep.torch.window import Window


class Feed:
    """Asks for windows ahead of time, and opens a generation with the first one."""

    def __init__(self, run: Run, key: GenerationKey) -> None:
        self.run = run
        self.generation = 0
        """That of this incarnation, 0 before its first step."""
        self.parent = 0
        """That of the loaded state."""
        self.seen = ""
        self.reports: list[tuple[int, str, float]] = []
        """What is to be sent with the next request."""
        self.pace = Pace(run.options, run.rank / max(1, run.world_size))
        self._key = key
        self._outage = Outage(run.options.on_outage)
        self._fetcher: Fetcher | None = None
        self._asked: tuple[Ask, Future[Window]] | None = None
        self._opening: Opening | None = None
        self._others: OthersSeen | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Without the thread and what it was asked for: a copy asks again."""
        return {**vars(self), "_fetcher": None, "_asked": None, "_others": None}

    def resume(self, parent: int, seen: str) -> None:
        """The next step opens another generation."""
        self.generation, self.parent, self.seen = 0, parent, seen
        self._asked, self._opening = None, None

    def prefetch(self, step: int) -> None:
        """Asks for the window from the step on, unless that was done."""
        if self.run.asks and self._asked is None:
            self._ask(step)

    def window(self, step: int, position: int) -> Window | None:
        """The window that begins at the step, None while an outage is held.

        Where `mode` is `"leader"`, rank 0 broadcasts what it has, its exceptions included.
        """
        self._name_opening(position)
        outcome: Window | Exception | None = None
        if self.run.asks:
            try:
                outcome = self._obtained(step)
            except Exception as error:
                outcome = error
        if self.run.options.mode == "leader":
            outcome = ranks.from_rank_0(outcome)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is not None:
            self.generation, self.seen, self._opening = outcome.generation, outcome.seen, None
            self.pace.begin(outcome)
        return outcome

    def send_reports(self, step: int) -> None:
        """Sends the reports for steps whose values are there already: they act after them."""
        if self.run.asks:
            if self._asked is not None and self._asked[1].done():
                self._asked[1].result()  # A report before this one may have been refused.
            self._ask(step)
        self.reports.clear()

    def _name_opening(self, position: int) -> None:
        if self.generation == 0 and self._opening is None:
            key = self._key.next()
            self.run.rank, self.run.world_size = ranks.rank(), ranks.world_size()
            self._opening = Opening(key, position, self.parent, self.seen)
            if self.run.options.mode == "each":
                self._others = others_of_group(self.run.id)

    def _obtained(self, step: int) -> Window | None:
        if self._fetcher is not None and not self._fetcher.is_of_this_process:
            self._fetcher, self._asked = None, None
        if self._asked is None:
            self._ask(step)
        assert self._asked is not None
        ask, future = self._asked
        try:
            window = self._outage.result(future, f"step {step} of {self.run.id}")
        except (Unavailable, MetricAwaited):
            self._asked, self.reports = None, ask.reports + self.reports
            raise
        except LockstepError as error:
            self._asked = None
            if isinstance(error, GroupsMismatch) and ask.names != self.run.names:
                return self._obtained(step)  # A group was added since this was asked.
            raise
        if window is None:
            return None
        self._asked = None
        if not window.first <= step < window.end:
            self._take(window)
            return self._obtained(step)
        return window

    def _take(self, window: Window) -> None:
        self.generation, self.seen, self._opening = window.generation, window.seen, None

    def _ask(self, step: int) -> None:
        if self._fetcher is None or not self._fetcher.is_of_this_process:
            self._fetcher = Fetcher(self.run, self)
        ask = Ask(step, self.pace.ahead(), self.generation, self.seen, self.run.names)
        ask.opening = self._opening
        ask.reports, self.reports, ask.others = self.reports, [], self._others
        self._asked = ask, self._fetcher.ask(ask)
