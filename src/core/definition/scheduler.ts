import { argumentsFor, childrenOf, perGroupArguments } from './per_group_arguments.ts'
import type { RuleTree, Rule } from '../schedules/rule.ts'
import { ArgumentRefusal } from '../schedules/argument.ts'
import { scheduleOf, type SchedulerBody } from '../schedules/catalogue.ts'
import { levelValue, type Level } from '../schedules/level.ts'
import { onSlowerClock } from '../schedules/parts/slower_clock.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'

/** Properties of a scheduler that are the same for all its groups, computed once. */
interface SchedulerFacts {
  readonly groups: ReadonlySet<string> | undefined
  /** Whether any argument, nested ones included, has values by group. */
  readonly byGroup: boolean
  /** The rule of every group, if no argument has values by group, and the length it was made for. */
  shared?: { readonly rule: RuleTree; readonly totalSteps: number | undefined }
}

const factsCache = new WeakMap<SchedulerBody, SchedulerFacts>()

/** Cached for the lifetime of the scheduler object, which never changes. */
function factsOf(scheduler: SchedulerBody): SchedulerFacts {
  const known = factsCache.get(scheduler)
  if (known) return known
  const groups = scheduler.groups && new Set(scheduler.groups)
  const fresh = { groups, byGroup: hasPerGroupArguments(scheduler) }
  factsCache.set(scheduler, fresh)
  return fresh
}

/** Whether any argument, nested ones included, has values by group. */
const hasPerGroupArguments = (body: SchedulerBody): boolean =>
  perGroupArguments(body).size > 0 ||
  childrenOf(body).some(({ inner }) => hasPerGroupArguments(inner))

/** Whether a scheduler drives a group. A scheduler without `groups` drives all. */
export const covers = (scheduler: SchedulerBody, group: string): boolean =>
  factsOf(scheduler).groups?.has(group) ?? true

/** Whether a scheduler's rule may differ from group to group. */
export const differsByGroup = (scheduler: SchedulerBody): boolean => factsOf(scheduler).byGroup

/** The epoch of the initial step: 0, or the one after `last_epoch`. */
export const startEpoch = ({ last_epoch = -1 }: SchedulerBody): number => last_epoch + 1

/** The hyperparameter a scheduler drives. */
export const paramOf = ({ param = 'lr' }: SchedulerBody): string => param

/**
 * The rule of a scheduler for one of its groups. Without values by group it is created once for all
 * groups, and again for another length of the run.
 * @throws {ArgumentRefusal} if its arguments contradict each other.
 */
export function ruleFor(
  scheduler: SchedulerBody,
  group: string,
  settings: OptimizerSettings,
): RuleTree {
  const known = factsOf(scheduler)
  if (known.byGroup) return makeRule(scheduler, group, settings)
  const { totalSteps } = settings
  if (known.shared?.totalSteps === totalSteps && known.shared) return known.shared.rule
  known.shared = { rule: makeRule(scheduler, group, settings), totalSteps }
  return known.shared.rule
}

function makeRule(body: SchedulerBody, group: string, settings: OptimizerSettings): RuleTree {
  const children = childrenOf(body).map(({ path, inner }) =>
    withRefusalsAt(path, () => onSlowerClock(makeRule(inner, group, settings), inner.every)),
  )
  const given = argumentsFor(body, group)
  const { rule, ownCount } = scheduleOf(body.type)
  const make = () => ruleTree(rule(given, settings, children), children, ownCount)
  return mapRefusalPath(make, ([name, ...deeper]) => {
    return perGroupArguments(body).has(String(name))
      ? [name!, group, ...deeper]
      : [name!, ...deeper]
  })
}

type KeyPath = readonly PropertyKey[]

/** Prefixes the path of a refusal in a nested schedule. */
const withRefusalsAt = <T>(path: KeyPath, make: () => T): T =>
  mapRefusalPath(make, (at) => [...path, ...at])

/** Replaces the path of a refusal by the path from the outer schedule. */
function mapRefusalPath<T>(make: () => T, seenFromHere: (at: KeyPath) => KeyPath): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof ArgumentRefusal)) throw error
    throw new ArgumentRefusal(seenFromHere(error.path), error.message)
  }
}

/** One literal for all rules, so that they have one hidden class: V8 reads their fields faster. */
const ruleTree = (
  rule: Rule,
  children: readonly RuleTree[],
  ownCount: RuleTree['ownCount'],
): RuleTree => ({
  initial: rule.initial,
  resume: rule.resume,
  originAt: rule.originAt,
  originNow: rule.originNow,
  clock: rule.clock,
  nestedEpochs: rule.nestedEpochs,
  startsNestedAtEpoch: rule.startsNestedAtEpoch,
  next: rule.next,
  closed: rule.closed,
  monotoneTo: rule.monotoneTo,
  skipTo: rule.skipTo,
  restart: rule.restart,
  countAtStart: rule.countAtStart,
  metricUse: rule.metricUse,
  prepare: rule.prepare,
  construct: rule.construct,
  base: rule.base,
  ignoresInitialValue: rule.ignoresInitialValue,
  recursive: rule.recursive,
  memory: rule.memory,
  groupMemory: rule.groupMemory,
  drivesMomentum: rule.drivesMomentum,
  setsBeta2: rule.setsBeta2,
  length: rule.length,
  ownCount,
  overwrites: rule.overwrites,
  run: rule.run,
  children,
})

/** The metrics that a scheduler and its nested schedules monitor. */
export const monitorsOf = (body: SchedulerBody): string[] => {
  const own = typeof body['monitor'] === 'string' ? [body['monitor']] : []
  return [...new Set([...own, ...childrenOf(body).flatMap(({ inner }) => monitorsOf(inner))])]
}

/** Whether a scheduler steps by a metric that no step requires: it has no `every`. */
export const hasOptionalMetric = (body: SchedulerBody): boolean =>
  body.every === undefined && monitorsOf(body).length > 0

/** Whether a schedule that monitors a metric begins at a milestone of a sequence. */
export const monitorsFromMilestone = (body: SchedulerBody, metric: string): boolean =>
  childrenOf(body).some(
    ({ inner }, index) =>
      (body.type === 'SequentialLR' && index > 0 && monitorsOf(inner).includes(metric)) ||
      monitorsFromMilestone(inner, metric),
  )

/** The least and the greatest value of a scheduler. */
export interface Bounds {
  readonly min: number
  readonly max: number
}

/** The bounds for one group, given its base value. */
export function boundsOf(scheduler: SchedulerBody, group: string, base: number): Bounds {
  if (scheduler['min'] === undefined && scheduler['max'] === undefined) return UNBOUNDED
  const { min, max } = argumentsFor(scheduler, group)
  return {
    min: min === undefined ? -Infinity : levelValue(min as Level, base),
    max: max === undefined ? Infinity : levelValue(max as Level, base),
  }
}
const UNBOUNDED: Bounds = { min: -Infinity, max: Infinity }

/** The value, limited to the bounds. */
export function clamp(value: number, { min, max }: Bounds): number {
  if (value < min) return min
  return value > max ? max : value
}
