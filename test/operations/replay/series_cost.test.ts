import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { trajectory } from '../../../src/operations/queries/values.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../../app.ts'

const HUNDRED_MILLION = 100_000_000
const GROUPS = [
  { name: 'a', lr: 0.1 },
  { name: 'b', lr: 0.01 },
]

const store = sqliteStore(':memory:')
const { send } = await appOn(store, HUNDRED_MILLION)

const preview = (scheduler: object, to: number, points = 1_000) =>
  send('POST', '/v1/previews', { groups: GROUPS, schedulers: [scheduler], to, points })

describe('a series of 100 million steps', () => {
  for (const scheduler of [
    { type: 'StepLR', step_size: 1_000_000, gamma: 0.9 },
    { type: 'PhasedLR', phases: [{ curve: 'cosine', to: 0.1, duration: HUNDRED_MILLION }] },
    { type: 'CosineAnnealingWarmRestarts', T_0: 700_000, T_mult: 2 },
  ]) {
    it(`of ${scheduler.type} has the values of its steps`, async () => {
      const { status, body } = await preview(scheduler, HUNDRED_MILLION)
      assert.equal(status, 200)
      assert.ok(body.steps.length <= 1_000)
      assert.deepEqual([body.steps[0], body.steps.at(-1)], [0, HUNDRED_MILLION])
      const early = body.steps.filter((step: number) => step <= 900_000)
      assert.ok(early.length >= 4)
      const { body: every } = await preview(scheduler, early.at(-1), 100_000)
      for (const [index, { lr }] of every.groups.entries()) {
        for (const [at, step] of every.steps.entries()) {
          const shown = early.indexOf(step)
          if (shown >= 0) assert.equal(body.groups[index].lr[shown], lr[at])
        }
      }
    })
  }

  it('is refused by its cost where each value needs the one before', async () => {
    const scheduler = { type: 'ExponentialLR', gamma: 0.9999999 }
    const { status, body } = await preview(scheduler, HUNDRED_MILLION)
    assert.deepEqual([status, body.code, body.pointer], [400, 'series_too_long', '/to'])
    assert.match(body.detail, /cost 200000000 values to compute, 2 at each step/)
    assert.match(body.detail, /wanted at most 20000000: "to" of at most 10000000\.$/)
    assert.equal((await preview(scheduler, 10_000_001)).status, 400)
  })

  it('is refused by its cost where a schedule changes at each step', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => ({ name: `g${index}`, lr: 1 }))
    const schedulers = [{ type: 'StepLR', step_size: 1, gamma: 1 }]
    const definition = { groups: names, schedulers, to: HUNDRED_MILLION, points: 100 }
    const { status, body } = await send('POST', '/v1/previews', definition)
    assert.deepEqual([status, body.code, body.pointer], [400, 'series_too_long', '/to'])
    assert.match(body.detail, /more than 20000000 values to compute, wanted "to" of at most \d+/)
  })

  it('shows an edit of one step', async () => {
    const url = '/v1/optimizers/edited'
    const scheduler = { type: 'PhasedLR', phases: [{ curve: 'linear', to: 0.5, duration: 99e6 }] }
    await send('PUT', url, { groups: GROUPS, schedulers: [scheduler] })
    const spike = { groups: ['b'], set: { lr: 7 }, at_step: 6_123_456 }
    assert.equal((await send('POST', `${url}/edits`, spike)).status, 201)
    const { body } = await send('GET', `${url}/lr?to=${HUNDRED_MILLION}&points=200`)
    const at = body.steps.indexOf(spike.at_step)
    assert.equal(body.groups[1].lr[at], 7)
    assert.ok(body.groups[1].lr.every((lr: number, index: number) => lr < 1 || index === at))
  })
})

describe('a second look at a series', () => {
  const now = () => new Date()
  const processState = createProcessState(100_000)
  const context = { store, processState, now, maxAdvance: 100_000, maxHistory: 100_000 }
  const look = async (from = 0) =>
    (await trajectory(context, 'seen', { from, to: 5_000, points: 50, hyperparameters: ['lr'] }))
      .series

  it('is from memory until an input is accepted', async () => {
    const url = '/v1/optimizers/seen'
    await send('PUT', url, {
      groups: GROUPS,
      schedulers: [{ type: 'ExponentialLR', gamma: 0.999 }],
    })
    const first = await look()
    await send('POST', `${url}/steps`, { step: 3 })
    assert.equal(await look(), first)
    assert.notEqual(await look(1), first)
    await send('POST', `${url}/edits`, { groups: ['a'], set: { lr: 3 }, at_step: 70 })
    const edited = await look()
    assert.notEqual(edited, first)
    assert.equal(edited.columns[0]!.values[edited.steps.indexOf(70)], 3)
    await send('DELETE', url)
    await send('PUT', url, { groups: GROUPS, schedulers: [] })
    assert.deepEqual(new Set((await look()).columns[0]!.values), new Set([0.1]))
  })
})
