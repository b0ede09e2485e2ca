"""The values that a scheduler sets next, and the groups that they are for."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from lockstep.torch.errors import GroupsMismatch
from lockstep.torch.feed import Feed
from lockstep.torch.groups import rates_of, write
from lockstep.torch.window import Window

Groups = list[dict[str, Any]]


class Values:
    """The window in use. `RemoteScheduler.step` reads its attributes, since a call costs time."""

    def __init__(self, at_0: Window) -> None:
        self._window = at_0
        self._trigger = 0
        self._is_held = False
        self._still: list[dict[str, Any]] = []
        self.forget()

    def forget(self) -> None:
        """The next step asks for other values: those here are of another position."""
        self.first = self.limit = 0
        """The steps for which nothing has to be asked or checked."""
        self.bound: Groups | None = None
        """The list of groups that was checked: `optimizer.load_state_dict` makes another one."""
        self.count = 0
        self.is_plain = False
        """Whether only rates move, and none is a tensor."""
        self.rates: list[list[Any]] = []
        self._is_over = True

    def __getstate__(self) -> dict[str, Any]:
        """A copy has other groups, and checks them first."""
        return {**vars(self), "bound": None}

    def show_first(self, groups: Groups) -> list[Any]:
        """Writes the values at step 0, and returns the rates."""
        self._bind(groups)
        self._write_still(groups)
        rates = self._write_row(groups, 0)
        self.forget()
        return rates

    def prepare(self, feed: Feed, groups: Groups, step: int) -> None:
        """Makes `rates` have the step, and asks for what follows where it is time.

        Raises whatever an answer may be: nothing has been written then.
        """
        is_new = self._is_over or not self._window.first <= step < self._window.end
        if is_new:
            feed.pace.measure(step)
            window = feed.window(step, step - 1)
            if window is None:
                self._hold(groups, step)
                return
            self._begin(feed, window)
        if feed.reports:
            feed.send_reports(step)
        if step >= self._trigger and self._trigger < self._window.end:
            feed.pace.measure(step)
            feed.prefetch(self._window.end)
            self._trigger = self._window.end
        self._bind(groups)
        if is_new:
            self._write_still(groups)
        self.limit = self._trigger if step < self._trigger else self._window.end

    def _begin(self, feed: Feed, window: Window) -> None:
        self._window = window
        self._is_over = self._is_held = False
        is_followed = window.ends in (None, "limit")
        self._trigger = feed.pace.trigger(window) if is_followed else window.end

    def _hold(self, groups: Groups, step: int) -> None:
        """Makes the present values those of the step."""
        self._is_over = self._is_held = True
        self.is_plain = False
        self.bound, self.first, self.limit = groups, step, step

    def _bind(self, groups: Groups) -> None:
        """Checks the groups, and chooses how they are written."""
        count = len(self._window.rates[0])
        if len(groups) < count:
            raise mismatch(len(groups), count)
        self.first, self.rates = self._window.first, self._window.rates
        self.bound, self.count = groups, len(groups)
        has_tensors = any(isinstance(group["lr"], Tensor) for group in groups)
        self.is_plain = not has_tensors and self._window.moving is None and len(groups) == count

    def write(self, feed: Feed, groups: Groups, step: int) -> list[Any]:
        """Writes the values of a step, and returns the rates: copies, where they are tensors."""
        if self._is_held:
            return rates_of(groups)
        if len(groups) != len(feed.run.names):
            raise mismatch(len(groups), len(feed.run.names))
        return self._write_row(groups, step)

    def _write_row(self, groups: Groups, step: int) -> list[Any]:
        window = self._window
        at = step - window.first
        last: list[Any] = []
        for group, rate in zip(groups, window.rates[at], strict=False):
            present = group["lr"]
            if isinstance(present, Tensor):
                present.fill_(rate)
                last.append(present.clone())
            else:
                group["lr"] = rate
                last.append(rate)
        if window.moving is not None:
            for group, values in zip(groups, window.moving[at], strict=False):
                for key, value in values.items():
                    write(group, key, value)
        return last + rates_of(groups[len(last) :])

    def _write_still(self, groups: Groups) -> None:
        """Writes what another window had otherwise: what the training sets itself stays."""
        still = self._window.still
        before = self._still if len(self._still) == len(still) else [{} for _ in still]
        for group, values, old in zip(groups, still, before, strict=False):
            for key, value in values.items():
                if key in group and old.get(key) != value:
                    write(group, key, value)
        self._still = still


def mismatch(found: int, wanted: int) -> GroupsMismatch:
    """The optimizer has another number of groups than is registered."""
    return GroupsMismatch(
        f"The optimizer has {found} parameter groups, and {wanted} are registered: after "
        "optimizer.add_param_group(...) call scheduler.add_group(name); what was removed is "
        "removed by lockstep's remove_group and a new start"
    )
