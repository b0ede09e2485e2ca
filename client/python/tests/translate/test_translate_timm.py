"""timm's schedulers, as the presets of their names, to the bit."""

import random
from typing import Any

import pytest

from lockstep.torch.translate import CannotTranslate, Translation, translate
from tests.translate.timm_schedulers import SCHEDULES, timm, warmup
from tests.translate.trajectories import STEPS, Values, names_of, optimizer_of, served

ROUNDS = 20


def _own(scheduler: Any, metrics: list[float] | None = None) -> Values:
    def now() -> tuple[float, ...]:
        groups = scheduler.optimizer.param_groups
        return tuple(each for group in groups for each in (group["lr"], group["momentum"]))

    values = [now()]
    for step in range(1, STEPS + 1):
        scheduler.step(step, metrics[step - 1] if metrics else None)
        values.append(now())
    return values


def _optimizer(c: random.Random) -> Any:
    optimizer = optimizer_of([c.uniform(0.02, 1) for _ in range(3)])
    if c.random() < 0.5:
        for group in optimizer.param_groups[: c.randint(1, 3)]:
            group["lr_scale"] = c.uniform(0.1, 1)
    return optimizer


def _translate(scheduler: Any, **options: Any) -> Translation:
    return translate(scheduler, names_of(scheduler.optimizer), **options)


@pytest.mark.usefixtures("correct_rounding")
@pytest.mark.parametrize("name", SCHEDULES)
def test_gives_the_same_bits(name: str, chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        scheduler = SCHEDULES[name](_optimizer(chance), chance)
        translation = _translate(scheduler)
        given = served(translation, scheduler.optimizer, preview)
        for step, pair in enumerate(zip(given, _own(scheduler), strict=True)):
            assert pair[0] == pair[1], f"step {step} of {translation}"


@pytest.mark.filterwarnings("ignore")
def test_plateau_gives_the_same_bits(chance: random.Random, preview: Any) -> None:
    for _ in range(ROUNDS):
        optimizer = _optimizer(chance)
        scheduler = timm.PlateauLRScheduler(
            optimizer,
            decay_rate=chance.uniform(0.1, 0.9),
            patience_t=chance.randint(0, 5),
            threshold=chance.uniform(0, 0.1),
            cooldown_t=chance.randint(0, 3),
            lr_min=chance.uniform(0, 0.01),
            mode=chance.choice(["min", "max"]),
            **warmup(chance),
        )
        metrics = [chance.uniform(0.1, 2) for _ in range(STEPS)]
        translation = _translate(scheduler, monitor="top1")
        reports = {"top1": [[step + 1, each] for step, each in enumerate(metrics)]}
        given = served(translation, optimizer, preview, metrics=reports)
        assert given == _own(scheduler, metrics), translation


REFUSED: dict[str, tuple[Any, str]] = {
    "noise": (
        lambda o: timm.CosineLRScheduler(o, 10, noise_range_t=(3, 5)),
        r"CosineLRScheduler has noise from \(3, 5\) on.*construct it with noise_range_t=None",
    ),
    "own decay": (
        lambda o: timm.WSDLRScheduler(o, 10, 5, decay_fn=lambda q: 1 - q),
        r"WSDLRScheduler.decay_fn is <function .*give one of 'linear', '1-sqrt'",
    ),
    "stepped": (
        lambda o: _stepped(timm.StepLRScheduler(o, 3, 0.5)),
        r"StepLRScheduler has stepped, or group 0 was edited: its lr is 0.25, wanted 0.5",
    ),
    "stepped in the warmup": (
        lambda o: _stepped(timm.StepLRScheduler(o, 3, 0.5, warmup_t=9)),
        "StepLRScheduler has stepped, or group 0 was edited",
    ),
    "without monitor": (
        lambda o: timm.PlateauLRScheduler(o),
        "PlateauLRScheduler does not say which metric drives it",
    ),
}


def _stepped(scheduler: Any) -> Any:
    scheduler.step(4)
    return scheduler


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", REFUSED)
def test_an_object_is_refused(name: str) -> None:
    build, message = REFUSED[name]
    with pytest.raises(CannotTranslate, match=message):
        _translate(build(optimizer_of([0.5])))


def test_notes_what_it_counts() -> None:
    for in_epochs, counted in [(True, "epochs"), (False, "updates")]:
        scheduler = timm.StepLRScheduler(optimizer_of([0.5]), 3, t_in_epochs=in_epochs)
        assert f"StepLRScheduler counts {counted}" in _translate(scheduler).notes[0]
