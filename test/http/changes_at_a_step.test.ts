import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const HALVING = { type: 'ExponentialLR', gamma: 0.5, name: 'halving' }
const CONSTANT = { groups: [{ name: 'a', lr: 1 }] }
let count = 0

/** A new optimizer, sealed through step 2, and functions that change it at a step. */
async function run(body: object = CONSTANT) {
  const url = `/v1/optimizers/changed-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  await send('POST', `${url}/steps`, { step: 2 })
  const at = (step?: number) => (step === undefined ? '' : `?at_step=${step}`)
  return {
    url,
    attach: (scheduler: object, step?: number) =>
      send('POST', `${url}/schedulers${at(step)}`, scheduler),
    detach: (name: string, step?: number) => send('DELETE', `${url}/schedulers/${name}${at(step)}`),
    add: (name: string, step?: number) => send('POST', `${url}/groups${at(step)}`, { name, lr: 1 }),
    remove: (name: string, step?: number) => send('DELETE', `${url}/groups/${name}${at(step)}`),
    cancel: (revision: number) => send('DELETE', `${url}/edits/${revision}`),
    /** The values of all groups from step 3 on. */
    values: async (through: number): Promise<Record<string, (number | null)[]>> => {
      await send('POST', `${url}/steps`, { step: through })
      const { body } = await send('GET', `${url}/lr?from=3&to=${through}`)
      return Object.fromEntries(
        body.groups.map(({ name, lr }: { name: string; lr: number[] }) => [name, lr]),
      )
    },
  }
}

type Run = Awaited<ReturnType<typeof run>>

describe('a change at a step', () => {
  it('adds or removes from that step on', async () => {
    const { attach, detach, add, remove, values } = await run()
    assert.equal((await attach(HALVING, 4)).body.effective_step, 4)
    assert.equal((await detach('halving', 7)).status, 204)
    assert.equal((await add('b', 5)).body.effective_step, 5)
    assert.equal((await remove('b', 8)).status, 204)
    assert.deepEqual(await values(8), {
      a: [1, 1, 0.5, 0.25, 0.25, 0.25],
      b: [null, null, 1, 0.5, 0.5, null],
    })
  })

  it('is shown with the step of a pending removal', async () => {
    const { url, attach, detach, add, remove } = await run()
    await attach(HALVING)
    await detach('halving', 7)
    await add('b')
    await remove('b', 8)
    const { body } = await send('GET', url)
    assert.deepEqual(body.schedulers[0].until_step, 7)
    assert.deepEqual(body.groups[1].until_step, 8)
  })

  it('has a reason and an Idempotency-Key', async () => {
    const { url } = await run()
    const key = { 'idempotency-key': 'k', 'lockstep-actor': 'ada' }
    for (const _ of [1, 2]) {
      const at = `${url}/groups?at_step=9&reason=wider`
      const added = await send('POST', at, { name: 'b', lr: 1 }, key)
      assert.deepEqual([added.status, added.body.effective_step], [201, 9])
    }
    const { edits } = (await send('GET', `${url}/edits`)).body
    assert.deepEqual(
      edits.map(({ step, actor, reason }: Record<string, unknown>) => [step, actor, reason]),
      [[9, 'ada', 'wider']],
    )
    const other = await send('POST', `${url}/groups?at_step=10`, { name: 'b', lr: 1 }, key)
    assert.equal(other.body.code, 'idempotency_key_reused')
  })

  const CHANGES: readonly [string, (run: Run, step: number) => ReturnType<Run['add']>][] = [
    ['attached', ({ attach }, step) => attach(HALVING, step)],
    ['detached', ({ detach }, step) => detach('StepLR-1', step)],
    ['added', ({ add }, step) => add('b', step)],
    ['removed', ({ remove }, step) => remove('head', step)],
    ['set', ({ url }, step) => send('PATCH', `${url}/groups/head?at_step=${step}`, { lr: 1 })],
  ]
  for (const [what, change] of CHANGES) {
    it(`is refused (${what}) at a sealed step, and far beyond the limit`, async () => {
      const changed = await run(RUN)
      const before = (await send('GET', changed.url)).body
      const { status, body } = await change(changed, 2)
      assert.deepEqual([status, body.code, body.earliest_step], [409, 'step_sealed', 3])
      const far = await change(changed, 2 ** 40)
      assert.deepEqual([far.status, far.body.code, far.body.cursor], [409, 'step_ahead', 2])
      assert.deepEqual((await send('GET', changed.url)).body, before)
      assert.ok((await change(changed, 3)).status < 300)
    })
  }
})

describe('a removal before the addition has acted', () => {
  it('at the same step has the effect that neither acts', async () => {
    const { url, attach, detach, add, remove, values } = await run()
    await attach(HALVING, 5)
    await add('b', 6)
    assert.equal((await detach('halving')).status, 204)
    assert.equal((await remove('b')).status, 204)
    const { body } = await send('GET', url)
    assert.deepEqual([body.groups.length, body.schedulers.length], [1, 0])
    assert.deepEqual(await values(7), { a: [1, 1, 1, 1, 1] })
  })

  it('allows another addition at that step', async () => {
    const { attach, detach, values } = await run()
    await attach(HALVING, 5)
    await detach('halving')
    assert.equal((await attach({ ...HALVING, gamma: 0.25 }, 5)).status, 201)
    assert.deepEqual(await values(7), { a: [1, 1, 1, 0.25, 0.0625] })
  })

  it('cannot be at an earlier step than the addition', async () => {
    const { attach, detach, add, remove } = await run()
    await attach(HALVING, 5)
    await add('b', 6)
    assert.equal((await detach('halving', 4)).body.code, 'scheduler_not_found')
    assert.equal((await remove('b', 4)).body.code, 'group_not_found')
  })
})

describe('a name', () => {
  it('is used by a present owner and by a pending one', async () => {
    const { attach, add } = await run()
    await attach(HALVING, 9)
    await add('b', 9)
    for (const step of [4, 9, 20]) {
      assert.equal((await attach(HALVING, step)).body.code, 'scheduler_exists')
      assert.equal((await add('b', step)).body.code, 'group_exists')
    }
  })

  it('is free again from the step at which its owner is removed', async () => {
    const { url, attach, detach, add, remove, values } = await run(RUN)
    await detach('StepLR-1', 5)
    await remove('head', 5)
    const again = { ...HALVING, name: 'StepLR-1' }
    assert.equal((await attach(again, 4)).body.code, 'scheduler_exists')
    assert.equal((await add('head', 4)).body.code, 'group_exists')
    assert.equal((await attach(again, 5)).status, 201)
    assert.equal((await add('head', 6)).status, 201)
    assert.equal((await remove('head', 8)).status, 204)
    const { groups } = (await send('GET', url)).body
    assert.deepEqual(
      groups.map(({ name, ...stay }: Record<string, unknown>) => [
        name,
        stay['effective_step'],
        stay['until_step'],
      ]),
      [
        ['backbone', undefined, undefined],
        ['head', undefined, 5],
        ['head', 6, 8],
      ],
    )
    assert.deepEqual(await values(8), {
      backbone: [0.1, 0.1, 0.1, 0.05, 0.025, 0.0125],
      head: [0.01, 0.01, null, 1, 0.5, null],
    })
  })

  it('is kept unique: cancelling the removal of its first owner is refused', async () => {
    const { detach, attach, remove, add, cancel } = await run(RUN)
    await detach('StepLR-1', 5)
    await attach({ ...HALVING, name: 'StepLR-1' }, 6)
    await remove('head', 5)
    await add('head', 6)
    assert.equal((await cancel(2)).body.code, 'scheduler_exists')
    assert.equal((await cancel(4)).body.code, 'group_exists')
    assert.equal((await cancel(3)).status, 204)
    assert.equal((await cancel(2)).status, 204)
  })
})

describe('the last group', () => {
  it('cannot be removed at the next step or at a later one', async () => {
    const { add, remove } = await run()
    await add('b', 6)
    assert.equal((await remove('a', 5)).body.code, 'last_group')
    assert.equal((await remove('a', 6)).status, 204)
    assert.equal((await remove('b')).body.code, 'last_group')
    assert.equal((await remove('b', 9)).body.code, 'last_group')
  })

  it('is kept by refusing to cancel the group that was to follow it', async () => {
    const { add, remove, cancel, values } = await run()
    await add('b', 6)
    await remove('a', 8)
    const { status, body } = await cancel(2)
    assert.deepEqual([status, body.code], [409, 'last_group'])
    assert.deepEqual(await values(8), { a: [1, 1, 1, 1, 1, null], b: [null, null, null, 1, 1, 1] })
  })
})
