"""Problems of steps, generations, metrics and values."""

from lockstep.exceptions import Problem


class SeriesTooLong(Problem):
    """A series has too many numbers, or takes too long to compute."""

    code = "series_too_long"


class ValueNotFinite(Problem):
    """A schedule or an edit has no finite value at a step."""

    code = "value_not_finite"


class ScheduleEnded(Problem):
    """A schedule has no value after its end."""

    code = "schedule_ended"


class StaleGeneration(Problem):
    """The job has been restarted since: `facts["current_generation"]` is the current one."""

    code = "stale_generation"


class UnknownGeneration(Problem):
    """There is no such generation."""

    code = "unknown_generation"


class StepAhead(Problem):
    """The step is too far past the cursor, `facts["cursor"]`."""

    code = "step_ahead"


class StepSealed(Problem):
    """The step can no longer change; `facts["earliest_step"]` is the first one that can."""

    code = "step_sealed"


class StepCompacted(Problem):
    """The inputs up to the step are no longer kept."""

    code = "step_compacted"


class GenerationConflict(Problem):
    """The generation was opened with other fields by another rank."""

    code = "generation_conflict"


class ResumeAhead(Problem):
    """The step to resume from is not sealed."""

    code = "resume_ahead"


class HistoryRegressed(Problem):
    """The store has lost or replaced an input: open a new generation."""

    code = "history_regressed"


class EventsCompacted(Problem):
    """The events are no longer kept."""

    code = "events_compacted"


class MetricTimeout(Problem):
    """The deadline of a metric has passed, and its scheduler says `fail`."""

    code = "metric_timeout"


class MetricsLate(Problem):
    """The window would seal a step that uses a metric before it is reported."""

    code = "metrics_late"


class MetricConflict(Problem):
    """The metric has another value at this step."""

    code = "metric_conflict"
