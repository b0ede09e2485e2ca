"""Which class is translated by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import composites, cosines, cyclic_lr, decays, lambdas, one_cycle_lr, plateaus, timm
from .errors import CannotTranslate
from .group_counts import require_group_counts
from .reading import Reading

Translator = Callable[[Any, Reading], dict[str, Any]]

_TORCH = "torch.optim.lr_scheduler."
_TIMM = "timm.scheduler."

# By name, so that neither transformers nor timm is imported.
_TRANSLATORS: dict[str, Translator] = {
    _TORCH + "StepLR": decays.step_lr,
    _TORCH + "MultiStepLR": decays.multi_step_lr,
    _TORCH + "ExponentialLR": decays.exponential_lr,
    _TORCH + "ConstantLR": decays.constant_lr,
    _TORCH + "LinearLR": decays.linear_lr,
    _TORCH + "PolynomialLR": decays.polynomial_lr,
    _TORCH + "CosineAnnealingLR": cosines.cosine_annealing_lr,
    _TORCH + "CosineAnnealingWarmRestarts": cosines.cosine_annealing_warm_restarts,
    "torch.optim.swa_utils.SWALR": cosines.swa_lr,
    _TORCH + "CyclicLR": cyclic_lr.cyclic_lr,
    _TORCH + "OneCycleLR": one_cycle_lr.one_cycle_lr,
    _TORCH + "ReduceLROnPlateau": plateaus.reduce_lr_on_plateau,
    _TORCH + "LambdaLR": lambdas.lambda_lr,
    _TORCH + "MultiplicativeLR": lambdas.multiplicative_lr,
    _TORCH + "SequentialLR": composites.sequential_lr,
    _TORCH + "ChainedScheduler": composites.chained_scheduler,
    "transformers.optimization.GreedyLR": plateaus.greedy_lr,
    _TIMM + "cosine_lr.CosineLRScheduler": timm.cosine,
    _TIMM + "tanh_lr.TanhLRScheduler": timm.tanh,
    _TIMM + "poly_lr.PolyLRScheduler": timm.poly,
    _TIMM + "step_lr.StepLRScheduler": timm.step,
    _TIMM + "multistep_lr.MultiStepLRScheduler": timm.multistep,
    _TIMM + "wsd_lr.WSDLRScheduler": timm.wsd,
    _TIMM + "plateau_lr.PlateauLRScheduler": timm.plateau,
}

# Classes that only show what their optimizer computes.
_PRESETS = {"transformers.optimization.AdafactorSchedule": "hf/adafactor"}

_BY_HAND = (
    'write its definition: {"type": "LambdaLR", "lr_lambda": "0.95 ** epoch"}, '
    '{"type": "TableLR", "points": [[0, 1.0], [1000, 0.1]]} or another one of docs/schedulers.md'
)


def translator_of(scheduler: object) -> Translator:
    """The translator of exactly this class: a subclass may compute other values.

    Raises:
        CannotTranslate: there is none.
    """
    translator = _TRANSLATORS.get(_name(type(scheduler)))
    if translator is None:
        raise CannotTranslate(_reason(scheduler))
    require_group_counts(scheduler)
    return translator


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _reason(scheduler: object) -> str:
    kind = type(scheduler)
    name = kind.__name__
    inner = getattr(scheduler, "scheduler", None)
    if inner is not None and _name(type(inner)) in _TRANSLATORS:
        return f"{name} wraps a {type(inner).__name__}: pass its .scheduler"
    for base in kind.__mro__[1:]:
        if _name(base) in _TRANSLATORS and _name(kind) not in _PRESETS:
            return (
                f"{name} is a subclass of {base.__name__} and may compute other values: "
                f"pass a {base.__name__}, or {_BY_HAND}"
            )
    return _no_scheduler(scheduler) or f"{_name(kind)} is not known: {_BY_HAND}"


def _no_scheduler(value: object) -> str | None:
    """What to pass instead of this value, if it is a frequent mistake."""
    match value:
        case dict() | str():
            return (
                f"{value!r} is no scheduler object: give a definition or a preset to schedulers, "
                "not to from_torch"
            )
        case list() | tuple():
            return f"{value!r} is a {type(value).__name__}: pass its schedulers one by one"
        case type():
            return f"{value.__name__} is a class: pass an object, {value.__name__}(optimizer, ...)"
    preset = _PRESETS.get(_name(type(value)))
    if preset is not None:
        return f'{type(value).__name__} is the preset {preset}: write {{"preset": "{preset}"}}'
    if callable(value) and not hasattr(value, "step"):
        return f"{value!r} is a function: pass LambdaLR(optimizer, function), or {_BY_HAND}"
    return None
