import type { Member } from '../definition/member.ts'
import { paramOf, ruleFor, startEpoch } from '../definition/scheduler.ts'
import { anyRule, type RuleTree } from '../schedules/rule.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { groupsInWords, type SchedulerWarning, type WatchedScheduler } from './warning.ts'

/** A scheduler on one hyperparameter. */
interface Driver {
  readonly name: string
  readonly param: string
  readonly every: number
  readonly since: number
  readonly until: number
  /** The step at which its run is over, if its value changes or ends after that. */
  readonly over: number
  /** Set if it begins in the middle, with `last_epoch`. */
  readonly continues: boolean
  /** Set if each of its steps computes the value without the present one. */
  readonly overwrites: boolean
  /** Set if its steps add up: each one changes what the step before it has left. */
  readonly accumulates: boolean
  readonly groups: readonly Member[]
}

/**
 * Schedulers on one value that undo each other. In torch, what acts before a scheduler that computes
 * the value from the initial one has no effect, and what acts after it is gone at its next step.
 */
export function* collisions(
  watched: readonly WatchedScheduler[],
  settings: OptimizerSettings,
): Generator<SchedulerWarning> {
  const drivers = watched.flatMap((each) => driversOf(each, settings))
  for (const [index, earlier] of drivers.entries())
    yield* clashes(earlier, drivers.slice(index + 1))
}

function* clashes(earlier: Driver, laterOnes: readonly Driver[]): Generator<SchedulerWarning> {
  for (const later of laterOnes) {
    const found = clash(earlier, later)
    if (found) yield found
    // One scheduler that overwrites it is enough.
    if (found?.code === 'schedulers_collide') return
  }
}

function driversOf(
  { groups, ...watched }: WatchedScheduler,
  settings: OptimizerSettings,
): Driver[] {
  const [first] = groups
  if (!first) return []
  const { scheduler, since, until = Infinity } = watched
  const rule = ruleFor(scheduler, first.name, settings)
  const every = scheduler.every ?? 1
  const { name, type } = scheduler
  const continues = startEpoch(scheduler) > 0
  const common = { name, every, since, until, groups, continues }
  const own: Driver = {
    ...common,
    param: paramOf(scheduler),
    over: stepAfterRun(rule, since, every, startEpoch(scheduler)),
    overwrites: rule.overwrites === true,
    accumulates: rule.overwrites !== true && !EACH_STEP.has(type),
  }
  if (!anyRule(rule, ({ drivesMomentum }) => drivesMomentum === true)) return [own]
  const param = Object.hasOwn(first.values, 'betas.0') ? 'betas.0' : 'momentum'
  return [own, { ...common, param, over: Infinity, overwrites: true, accumulates: false }]
}

/** The families that say at each step what becomes of the present value. */
const EACH_STEP: ReadonlySet<string> = new Set(['ExpressionLR', 'MultiplicativeLR'])

function stepAfterRun({ run }: RuleTree, since: number, every: number, first: number): number {
  if (!run || run.then === 'holds' || run.then === 'library') return Infinity
  return since + (run.steps - first) * every
}

function clash(earlier: Driver, later: Driver): SchedulerWarning | undefined {
  if (later.param !== earlier.param || later.since >= earlier.until) return undefined
  const warn = kindOfClash(earlier, later)
  if (!warn) return undefined
  const names = new Set(later.groups.map(({ name }) => name))
  const shared = earlier.groups.map(({ name }) => name).filter((name) => names.has(name))
  return shared.length === 0 ? undefined : warn(earlier, later, shared)
}

function kindOfClash(earlier: Driver, later: Driver) {
  const isMultiple = earlier.every % later.every === 0
  if (later.overwrites && (earlier.overwrites || isMultiple)) return overwritten
  if (earlier.overwrites && later.accumulates) return lost
  return earlier.over <= later.since ? over : undefined
}

const WAYS_OUT =
  'To have both: a ProductLR of the two multiplies their factors, a SequentialLR runs one after the other; else detach one'

function overwritten(
  { name, param, every }: Driver,
  later: Driver,
  groups: readonly string[],
): SchedulerWarning {
  const effect =
    every % later.every === 0
      ? `so "${name}" has no effect`
      : 'so each of the two undoes what the other did'
  const detail = `"${later.name}" acts after "${name}" and sets ${param} of ${groupsInWords(groups)} whatever it was, ${effect}. ${WAYS_OUT}.`
  return {
    code: 'schedulers_collide',
    scheduler: name,
    other: later.name,
    groups,
    path: [],
    detail,
  }
}

function lost(
  earlier: Driver,
  { name, param }: Driver,
  groups: readonly string[],
): SchedulerWarning {
  const detail = `"${earlier.name}" sets ${param} of ${groupsInWords(groups)} at each of its steps whatever it was, so what "${name}" changes is gone one step later. ${WAYS_OUT}.`
  return {
    code: 'effect_lost',
    scheduler: name,
    other: earlier.name,
    groups,
    path: [],
    detail,
  }
}

function over(
  { name, over: end, param }: Driver,
  later: Driver,
  groups: readonly string[],
): SchedulerWarning {
  const detail = `the run of "${name}" is over at step ${end}, and it still drives ${param} of ${groupsInWords(groups)}, beside "${later.name}" from step ${later.since} on. Detach it${later.continues ? '' : `, or give "${later.name}" the whole run with last_epoch`}.`
  return {
    code: 'schedule_over',
    scheduler: name,
    other: later.name,
    groups,
    path: [],
    detail,
  }
}
