import { baseOf, type Member } from '../definition/member.ts'
import { argumentsFor, childrenOf } from '../definition/per_group_arguments.ts'
import { differsByGroup, paramOf } from '../definition/scheduler.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import {
  groupsInWords,
  MAX_WARNINGS,
  type SchedulerWarning,
  type WatchedScheduler,
} from './warning.ts'

type Found = Omit<SchedulerWarning, 'scheduler'>
type Given = Readonly<Record<string, unknown>>

const TAKEN_AS_SCALED: Found = {
  code: 'rates_taken_as_scaled',
  path: ['preset'],
  detail:
    'no group has an lr_scale, and their rates differ: timm multiplies all it computes, lr_min and warmup_lr_init too, by lr_scale, so the rates are taken to be multiplied already, by their share of the highest one. Give the groups an lr_scale of 1 if they are not.',
}

/** Arguments that torch and the libraries accept, and that are likely not meant. */
export function* argumentWarnings(watched: WatchedScheduler): Generator<SchedulerWarning> {
  const { scheduler, groups, lengths } = watched
  if (lengths?.scaled) yield { ...TAKEN_AS_SCALED, scheduler: scheduler.name }
  const param = paramOf(scheduler)
  const each = groups.map((group) => ({ group, base: baseOf(group, param) }))
  for (const found of inTree(scheduler, each, [])) yield { ...found, scheduler: scheduler.name }
}

interface GroupBase {
  readonly group: Member
  readonly base: number
}

function* inTree(
  body: SchedulerBody,
  groups: readonly GroupBase[],
  path: readonly PropertyKey[],
): Generator<Found> {
  for (const found of inSchedule(body, groups)) yield { ...found, path: [...path, ...found.path] }
  for (const { path: at, inner } of childrenOf(body)) yield* inTree(inner, groups, [...path, ...at])
}

/** The argument of a family that is a lowest value: a value, and not a factor. */
const MINIMUM: Readonly<Record<string, string>> = {
  ReduceLROnPlateau: 'min_lr',
  GreedyLR: 'min_lr',
  CosineAnnealingLR: 'eta_min',
  CosineAnnealingWarmRestarts: 'eta_min',
}

function* inSchedule(body: SchedulerBody, groups: readonly GroupBase[]): Generator<Found> {
  const [first] = groups
  if (!first) return
  const minimum = MINIMUM[body.type]
  if (minimum !== undefined) yield* minimumAbove(body, minimum, groups)
  const { threshold } = argumentsFor(body, first.group.name)
  if (typeof threshold === 'number' && threshold < 0) {
    const detail = `given ${threshold}: a metric that becomes worse by less than this counts as better. Wanted at least 0.`
    yield { code: 'threshold_negative', path: ['threshold'], detail }
  }
  yield* shortLengths(body)
}

/** The arguments that are lengths in steps, which may be fractions. */
function* shortLengths(body: SchedulerBody): Generator<Found> {
  const { duration, period, phases } = body
  yield* shortLength(duration, ['duration'])
  yield* shortLength(period, ['period'])
  if (!Array.isArray(phases)) return
  for (const [index, phase] of (phases as readonly Given[]).entries()) {
    yield* shortLength(phase['duration'], ['phases', index, 'duration'])
  }
}

function* shortLength(given: unknown, path: readonly PropertyKey[]): Generator<Found> {
  if (typeof given !== 'number' || given <= 0 || given >= 1) return
  const percent = Number((given * 100).toPrecision(12))
  const detail = `given ${given}, which is less than one step. A share of total_steps is a text: "${percent}%".`
  yield { code: 'length_below_one', path, detail }
}

/** A minimum above the value from which a schedule goes down to it. */
function* minimumAbove(
  body: SchedulerBody,
  name: string,
  groups: readonly GroupBase[],
): Generator<Found> {
  const each = differsByGroup(body) ? groups.slice(0, MAX_WARNINGS) : groups
  let given: Given | undefined
  const above = each.filter(({ group, base }) => {
    if (given === undefined || differsByGroup(body)) given = argumentsFor(body, group.name)
    return (given[name] as number) > base
  })
  const [first] = above
  if (!first) return
  const names = above.map(({ group }) => group.name)
  const value = argumentsFor(body, first.group.name)[name] as number
  const effect = name === 'eta_min' ? 'the curve goes up to it' : 'the value is never reduced'
  const detail = `given ${value}, above the initial value ${first.base} of ${groupsInWords(names)}: ${effect}. It is a value, not a factor.`
  yield { code: 'minimum_above', path: [name], groups: names, detail }
}
