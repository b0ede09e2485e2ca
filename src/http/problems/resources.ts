import { quotedNames, row, type ProblemTable } from './row.ts'

/** Problems of optimizers, groups, schedulers, changes and metrics. */
export const RESOURCES = {
  optimizer_not_found: row(
    404,
    'No such optimizer',
    ({ optimizer }) => `There is no optimizer "${optimizer}".`,
  ),
  optimizer_exists: row(
    409,
    'Another optimizer has this id',
    ({ optimizer, differences, groups }) =>
      `Optimizer "${optimizer}" is registered with another definition; they differ at ${quotedNames(differences.map(({ pointer }) => pointer))}. It has the groups ${quotedNames(groups)}. Wanted its definition, with what was added since or without, or another id.`,
  ),
  group_not_found: row(
    404,
    'No such group',
    ({ group, known }) => `There is no group "${group}"; there are ${quotedNames(known)}.`,
  ),
  group_exists: row(
    409,
    'Another group has this name',
    ({ group }) => `There is a group "${group}" already.`,
  ),
  group_conflict: row(
    409,
    'The schedulers cannot drive this group',
    ({ group, errors }) =>
      `With this change a scheduler cannot drive group "${group}": ${errors[0]!.detail}. Wanted these arguments or hyperparameters of the group, "schedulers": "none" where a scheduler is attached already, or the scheduler detached first. Nothing was stored.`,
  ),
  last_group: row(
    409,
    'An optimizer needs a group',
    ({ group }) => `Group "${group}" is the last one; remove the optimizer instead.`,
  ),
  total_steps_conflict: row(
    409,
    'A scheduler cannot go on with this length of the run',
    ({ total_steps, errors }) =>
      `total_steps cannot become ${total_steps} at that step: ${errors.map(({ detail }) => detail).join('; ')}. Nothing was stored.`,
  ),
  scheduler_not_found: row(
    404,
    'No such scheduler',
    ({ scheduler, known }) =>
      `There is no scheduler "${scheduler}"; there are ${quotedNames(known)}.`,
  ),
  scheduler_exists: row(
    409,
    'Another scheduler has this name',
    ({ scheduler }) => `There is a scheduler "${scheduler}" already.`,
  ),
  edit_not_found: row(
    404,
    'No such change',
    ({ revision }) =>
      `There is no change of revision ${revision} in this generation; GET .../edits lists them.`,
  ),
  metric_not_found: row(
    404,
    'No such metric',
    ({ metric, known }) => `No scheduler monitors "${metric}"; there are ${quotedNames(known)}.`,
  ),
  too_many_pending: row(409, 'Too many changes wait for a step', ({ pending, metric }) =>
    metric === undefined
      ? `${pending} changes wait for the next step. Advance, then repeat the call.`
      : `${pending} metrics wait for ranks that have not reported, and "${metric}" would be one more. Wanted those reports first; a "deadline" decides without them.`,
  ),
  series_too_long: row(400, 'The series is too long', ({ reason }) => `${reason}.`),
  value_not_finite: row(
    422,
    'A schedule has no value here',
    ({ scheduler, edit, group, step, reason }) =>
      `${scheduler === undefined ? `Edit ${edit}` : `Scheduler "${scheduler}"`} has no finite value for group "${group}" at step ${step}: ${reason}. Nothing was changed.`,
  ),
  schedule_ended: row(
    422,
    'A schedule has ended',
    ({ scheduler, group, step, reason }) =>
      `Scheduler "${scheduler}" has no value for group "${group}" at step ${step}: ${reason}. Detach it to continue with its last value. Nothing was changed.`,
  ),
} satisfies Partial<ProblemTable>
