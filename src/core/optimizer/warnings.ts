import { childrenOf, missingGroupFaults } from '../definition/per_group_arguments.ts'
import { paramOf, ruleFor } from '../definition/scheduler.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import type { ParamSlot } from '../schedules/rule.ts'
import type { SchedulerWarning } from '../warnings/warning.ts'
import { MAX_WARNINGS } from '../warnings/warning.ts'
import { schedulerWarnings } from '../warnings/warnings.ts'
import type { Optimizer } from './optimizer.ts'
import { allUpcoming, upcomingAt } from './upcoming.ts'
import { drives, type Upcoming } from './upcoming_group.ts'

/**
 * What is accepted and likely not meant in an optimizer, pending changes included. A pure function
 * of the optimizer: the same warnings are in the response to a change, and in each later read.
 */
export function warningsOf(
  optimizer: Optimizer,
  view: Upcoming = allUpcoming(optimizer),
): readonly SchedulerWarning[] {
  const last = lastUpcoming(optimizer, view)
  const watched = watchedSchedulers(optimizer, view, last)
  const found = schedulerWarnings(watched, { totalSteps: last.totalSteps })
  const metrics = view.schedulers.flatMap(({ scheduler }) => negativeMetrics(optimizer, scheduler))
  return [...found, ...metrics].slice(0, MAX_WARNINGS)
}

/** After all accepted changes, those of arguments and of the length of the run included. */
const lastUpcoming = (optimizer: Optimizer, view: Upcoming): Upcoming =>
  optimizer.pending.length === 0
    ? view
    : upcomingAt(optimizer, Math.max(...optimizer.pending.map(({ step }) => step)))

function watchedSchedulers({ state }: Optimizer, view: Upcoming, last: Upcoming) {
  const attached = new Map(state.frame.schedulers.map((each) => [each.scheduler.name, each.since]))
  const changed = new Map(last.schedulers.map(({ scheduler }) => [scheduler.name, scheduler]))
  return view.schedulers.map(({ scheduler: present, effectiveStep, untilStep }) => {
    const scheduler = changed.get(present.name) ?? present
    const driven = view.groups.filter((group) => drives(present, group))
    return {
      scheduler,
      since: effectiveStep ?? attached.get(present.name) ?? 0,
      until: untilStep,
      groups: driven.filter(({ name }) => hasArguments(scheduler, name)),
    }
  })
}

/** Of a group that is gone by then, or not there yet, a scheduler may have no arguments. */
const hasArguments = (scheduler: SchedulerBody, group: string): boolean =>
  missingGroupFaults(scheduler, group).length === 0

const WITH_THRESHOLD: ReadonlySet<string> = new Set(['ReduceLROnPlateau', 'GreedyLR'])

/**
 * A relative threshold has the wrong sign for a negative metric, in torch and here: a metric that
 * becomes worse by less than the threshold is an improvement then.
 */
function negativeMetrics({ state }: Optimizer, scheduler: SchedulerBody): SchedulerWarning[] {
  const { frame, program, values } = state
  const binding = program.bindings.find((each) => each.scheduler === scheduler.name)
  const present = frame.schedulers.find((each) => each.scheduler.name === scheduler.name)?.scheduler
  // The name may be that of a scheduler that is detached before a pending one gets it.
  if (!binding || present?.type !== scheduler.type) return []
  return [...inTree(present, binding.slot, values, [])].map((found) => ({
    ...found,
    code: 'metric_negative' as const,
    scheduler: String(scheduler.name),
  }))
}

function* inTree(
  body: SchedulerBody,
  slot: ParamSlot,
  values: Float64Array,
  path: readonly PropertyKey[],
): Generator<Pick<SchedulerWarning, 'path' | 'detail'>> {
  // The best metric is the first number of their memory.
  const best = values[slot.memory]!
  if (WITH_THRESHOLD.has(body.type) && body['threshold_mode'] === 'rel' && isNegative(best)) {
    const detail = `the best value of "${String(body['monitor'])}" is ${best}: a relative threshold is a share of it, so a metric that becomes slightly worse counts as better. Wanted "abs".`
    yield { path: [...path, 'threshold_mode'], detail }
  }
  for (const [index, { path: at, inner }] of childrenOf(body).entries()) {
    yield* inTree(inner, slot.children[index]!, values, [...path, ...at])
  }
}

const isNegative = (best: number) => Number.isFinite(best) && best < 0

/** The first scheduler whose next step does not use the value of a group. */
export function overwriterOf(
  optimizer: Optimizer,
  group: string,
  path: string,
): string | undefined {
  const view = allUpcoming(optimizer)
  const last = lastUpcoming(optimizer, view)
  const target = view.groups.find(({ name }) => name === group)
  const settings = { totalSteps: view.totalSteps }
  return [...view.schedulers, ...last.schedulers].find(
    ({ scheduler }) =>
      paramOf(scheduler) === path &&
      target !== undefined &&
      drives(scheduler, target) &&
      hasArguments(scheduler, group) &&
      ruleFor(scheduler, group, settings).overwrites === true,
  )?.scheduler.name
}
