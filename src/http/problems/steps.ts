import { SEEN } from '../../core/optimizer/seen.ts'
import { row, type ProblemTable } from './row.ts'

/** The next step in place of the last one of a checkpoint, which many trainers save. */
const nextForLast = (resume: number, sealed: number) =>
  resume === sealed + 1
    ? `: resume_step is the last step that the checkpoint contains, here ${sealed}, and the next request is resume_step + 1`
    : ''

/** The place in a history that a `seen` names. */
function placeInWords(seen: string): string {
  const [, generation, revision, sealedThrough] = SEEN.exec(seen)!
  return `Revision ${revision} of generation ${generation}, sealed through ${sealedThrough},`
}

/** Problems of steps, generations and reports. */
export const STEPS = {
  stale_generation: row(
    409,
    'The job has been restarted since',
    ({ generation, current_generation }) =>
      `Generation ${generation} has ended; the current one is ${current_generation}.`,
  ),
  unknown_generation: row(
    409,
    'No such generation',
    ({ generation, current_generation }) =>
      `There is no generation ${generation}; the current one is ${current_generation}. Wanted one that GET .../generations lists.`,
  ),
  step_ahead: row(
    409,
    'The step is too far ahead',
    ({ step, cursor, limit }) =>
      `Step ${step} is ${step - cursor} past the cursor at ${cursor}, wanted at most ${limit}. Is it counted in another unit?`,
  ),
  step_sealed: row(
    409,
    'The step is sealed',
    ({ step, sealed_through, earliest_step }) =>
      `Step ${step} can no longer change: values through step ${sealed_through} have been returned. Wanted step ${earliest_step} or a later one.`,
  ),
  step_compacted: row(
    410,
    'The step is no longer kept',
    ({ step, earliest_step }) =>
      `The inputs that led to step ${step} have been compacted. Wanted step ${earliest_step} or a later one.`,
  ),
  generation_conflict: row(
    409,
    'The generation was opened with other arguments',
    ({ key, generation, differences, opened_at, opened_by }) =>
      `Generation ${generation}, "${key}", was opened ${opened_by ? `by ${opened_by} ` : ''}at ${opened_at} with ${differences.map(({ pointer, registered, given }) => `${pointer} ${JSON.stringify(registered)}, now given ${JSON.stringify(given)}`).join('; ')}. All ranks of an incarnation must send the same; a new key opens another.`,
  ),
  resume_ahead: row(
    409,
    'Nothing is sealed at the resume step',
    ({ resume_step, sealed_through, generation }) =>
      `Step ${resume_step} has not been returned yet in generation ${generation}, whose values are sealed through ${sealed_through}. Wanted at most that step${nextForLast(resume_step, sealed_through)}; if the trainers have received later steps, send the last one as "seen".`,
  ),
  history_regressed: row(
    409,
    'The store has lost what was accepted',
    ({ seen, revision, sealed_through }) =>
      `${placeInWords(seen)} was seen, but the store is at revision ${revision}, sealed through ${sealed_through}, with another history: a failover lost inputs, and continuing could give other values. Open a new generation at a checkpoint, continue with the "seen" of its answer, and make lost changes again.`,
  ),
  events_compacted: row(
    410,
    'These events are no longer kept',
    ({ after, earliest, latest }) =>
      `The events after revision ${after} are not all kept, only those of ${earliest} to ${latest}. Wanted "after" of ${earliest - 1} to ${latest}; read the optimizer again first, as it may have been restored.`,
  ),
  metric_timeout: row(
    409,
    'A metric was not reported in time',
    ({ metric, step, reported }) =>
      `Only ${reported} ranks had reported "${metric}" for step ${step} by its deadline, and its scheduler is set to fail then. Open a new generation at a step before it.`,
  ),
  metrics_late: row(
    409,
    'The window would make metrics late',
    ({ scheduler, metric, step }) =>
      `Scheduler "${scheduler}" steps by "${metric}" at step ${step}. What is reported for the steps of a window would act only after it. Wanted "ahead": 0; or "late_metrics": true, if that is what you want; or the scheduler with "every": n, so that windows end where the metric is required. Nothing was sealed.`,
  ),
  metric_conflict: row(
    409,
    'The metric has another value',
    ({ metric, step, decided, given }) =>
      `Metric "${metric}" was reported for step ${step} as ${decided}, now as ${given}. The first decision remains; nothing was changed.`,
  ),
} satisfies Partial<ProblemTable>
