import { randomChoice, randomInteger, type Random } from '../random.ts'
import type { ChangeRequest } from '../invariants/sent_changes.ts'
import type { Job } from './jobs.ts'

/** A change that a client sends, and the refusals that it can receive besides that of its step. */
export interface Change {
  readonly kind: string
  readonly request: ChangeRequest
  readonly refusals?: readonly string[]
}

/** The names of the groups that are added later, and again after a removal. */
const LATE_GROUPS = ['neck', 'adapter/0', 'adapter/1']

type MakeChange = (job: Job, random: Random, reason: string, atStep: number | undefined) => Change

/** A random change: mostly an edit. */
export function randomChange(
  job: Job,
  random: Random,
  reason: string,
  atStep: number | undefined,
): Change {
  const make = randomChoice(random, [
    ...Array<MakeChange>(4).fill(valueEdit),
    ...Array<MakeChange>(3).fill(adjustment),
    ...[release, addGroup, removeGroup, attach, detach, patch, patch],
  ])
  return make(job, random, reason, atStep)
}

const someLr = (random: Random): number => randomInteger(random, 1, 1_000) / 1e4

const someGroups = (random: Random): object =>
  randomChoice(random, [{ groups: ['backbone'] }, { groups: ['head'] }, {}])

const editOf = (
  kind: string,
  body: object,
  { reason, atStep }: { reason: string; atStep: number | undefined },
): Change => {
  const at = atStep === undefined ? {} : { at_step: atStep }
  return {
    kind,
    request: { method: 'POST', path: '/edits', body: { ...body, ...at, reason }, atStep },
  }
}

const valueEdit: MakeChange = (_job, random, reason, atStep) => {
  const lr = someLr(random)
  const change = randomChoice(random, [
    { set: { lr } },
    { set: { initial_lr: lr } },
    { scale: { lr: 0.5 + random() } },
    { set: { weight_decay: lr, momentum: 0.5 + lr } },
  ])
  return editOf('set or scale', { ...someGroups(random), ...change }, { reason, atStep })
}

/** A factor or a held value, which ends at a step or is released. */
const adjustment: MakeChange = ({ observed }, random, reason, atStep) => {
  const isHold = random() < 0.3
  const body = isHold
    ? { hold: { lr: someLr(random) } }
    : { multiply: { lr: 0.5 + random(), weight_decay: 0.5 } }
  const first = atStep ?? observed.generations.get(observed.current)!.sealedThrough
  const until = random() < 0.5 ? { until_step: first + randomInteger(random, 2_000, 6_000) } : {}
  const change = editOf(
    isHold ? 'hold' : 'multiply',
    { ...someGroups(random), ...body, ...until },
    {
      reason,
      atStep,
    },
  )
  return { ...change, refusals: ['/until_step'] }
}

const release: MakeChange = (_job, _random, reason, atStep) => ({
  ...editOf('release', { release: ['lr'] }, { reason, atStep }),
  refusals: ['/release'],
})

/** A late group, with a constant that no series has. */
const addGroup: MakeChange = (_job, random, _reason, atStep) => {
  const lr = someLr(random)
  const schedulers = randomChoice(random, ['join', 'join', 'restart', 'none'])
  const body = {
    ...{ name: randomChoice(random, LATE_GROUPS), lr, initial_lr: 2 * lr, schedulers },
    ...{ momentum: 0.85, weight_decay: 0.02, fused: random() < 0.5, foreach: null },
  }
  const request = { method: 'POST', path: '/groups', body, atStep } as const
  return { kind: `addGroup ${schedulers}`, request, refusals: ['group_exists'] }
}

const removeGroup: MakeChange = (_job, random, _reason, atStep) => ({
  kind: 'removeGroup',
  request: {
    method: 'DELETE',
    path: `/groups/${encodeURIComponent(randomChoice(random, LATE_GROUPS))}`,
    atStep,
  },
  refusals: ['group_not_found'],
})

const nameFor = (reason: string): string => reason.replaceAll(' ', '-')

/** A scheduler that is attached in its middle, and so ends soon. */
const attach: MakeChange = (_job, random, reason, atStep) => {
  const [total, last_epoch] = [2_000, randomInteger(random, 0, 1_900)]
  const schedule = randomChoice(random, [
    { type: 'ConstantLR', factor: 0.5, total_iters: total },
    { type: 'LinearLR', start_factor: 0.5, total_iters: total },
    { type: 'StepLR', step_size: 500, gamma: 0.9 },
  ])
  const body = { ...schedule, name: nameFor(reason), last_epoch }
  const request = { method: 'POST', path: '/schedulers', body, atStep } as const
  // Where a metric steps all other schedulers, groups have no initial_lr.
  return { kind: 'attach with last_epoch', request, refusals: ['/last_epoch'] }
}

const detach: MakeChange = ({ changes }, random, _reason, atStep) => {
  const attached = changes.filter(({ kind }) => kind === 'attach with last_epoch')
  const name = attached.length === 0 ? 'none' : nameFor(randomChoice(random, attached).reason)
  const request = { method: 'DELETE', path: `/schedulers/${name}`, atStep } as const
  return { kind: 'detach', request, refusals: ['scheduler_not_found', '/initial_lr'] }
}

const patch: MakeChange = ({ patches }, random, _reason, atStep) => {
  const { scheduler, body } = randomChoice(random, patches)
  const request = { method: 'PATCH', path: `/schedulers/${scheduler}`, body, atStep } as const
  return { kind: 'patch', request, refusals: ['scheduler_not_found'] }
}
