"""Problems of optimizers and what they have."""

from lockstep.exceptions import Problem


class OptimizerNotFound(Problem):
    """There is no such optimizer."""

    code = "optimizer_not_found"


class OptimizerExists(Problem):
    """The id is registered with another definition; `facts["differences"]` has where."""

    code = "optimizer_exists"


class GroupNotFound(Problem):
    """There is no such group; `facts["known"]` lists the groups."""

    code = "group_not_found"


class GroupExists(Problem):
    """The name of the group is taken at that step."""

    code = "group_exists"


class GroupConflict(Problem):
    """A scheduler cannot drive the group; `errors` says what the group must bring."""

    code = "group_conflict"


class LastGroup(Problem):
    """An optimizer needs a group."""

    code = "last_group"


class TotalStepsConflict(Problem):
    """A scheduler cannot continue with this length of the run."""

    code = "total_steps_conflict"


class SchedulerNotFound(Problem):
    """There is no such scheduler; `facts["known"]` lists the schedulers."""

    code = "scheduler_not_found"


class SchedulerExists(Problem):
    """The name of the scheduler is taken at that step."""

    code = "scheduler_exists"


class EditNotFound(Problem):
    """There is no such change in this generation."""

    code = "edit_not_found"


class MetricNotFound(Problem):
    """No scheduler monitors the metric; `facts["known"]` lists the metrics."""

    code = "metric_not_found"


class TooManyPending(Problem):
    """Too many changes or metrics wait for a step."""

    code = "too_many_pending"
