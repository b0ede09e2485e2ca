import { keyedByGroupName } from './by_group.ts'
import { childrenOf } from './per_group_arguments.ts'
import { baseOf, type Member } from './member.ts'
import { pointer, type Fault } from '../problem.ts'
import { anyRule, type RuleTree } from '../schedules/rule.ts'
import { boundsOf, paramOf, ruleFor } from './scheduler.ts'
import { ArgumentRefusal } from '../schedules/argument.ts'
import { argumentsOf, type SchedulerBody } from '../schedules/catalogue.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'

/** The first fault in the creation of a scheduler's rules for these groups. */
export function ruleFaults(
  scheduler: SchedulerBody,
  groups: readonly Member[],
  settings: OptimizerSettings,
): Fault[] {
  const names = groups.map(({ name }) => name)
  const listed = keyedByGroupName(scheduler, names)
  try {
    return groups
      .flatMap((group) => [
        ...momentumFaults(listed, group, settings),
        ...boundsFaults(listed, group),
      ])
      .slice(0, 1)
  } catch (error) {
    if (!(error instanceof ArgumentRefusal)) throw error
    return [{ pointer: pointer(pathAsGiven(error.path, scheduler, names)), detail: error.message }]
  }
}

/** A path into arguments by group name, as a path into the lists of the request. */
function pathAsGiven(path: readonly PropertyKey[], body: unknown, groups: readonly string[]) {
  let node = body
  return path.map((key) => {
    const isByPosition = Array.isArray(node) && typeof key === 'string'
    const at = isByPosition ? groups.indexOf(key) : key
    node = (node as Readonly<Record<PropertyKey, unknown>> | undefined)?.[at]
    return at
  })
}

/** The lower bound must not be above the upper one, given the base value of the group. */
export function boundsFaults(scheduler: SchedulerBody, group: Member): Fault[] {
  const { name } = group
  const { min, max } = boundsOf(scheduler, name, baseOf(group, paramOf(scheduler)))
  if (min <= max) return []
  return [
    {
      pointer: '/max',
      detail: `evaluates to ${max} for group "${name}", wanted at least min, ${min}`,
    },
  ]
}

/** Momentum is cycled together with lr, and the group must have it. */
export function momentumFaults(
  scheduler: SchedulerBody,
  group: Member,
  settings: OptimizerSettings,
): Fault[] {
  const rule = ruleFor(scheduler, group.name, settings)
  if (!anyRule(rule, ({ drivesMomentum }) => drivesMomentum === true)) return []
  const path = pathToCycle(scheduler, rule)
  const wanted =
    path.at(-1) === 'momentum' ? 'wanted no "momentum"' : 'wanted "cycle_momentum": false'
  const param = paramOf(scheduler)
  if (param !== 'lr') {
    return [
      {
        pointer: '/param',
        detail: `momentum is cycled with lr only, not with ${param}: ${wanted}`,
      },
    ]
  }
  if ('momentum' in group.values || 'betas.0' in group.values) return []
  const detail = `group "${group.name}" has neither momentum nor betas to cycle: ${wanted}, or one of them in the group`
  return [{ pointer: pointer(path), detail }]
}

/** The path to the argument by which a schedule drives momentum. */
function pathToCycle(body: SchedulerBody, { drivesMomentum, children }: RuleTree): PropertyKey[] {
  if (drivesMomentum)
    return ['cycle_momentum' in argumentsOf(body.type) ? 'cycle_momentum' : 'momentum']
  const at = children.findIndex((child) => anyRule(child, (rule) => rule.drivesMomentum === true))
  const { path, inner } = childrenOf(body)[at]!
  return [...path, ...pathToCycle(inner, children[at]!)]
}
