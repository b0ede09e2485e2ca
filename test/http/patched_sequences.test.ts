import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
let count = 0

const sequence = (second: object, more: object = {}) => ({
  ...{ name: 's', type: 'SequentialLR', milestones: [2] },
  ...{ schedulers: [{ type: 'ConstantLR', factor: 1 }, second], ...more },
})
const SWA = { type: 'SWALR', swa_lr: 0, anneal_epochs: 8, anneal_strategy: 'linear' }
const WAVES = { type: 'CosineAnnealingWarmRestarts', T_0: 4 }

/** A milestone that is assigned after a step. */
interface Patched {
  readonly at: number
  readonly milestone: number
}

/** The lr under a sequence whose milestone is patched after a step, and its state dict at the end. */
async function run(scheduler: object, patched: Patched | undefined, to: number) {
  const url = `/v1/optimizers/patched-sequence-${++count}`
  const groups = [{ name: 'a', lr: 1, initial_lr: 1 }]
  assert.equal((await send('PUT', url, { groups, schedulers: [scheduler] })).status, 201)
  if (patched) {
    await send('POST', `${url}/steps`, { step: patched.at })
    const milestones = [patched.milestone]
    assert.equal((await send('PATCH', `${url}/schedulers/s`, { milestones })).status, 200)
  }
  await send('POST', `${url}/steps`, { step: to })
  const { groups: series } = (await send('GET', `${url}/lr?from=0&to=${to}`)).body
  const { state_dicts: dicts } = (await send('GET', `${url}/state`)).body
  return { lr: series[0].lr as number[], inner: dicts['s']._schedulers[1] }
}

// All values, and those of the state dicts, are of torch 2.13.
describe('a sequence with a scheduler that counts for itself', () => {
  it('does not set the count of a SWALR back where a patched milestone activates it again', async () => {
    const { lr, inner } = await run(sequence(SWA), { at: 4, milestone: 7 }, 10)
    const before = [1, 1, 1, 0.875, 0.75, 0.75, 0.75]
    const after = [0.6428571428571428, 0.5357142857142857, 0.42857142857142855, 0.3214285714285714]
    assert.deepEqual(lr, [...before, ...after])
    assert.deepEqual([inner.last_epoch, inner._step_count], [3, 6])
  })

  it('does not set the wave of warm restarts back there', async () => {
    const { lr, inner } = await run(sequence(WAVES), { at: 3, milestone: 6 }, 10)
    const [high, low] = [0.8535533905932737, 0.14644660940672627]
    assert.deepEqual(lr, [1, 1, 1, high, high, high, high, 0.5, low, 1, high])
    assert.deepEqual([inner.last_epoch, inner.T_cur], [4, 1])
  })

  it('steps a SWALR from its first step where last_epoch is past the milestone', async () => {
    const begun = sequence({ ...SWA, anneal_epochs: 4 }, { last_epoch: 5 })
    const { lr, inner } = await run(begun, undefined, 6)
    assert.deepEqual(lr, [1, 0.75, 0.5, 0.25, 0, 0, 0])
    assert.deepEqual([inner.last_epoch, inner._step_count], [5, 7])
  })

  it('steps warm restarts to 0 there, and goes on from their wave at a later milestone', async () => {
    const begun = sequence(WAVES, { last_epoch: 5 })
    const { lr, inner } = await run(begun, { at: 3, milestone: 12 }, 9)
    const [high, low] = [0.8535533905932737, 0.14644660940672627]
    assert.deepEqual(lr, [1, 1, high, 0.5, 0.5, 0.5, 0.5, low, 1, high])
    assert.deepEqual([inner.last_epoch, inner.T_cur], [3, 1])
  })
})
