"""Opens the generation of this incarnation, at the step at which it resumes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lockstep import GenerationConflict, ResumeAhead, UnknownGeneration
from lockstep.torch.errors import MetricAwaited
from lockstep.torch.run import Run

if TYPE_CHECKING:
    from lockstep import types

ADVANCE_LIMIT = 100_000
"""The service's default for `LOCKSTEP_MAX_ADVANCE`."""


@dataclass(frozen=True)
class Opening:
    """Where a generation begins."""

    key: str
    step: int
    parent: int
    """The generation that the state dict is of, 0 if it is of none."""
    seen: str


def open_generation(run: Run, opening: Opening) -> types.Generation:
    """Opens the generation, or confirms the one that another rank has opened.

    Nothing is sealed of a run that was trained without Lockstep: then the service first advances to
    the step.
    """
    try:
        return _opened(run, opening)
    except ResumeAhead:
        _advance_to(run, opening)
        return _opened(run, opening)
    except GenerationConflict as error:
        error.add_note(
            f"The key {opening.key!r} opens one generation at one step. If it is of generation_key= "
            "or LOCKSTEP_GENERATION_KEY, give another one at each start; if the ranks have loaded "
            "different checkpoints, load the same one"
        )
        raise
    except UnknownGeneration as error:
        error.add_note(
            f"The state dict is of generation {opening.parent} of {run.id!r}, which the service "
            "does not have, so its store is another one or was set back. To resume by the number "
            "of the step alone, set state['lockstep_generation'] = 0 before load_state_dict"
        )
        raise


def _opened(run: Run, opening: Opening) -> types.Generation:
    position: types.ResumeFrom | None = None
    if opening.parent:
        position = {"generation": opening.parent, "step": opening.step}
    return run.client.open_generation(
        run.id,
        opening.key,
        from_=position,
        resume_step=None if position else opening.step,
        world_size=run.world_size,
        edits=run.options.edits,
        reason=run.reason,
        seen=opening.seen or None,
    )


def _advance_to(run: Run, opening: Opening) -> None:
    cursor = run.client.get_optimizer(run.id)["step"]
    generation = opening.parent or None
    for step in (*range(cursor + ADVANCE_LIMIT, opening.step, ADVANCE_LIMIT), opening.step):
        answer = run.client.advance(run.id, step, generation=generation)
        if "blocked_on" in answer:
            awaited = answer["blocked_on"][0]
            raise MetricAwaited(
                f"Cannot resume {run.id!r} at step {opening.step}: its values depend on the metric "
                f"{awaited['metric']} at step {awaited['step']}, which the service does not have. "
                "Report the earlier values by lockstep's report_metric"
            )


def explain_stale(run: Run, error: Exception) -> None:
    """Adds who opened the current generation, and when, to a `stale_generation`."""
    with contextlib.suppress(Exception):
        current = run.client.list_generations(run.id)["generations"][-1]
        error.add_note(
            f"Generation {current['generation']} of {run.id!r} was opened at "
            f"{current['opened_at']} at step {current['resume_step']} "
            f"({current.get('reason', 'without a reason')}). This process is of an earlier one: "
            "end it. If it is the one that should go on, load its checkpoint in a new start"
        )
