"""A scheduler of torch whose values a Lockstep service computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from lockstep import Lockstep
from lockstep.exceptions import InvalidArgument
from lockstep.torch import state as states
from lockstep.torch.construction import Constructed, constructed
from lockstep.torch.definitions import Translating
from lockstep.torch.errors import StepArgument
from lockstep.torch.groups import metric, names_of, rates_of, write
from lockstep.torch.joining import join_groups
from lockstep.torch.options import Advance, Mode, OnOutage, Options
from lockstep.torch.order_watch import OrderWatch
from lockstep.torch.values import Values


class RemoteScheduler(LRScheduler):
    """Sets the values of a Lockstep service, the same ones at the same step on every rank.

    Step k is the state after k calls of `step()`. The constructor registers the optimizer and shows
    step 0. The first `step()` opens a generation, after `load_state_dict` at its position, and a
    thread asks for further windows of values ahead of time.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        id: str,
        *,
        schedulers: Any = (),
        url: str | None = None,
        token: str | None = None,
        client: Lockstep | None = None,
        names: Sequence[str] | None = None,
        total_steps: int | None = None,
        labels: Mapping[str, str] | None = None,
        monitor: str | None = None,
        strict: bool = False,
        tabulate: Literal["exact", "linear"] = "exact",
        generation_key: str | None = None,
        advance: Advance = "calls",
        mode: Mode = "each",
        on_outage: OnOutage = "wait",
        window_s: float = 10.0,
        max_staleness: float | None = None,
        late_metrics: bool = False,
        metric_timeout: float = 600.0,
        edits: Literal["keep", "drop"] = "keep",
    ) -> None:
        """Registers the groups of the optimizer with the schedulers.

        `schedulers` are definitions, `[{"type": "StepLR", "step_size": 30}]`, names of presets, or
        schedulers of torch, transformers or timm, which are translated with `monitor`, `strict` and
        `tabulate` (see `lockstep.torch.translate`). `names` are those of the groups, in order.
        `Options` has the rest. Where `mode` is `"leader"`, all ranks construct the scheduler, after
        `init_process_group`.

        Raises OptimizerExists, InvalidArgument, CannotTranslate or another LockstepError.
        """
        if not isinstance(optimizer, Optimizer):
            raise InvalidArgument(
                f"Cannot use a {type(optimizer).__name__} as the optimizer: wanted a torch.optim."
                "Optimizer. With DeepSpeed or another wrapper, give the optimizer that it wraps"
            )
        options = Options(
            advance=advance,
            mode=mode,
            on_outage=on_outage,
            window_s=window_s,
            max_staleness=max_staleness,
            late_metrics=late_metrics,
            metric_timeout=metric_timeout,
            edits=edits,
        )
        used = client or Lockstep(url, token=token, actor="lockstep.torch")
        self._begin(
            constructed(
                optimizer,
                id,
                names_of(optimizer.param_groups, names),
                schedulers,
                Translating(used, total_steps, monitor, strict, tabulate, client is None),
                options,
                labels,
                generation_key,
            )
        )
        # By name: the next class after this one may be torch's plateau, which constructs otherwise.
        LRScheduler.__init__(self, optimizer)
        self._watch: OrderWatch | None = OrderWatch(optimizer, advance)

    def _begin(self, made: Constructed) -> None:
        self._feed = made.feed
        self._values = Values(made.at_0)

    @classmethod
    def from_torch(cls, scheduler: Any, id: str, **options: Any) -> Self:
        """The remote scheduler that has the values of this one, which has not stepped yet.

            scheduler = RemoteScheduler.from_torch(StepLR(optimizer, 30), "run-42")

        `options` are those of the constructor. Raises CannotTranslate.
        """
        optimizer = options.pop("optimizer", None) or optimizer_of(scheduler)
        return cls(optimizer, id, schedulers=[scheduler], **options)

    def _initial_step(self) -> None:
        """Shows step 0: torch's own would call `step()`."""
        self._step_count = 1
        self.last_epoch = 0
        self._last_lr = self._values.show_first(self.optimizer.param_groups)

    def step(self, epoch: object = None) -> None:
        """Sets the values of the next step.

        It waits for the service only where the window of values ends before the next one is there.
        The training state is unchanged if it raises, and the call may be repeated.

        Raises what the calls of `lockstep` raise, GroupsMismatch, KeyWanted, MetricAwaited, or
        StepArgument if it is given anything.
        """
        if epoch is not None:
            raise StepArgument(
                f"step({epoch!r:.100}) was called: wanted step() without an argument. Metrics go to "
                "report(), or to the step() of RemoteReduceLROnPlateau; a step cannot be chosen"
            )
        watch = self._watch
        if watch is not None and not self._counts(watch):
            return
        step = self.last_epoch + 1
        values = self._values
        groups = self.optimizer.param_groups
        if not values.first <= step < values.limit or groups is not values.bound:
            values.prepare(self._feed, groups, step)
        if values.is_plain and len(groups) == values.count:
            row = values.rates[step - values.first]
            for group, rate in zip(groups, row, strict=False):  # As many, by count.
                group["lr"] = rate
            self._last_lr = row
        else:
            self._last_lr = values.write(self._feed, groups, step)
        self.last_epoch = step
        self._step_count += 1
        if watch is not None:
            watch.take()

    def _counts(self, watch: OrderWatch) -> bool:
        if watch.is_over:
            watch.end()
            self._watch = None
            return True
        return watch.counts(self.optimizer, self._step_count)

    def report(self, **metrics: Any) -> None:
        """Notes metrics for the next step, such as `report(val_loss=0.31)`: `step()` sends them.

        Every rank may report the same value. Where the scheduler has `reporters`, each rank reports
        its own.
        """
        if not self._feed.run.asks:
            return
        step = self.last_epoch + 1
        self._feed.reports += [(step, name, metric(name, value)) for name, value in metrics.items()]
        self._values.limit = 0

    def add_group(self, name: str, **arguments: Any) -> None:
        """Registers the group that `optimizer.add_param_group` has added last, on every rank.

        The service gives it values from the step after the window that ranks have, and until then
        its rate stays as it is. `arguments` are those of lockstep's `add_group`, such as
        `schedulers="restart"`.
        """
        join_groups(self._feed.run, self.optimizer.param_groups, name, arguments)
        self.base_lrs.append(self.optimizer.param_groups[-1]["lr"])
        self.optimizer.param_groups[-1].setdefault("initial_lr", self.base_lrs[-1])
        self._values.limit = 0

    def get_lr(self) -> list[float | Tensor]:
        """The present rates of the groups: frameworks call it after they have set `last_epoch`."""
        return rates_of(self.optimizer.param_groups)

    def get_last_lr(self) -> list[float | Tensor]:
        """The rates of the last step."""
        return list(self._last_lr)

    def state_dict(self) -> dict[str, Any]:
        """The position, the rates, and what the service needs for a resume. Its keys are constant."""
        return states.written(
            states.SchedulerState(
                last_epoch=self.last_epoch,
                step_count=self._step_count,
                base_lrs=[float(rate) for rate in self.base_lrs],
                last_lr=[float(rate) for rate in self._last_lr],
                optimizer=self._feed.run.id,
                generation=self._feed.generation or self._feed.parent,
                seen=self._feed.seen,
            )
        )

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        """Takes the position. The next `step()` opens a generation there.

        The values are those of the optimizer's own state, and of this one where they differ. The
        state of a scheduler of torch is taken too: so a running job moves to Lockstep.

        Raises StateRefused, and then changes nothing.
        """
        groups = self.optimizer.param_groups
        state = states.read(state_dict, len(groups))
        is_own = state.optimizer == self._feed.run.id
        self._feed.resume(state.generation if is_own else 0, state.seen if is_own else "")
        self._values.forget()
        self.last_epoch, self._step_count = state.last_epoch, state.step_count
        if state.base_lrs is not None:
            self.base_lrs = list(state.base_lrs)
        for group, rate in zip(groups, state.last_lr or (), strict=False):
            if float(group["lr"]) != rate:
                write(group, "lr", rate)
        self._last_lr = rates_of(groups)

    def __getstate__(self) -> dict[str, Any]:
        """For pickle and deepcopy, which do not copy the hooks of an optimizer."""
        watch = self._watch
        advance = watch and not watch.is_over and self._feed.run.options.advance
        return {**vars(self), "_watch": advance}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        advance = state["_watch"]
        self._watch = OrderWatch(self.optimizer, advance) if advance else None


def optimizer_of(scheduler: Any) -> Optimizer:
    """The optimizer of a scheduler object."""
    optimizer = getattr(scheduler, "optimizer", None)
    if optimizer is None and getattr(scheduler, "_schedulers", None):
        optimizer = scheduler._schedulers[0].optimizer
    if not isinstance(optimizer, Optimizer):
        raise InvalidArgument(
            f"Cannot translate {scheduler!r:.200}: wanted a scheduler of torch, transformers or timm"
        )
    return optimizer
