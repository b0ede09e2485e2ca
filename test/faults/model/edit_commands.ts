import { observedProgress } from '../invariants/observations.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { isFaultAt, sendChange, stepAt } from './changes.ts'
import type { CommandOf, EditKind } from './command.ts'
import { GROUPS } from './kinds.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

type Numbers = Readonly<Record<string, number>>

interface EditBody {
  readonly set?: Numbers
  readonly scale?: Numbers
  readonly multiply?: Numbers
  readonly hold?: Numbers
  readonly release?: readonly string[]
}

/** The body of each edit, which its number distinguishes from every other. */
const CHANGES: Readonly<Record<EditKind, (mark: number) => EditBody>> = {
  set: (mark) => ({ set: { lr: 1 + mark / 1_024 } }),
  scale: (mark) => ({ scale: { lr: mark % 2 === 0 ? 0.5 : 1.25 } }),
  rebase: (mark) => ({ set: { initial_lr: 2 + mark / 1_024 } }),
  momentum: (mark) => ({ set: { momentum: (mark % 1_000) / 1_024 } }),
  multiply: (mark) => ({ multiply: { lr: mark % 2 === 0 ? 0.5 : 1 + mark / 1_024 } }),
  hold: (mark) => ({ hold: { lr: 3 + mark / 1_024 } }),
  release: () => ({ release: ['lr'] }),
  setAndMultiply: (mark) => ({ set: { lr: 4 + mark / 1_024 }, multiply: { momentum: 0.5 } }),
}

/** Edits some groups, at a step or from a step on, and checks the effect that is returned. */
export async function edit(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'edit'>,
): Promise<void> {
  const { change, group, offset, until } = command
  const { generation, sealedThrough } = observedProgress(model.observed)
  const atStep = stepAt(model, offset)
  const first = atStep ?? sealedThrough + 1
  const requested = CHANGES[change](model.lastNumber + 1)
  const canEnd = requested.multiply ?? requested.hold
  const untilStep = until === undefined || !canEnd ? undefined : Math.max(0, first + until)
  const isTooEarly = untilStep !== undefined && untilStep <= first
  const canRelease = () => hasSent(model, 'multiply') || hasSent(model, 'hold')
  const body = await sendChange(system, model, command, (reason) => ({
    kind: untilStep === undefined ? change : `${change} until a step`,
    request: {
      method: 'POST',
      path: '/edits',
      body: {
        ...requested,
        ...(group === undefined ? {} : { groups: [group] }),
        ...(atStep === undefined ? {} : { at_step: atStep }),
        ...(untilStep === undefined ? {} : { until_step: untilStep }),
        // Every second edit is fenced by its generation.
        ...(model.lastNumber % 2 === 0 ? { generation } : {}),
        reason,
      },
      atStep,
    },
    // Without a step it acts later than expected, where others have sealed meanwhile.
    mustBeRefused: () =>
      (isTooEarly && atStep !== undefined) || (change === 'release' && !canRelease()),
    mayBeRefused: (problem) =>
      (untilStep !== undefined && isFaultAt(problem, '/until_step')) ||
      (change === 'release' && isFaultAt(problem, '/release')) ||
      (isFaultAt(problem, '/groups/0') && isChangedGroup(model, group)),
  }))
  if (body !== undefined) checkEffect(model, requested, body)
}

/** Whether a group is not always there. */
const isChangedGroup = ({ changes }: Model, group: string | undefined): boolean =>
  group !== undefined &&
  group !== GROUPS[0] &&
  (group !== GROUPS[1] || changes.some(({ kind }) => kind === 'removeGroup'))

interface Effect {
  readonly before: readonly Numbers[]
  readonly after: readonly Numbers[]
}

/** Checks the values of an edit after its step, as far as no other edit is over or under them. */
function checkEffect(model: Model, requested: EditBody, { before, after }: Effect): void {
  const [isHeld, isFactored] = [hasSent(model, 'hold'), hasSent(model, 'multiply')]
  const { set = {}, scale = {}, multiply = {}, hold = {} } = requested
  after.forEach((group, at) => {
    const was = before[at]!
    const product = (path: string, factor: number) => was[path]! * factor
    const isSet = ([path, value]: [string, number]) =>
      (path !== 'initial_lr' && (isHeld || isFactored)) || group[path] === value
    const isScaled = ([path, factor]: [string, number]) =>
      isHeld || isFactored || group[path] === product(path, factor)
    const isMultiplied = ([path, factor]: [string, number]) =>
      path in set || group[path] === product(path, factor) || (isHeld && group[path] === was[path])
    const isSo =
      Object.entries(set).every(isSet) &&
      Object.entries(scale).every(isScaled) &&
      Object.entries(multiply).every(isMultiplied) &&
      Object.entries(hold).every(([path, value]) => group[path] === value)
    const what = () => `${model.observed.id}: ${JSON.stringify([requested, was, group])}`
    assertInvariant(isSo, 'expected response', what)
  })
}

/** Whether an edit of this scenario multiplies or holds something. */
const hasSent = ({ changes }: Model, field: 'multiply' | 'hold'): boolean =>
  changes.some(({ request }: SentChange) => field in (request.body ?? {}))
