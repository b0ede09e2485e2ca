import { randomChoice, randomInteger, type Random } from '../../faults/random.ts'
import { FAMILIES } from './families.ts'

/** One request of a random run. */
export interface RunRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
}

export const LAST_STEP = 24
const GROUPS = ['a', 'b', 'late']

/** A definition with one or two schedulers of the group `a`, and some changes of every kind. */
export function randomRun(random: Random): { definition: object; requests: RunRequest[] } {
  const chance = (share: number) => random() < share
  const family = () => ({ ...randomChoice(random, FAMILIES), ...(chance(0.2) ? { every: 2 } : {}) })
  const number = () => randomChoice(random, [0.5, 0.5, 1, 2, 0.01])
  const path = () => randomChoice(random, ['lr', 'lr', 'lr', 'momentum', 'initial_lr'])
  const column = () => (chance(0.8) ? 'lr' : 'momentum')
  const step = () => randomInteger(random, 0, LAST_STEP)
  const groups = () => (chance(0.3) ? GROUPS.slice(0, 2) : ['a'])

  const edit = (body: object, at_step = step()): RunRequest => {
    const given = { groups: groups(), at_step, ...body }
    return { method: 'POST', path: '/edits', body: given }
  }
  const lasting = (kind: string): RunRequest => {
    const at_step = step()
    const until = chance(0.4) ? { until_step: at_step + randomInteger(random, 1, 20) } : {}
    return edit({ [kind]: { [column()]: number() }, ...until }, at_step)
  }
  const patch = (): RunRequest => {
    const changes = randomChoice(random, [{ gamma: 0.25 }, { T_max: 5 }, { factor: 0.2 }])
    const name = randomChoice(random, ['one', 'two'])
    return { method: 'PATCH', path: `/schedulers/${name}?at_step=${step()}`, body: changes }
  }
  const late = (): RunRequest => {
    const schedulers = randomChoice(random, ['join', 'restart', 'none'])
    const body = { name: 'late', lr: 0.3, momentum: 0.8, schedulers }
    return { method: 'POST', path: `/groups?at_step=${step()}`, body }
  }
  const name = () => randomChoice(random, ['one', 'two'])
  const kinds: (() => RunRequest)[] = [
    () => edit({ set: { [path()]: number() } }),
    () => edit({ set: { lr: 0.125 } }),
    () => edit({ scale: { [path()]: number() } }),
    () => edit({ scale: { lr: number() } }),
    () => lasting('multiply'),
    () => lasting('hold'),
    () => edit({ release: [column()] }),
    patch,
    late,
    () => ({
      method: 'POST',
      path: `/schedulers?at_step=${step()}`,
      body: { ...family(), name: name() },
    }),
    () => ({ method: 'DELETE', path: `/schedulers/${name()}?at_step=${step()}` }),
  ]
  const schedulers = [{ ...family(), name: 'one' }]
  if (chance(0.3)) schedulers.push({ ...family(), name: 'two' })
  const definition = {
    groups: ['a', 'b'].map((each) => ({ name: each, lr: 0.25, momentum: 0.9 })),
    schedulers,
  }
  const requests = Array.from({ length: randomInteger(random, 1, 9) }, () =>
    randomChoice(random, kinds)(),
  )
  return { definition, requests }
}
