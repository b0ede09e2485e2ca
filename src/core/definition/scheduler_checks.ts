import { keyedByGroupName } from './by_group.ts'
import { coverageFaults, childrenOf, missingGroupFaults } from './per_group_arguments.ts'
import { hasConstant } from '../group_options.ts'
import type { Member } from './member.ts'
import { oneOf, pointer, prefixFault, type Fault } from '../problem.ts'
import { countRules, memorySize } from '../schedules/rule.ts'
import { boundsFaults, momentumFaults, ruleFaults } from './rule_checks.ts'
import { covers, differsByGroup, monitorsOf, paramOf, ruleFor } from './scheduler.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import { MAX_NESTED, type OptimizerSettings } from '../schedules/schedule.ts'

/** The faults of a scheduler for these groups. */
export function schedulerFaults(
  scheduler: SchedulerBody,
  all: readonly Member[],
  settings: OptimizerSettings,
): Fault[] {
  const named = groupsFaults(scheduler, all)
  if (named.length > 0) return named
  const groups = drivenGroups(scheduler, all)
  const inside = countNested(scheduler)
  if (inside > MAX_NESTED) {
    const detail = `has ${inside} nested schedules, wanted at most ${MAX_NESTED}`
    return [{ pointer: '', detail }]
  }
  const unfit = paramFaults(scheduler, groups)
  const faults = unfit.length > 0 ? unfit : structureFaults(scheduler, groups, 1)
  faults.push(...lastEpochFaults(scheduler, groups))
  return faults.length > 0 ? faults : ruleFaults(scheduler, groups, settings)
}

/** Torch constructs with `last_epoch` only on groups that have an initial_lr. */
export function lastEpochFaults(scheduler: SchedulerBody, groups: readonly Member[]): Fault[] {
  const { last_epoch = -1 } = scheduler
  if (last_epoch < 0) return []
  const at = '/last_epoch'
  const monitored = monitorsOf(scheduler)
  if (monitored.length > 0) {
    const detail = `given ${last_epoch}, but reports of "${monitored[0]!}" step this scheduler, wanted none`
    return [{ pointer: at, detail }]
  }
  const without = groups.find(({ groupExtras }) => !Object.hasOwn(groupExtras, 'initial_lr'))
  if (paramOf(scheduler) !== 'lr' || !without) return []
  const detail = `given ${last_epoch}, but group "${without.name}" has no initial_lr, wanted "initial_lr" in the group: the lr from which the schedule began`
  return [{ pointer: at, detail }]
}

/** The most rules of an optimizer plus doubles of their memory, for all its groups. */
const MAX_RULES = 100_000

/** The fault of too many schedules on too many groups, after all other checks. */
export function costFaults(
  schedulers: readonly SchedulerBody[],
  all: readonly DrivenMember[],
  settings: OptimizerSettings,
): readonly Fault[] {
  const rules = schedulers.reduce((sum, each) => sum + costOf(each, all, settings), 0)
  if (rules <= MAX_RULES) return []
  const detail = `add up to ${rules} on all groups, counting each nested schedule and each number in the memory of a schedule, wanted at most ${MAX_RULES}`
  return [{ pointer: '', detail }]
}

/** A group, and the schedulers that cover it by name and do not drive it. */
interface DrivenMember extends Member {
  readonly uncovered?: readonly string[] | undefined
}

/** The rules of one scheduler for these groups, plus the doubles of their memory. */
function costOf(
  scheduler: SchedulerBody,
  all: readonly DrivenMember[],
  settings: OptimizerSettings,
): number {
  const isDriven = ({ name, uncovered = [] }: DrivenMember) =>
    covers(scheduler, name) && !uncovered.includes(scheduler.name!)
  const every = all.filter(isDriven).map(({ name }) => name)
  const named = keyedByGroupName(scheduler, scheduler.groups ?? every)
  // The arguments of a group of a later step are not here yet: its addition has counted it.
  const driven = every.filter((group) => missingGroupFaults(named, group).length === 0)
  const ruleCost = (group: string) => {
    const rule = ruleFor(named, group, settings)
    return countRules(rule) + memorySize(rule)
  }
  if (differsByGroup(named)) return driven.reduce((sum, group) => sum + ruleCost(group), 0)
  return driven.length === 0 ? 0 : driven.length * ruleCost(driven[0]!)
}

/** The faults of an attached scheduler for a new group. */
export function newGroupFaults(
  scheduler: SchedulerBody,
  group: Member,
  settings: OptimizerSettings,
): Fault[] {
  const uncovered = missingGroupFaults(scheduler, group.name)
  const faults = uncovered.length > 0 ? uncovered : paramFaults(scheduler, [group])
  if (faults.length > 0) return faults
  return [...momentumFaults(scheduler, group, settings), ...boundsFaults(scheduler, group)]
}

function drivenGroups({ groups }: SchedulerBody, all: readonly Member[]): readonly Member[] {
  if (!groups) return all
  const members = new Map(all.map((member) => [member.name, member]))
  return groups.map((name) => members.get(name)!)
}

function groupsFaults({ groups = [] }: SchedulerBody, all: readonly Member[]): Fault[] {
  const known = new Set(all.map(({ name }) => name))
  const seen = new Set<string>()
  return groups.flatMap((group, index) => {
    const at = pointer(['groups', index])
    if (!known.has(group)) {
      return [{ pointer: at, detail: `unknown group "${group}", wanted ${oneOf([...known])}` }]
    }
    if (seen.has(group)) return [{ pointer: at, detail: `group "${group}" is named twice` }]
    seen.add(group)
    return []
  })
}

/** Every group must have the driven hyperparameter, as one number. */
function paramFaults(scheduler: SchedulerBody, groups: readonly Member[]): Fault[] {
  const param = paramOf(scheduler)
  const without = groups.find(({ values }) => !Object.hasOwn(values, param))
  if (!without) return []
  const lack = hasConstant(without, param)
    ? `"${param}" of group "${without.name}" is not a number, so it cannot be driven`
    : `group "${without.name}" has no "${param}"`
  const detail = `${lack}, wanted ${oneOf(Object.keys(without.values))}; "groups" may name the groups that have it`
  return [{ pointer: '/param', detail }]
}

const MAX_DEPTH = 8

const countNested = (body: SchedulerBody): number =>
  childrenOf(body).reduce((sum, { inner }) => sum + 1 + countNested(inner), 0)

/** Fields of the top-level schedule only. */
const TOP_LEVEL_FIELDS = ['name', 'groups', 'param', 'last_epoch', 'min', 'max']

/** The faults of arguments by group, and of nested schedules. */
function structureFaults(body: SchedulerBody, groups: readonly Member[], depth: number): Fault[] {
  if (depth > MAX_DEPTH) return [{ pointer: '', detail: `nested more than ${MAX_DEPTH} deep` }]
  const inside = childrenOf(body).flatMap(({ path, inner }) =>
    [...nestedFieldFaults(body, inner), ...structureFaults(inner, groups, depth + 1)].map((fault) =>
      prefixFault(path, fault),
    ),
  )
  return [
    ...coverageFaults(
      body,
      groups.map(({ name }) => name),
    ),
    ...inside,
  ]
}

function nestedFieldFaults(outer: SchedulerBody, inner: SchedulerBody): Fault[] {
  const misplaced = TOP_LEVEL_FIELDS.filter((field) => inner[field] !== undefined)
  const isFactor = outer.type === 'ProductLR' && monitorsOf(inner).length === 0
  if (inner.every !== undefined && !isFactor) misplaced.push('every')
  return misplaced.map((field) => ({
    pointer: pointer([field]),
    detail: `"${field}" is allowed on the top-level scheduler only${field === 'every' ? ', or on a factor of ProductLR without a metric' : ''}`,
  }))
}
