import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { accept } from '../../src/core/accept.ts'
import { editGroup } from '../../src/core/group_edit.ts'
import { decideMetrics } from '../../src/core/metrics.ts'
import { register, sealed, type Optimizer } from '../../src/core/optimizer.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import { advance } from '../../src/core/trajectory.ts'
import { RECEIPTS_KEPT, type Store, type Stored } from '../../src/storage/store.ts'
import { RUN } from '../app.ts'

const NOW = '2026-11-22T08:00:00.000Z'

function optimizerNamed(id: string, labels = {}): Optimizer {
  return register(id, define(RegistrationBody.parse({ ...RUN, labels })), NOW)
}

/** An optimizer whose schedules remember what is not in any value, one of them inside others. */
function remembering(id: string): Optimizer {
  const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 0, cooldown: 1 }
  const ramp = { type: 'LinearLR', total_iters: 3 }
  const schedulers = [
    { type: 'SequentialLR', schedulers: [ramp, plateau], milestones: [3] },
    { ...plateau, mode: 'max' },
    { type: 'ProductLR', schedulers: [{ type: 'StepLR', step_size: 2 }, plateau] },
    { type: 'OneCycleLR', max_lr: 0.5, total_steps: 30 },
  ]
  return register(id, define(RegistrationBody.parse({ ...RUN, schedulers })), NOW)
}

const advanced = (optimizer: Optimizer, step: number): Optimizer =>
  sealed(optimizer, advance(optimizer.state, optimizer.pending, step))

function edited(optimizer: Optimizer, lr: number): Optimizer {
  return accept(optimizer, editGroup(optimizer, 'head', { lr }), NOW)
}

/** What every store promises. Each test makes an optimizer of its own. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the ${name} store`, async () => {
    const store = await open()
    after(() => store.close())

    async function created(labels = {}): Promise<Stored> {
      const stored = await store.create(optimizerNamed(randomUUID(), labels))
      assert.ok(stored)
      return stored
    }

    const commit = (before: Stored, next: Optimizer, receipt?: { key: string; result: string }) =>
      store.commit({
        before,
        after: next,
        inputs: next.pending.filter(({ revision }) => revision > before.optimizer.revision),
        ...(receipt ? { receipt: { request: 'r', ...receipt } } : {}),
      })

    it('gives back what was created, to the bit', async () => {
      const { optimizer } = await created({ team: 'vision' })
      const found = await store.find(optimizer.id)
      assert.deepEqual(shown(found!.optimizer), shown(optimizer))
    })

    it('knows nothing of an id that nobody registered', async () => {
      assert.equal(await store.find('nobody'), undefined)
      assert.equal(await store.remove('nobody'), false)
    })

    it('creates an id once', async () => {
      const { optimizer } = await created()
      assert.equal(await store.create(optimizer), undefined)
    })

    it('commits what moved, and finds it again', async () => {
      const before = await created()
      const written = await commit(before, advanced(before.optimizer, 25))
      const found = await store.find(before.optimizer.id)
      assert.deepEqual(shown(found!.optimizer), shown(written!.optimizer))
      assert.deepEqual(
        [...found!.optimizer.state.values],
        [0.0010000000000000002, 0.9, 0.0001, 0.9],
      )
      assert.deepEqual(found!.version, written!.version)
    })

    it('gives back what schedules remember, infinities and nested ones too', async () => {
      const before = await store.create(remembering(randomUUID()))
      const metrics = [
        [2, 0.5],
        [4, NaN],
      ] as const
      let stored = before!
      for (const [step, value] of metrics) {
        const told = decideMetrics(
          stored.optimizer,
          { loss: value },
          { step, decided: [], now: NOW },
        )
        const inputs = told.pending.slice()
        const written = await store.commit({ before: stored, after: advanced(told, step), inputs })
        const found = await store.find(before!.optimizer.id)
        assert.deepEqual(shown(found!.optimizer), shown(written!.optimizer))
        assert.deepEqual(found!.optimizer.state.values, written!.optimizer.state.values)
        stored = found!
      }
      assert.deepEqual(
        (await store.inputs(stored))!.map((input) => 'value' in input && input.value),
        [0.5, NaN],
      )
      const [twice, once] = [advanced(advanced(stored.optimizer, 7), 20), stored.optimizer]
      assert.deepEqual(twice.state.values, advanced(once, 20).state.values)
    })

    it('gives back schedulers that are called what every object inherits', async () => {
      const schedulers = ['constructor', 'toString', 'hasOwnProperty'].map((name) => {
        return { type: 'LambdaLR', name, lr_lambda: '0.5 ** epoch' }
      })
      const definition = define(RegistrationBody.parse({ ...RUN, schedulers }))
      const { optimizer } = (await store.create(register(randomUUID(), definition, NOW)))!
      const found = await store.find(optimizer.id)
      assert.deepEqual(
        advanced(found!.optimizer, 3).state.values,
        advanced(optimizer, 3).state.values,
      )
    })

    it('refuses a commit made from a state that has moved on, and writes none of it', async () => {
      const before = await created()
      await commit(before, advanced(before.optimizer, 5))
      const late = edited(advanced(before.optimizer, 7), 0.5)
      assert.equal(await commit(before, late, { key: 'k', result: '7' }), undefined)
      const found = await store.find(before.optimizer.id)
      assert.equal(found!.optimizer.cursor, 5)
      assert.deepEqual(await store.inputs(found!), [])
      assert.deepEqual(await store.receipts(found!), [])
    })

    it('lets one of many writers win', async () => {
      const before = await created()
      const steps = Array.from({ length: 20 }, (_, index) => index + 1)
      const outcomes = await Promise.all(
        steps.map((step) => commit(before, advanced(before.optimizer, step))),
      )
      assert.equal(outcomes.filter(Boolean).length, 1)
    })

    it('keeps inputs in order, and pending ones until they act', async () => {
      const first = await created()
      const second = await commit(first, edited(first.optimizer, 0.5))
      const third = await commit(second!, edited(second!.optimizer, 0.6))
      const found = await store.find(first.optimizer.id)
      assert.deepEqual(found!.optimizer.pending, third!.optimizer.pending)
      const fourth = await commit(found!, advanced(found!.optimizer, 3))
      const inputs = await store.inputs(fourth!)
      assert.deepEqual(
        inputs!.map(({ revision }) => revision),
        [2, 3],
      )
      assert.deepEqual((await store.find(first.optimizer.id))!.optimizer.pending, [])
    })

    it('keeps the latest receipts', async () => {
      let stored = await created()
      const last = RECEIPTS_KEPT + 2
      for (let step = 1; step <= last; step++) {
        const receipt = { key: `k${step}`, result: `${step}` }
        stored = (await commit(stored, advanced(stored.optimizer, step), receipt))!
      }
      const receipts = (await store.receipts(stored))!
      assert.equal(receipts.length, RECEIPTS_KEPT)
      assert.deepEqual(receipts[0], { key: `k${last}`, request: 'r', result: `${last}` })
      assert.deepEqual(receipts.at(-1), { key: 'k3', request: 'r', result: '3' })
    })

    it('answers what is remembered where that is current, and reads it where it is not', async () => {
      const before = await created()
      assert.equal(await store.find(before.optimizer.id, before), before)
      const written = (await commit(before, advanced(before.optimizer, 5)))!
      const found = await store.find(before.optimizer.id, before)
      assert.equal(found!.optimizer.cursor, 5)
      assert.equal(await store.find(before.optimizer.id, written), written)
    })

    it('removes all of an optimizer, so that nothing of it shows in the next of that id', async () => {
      const before = await created()
      const after = (await commit(before, edited(before.optimizer, 0.5), {
        key: 'k',
        result: '0',
      }))!
      assert.equal(await store.remove(before.optimizer.id), true)
      assert.equal(await store.find(before.optimizer.id), undefined)
      const again = (await store.create(optimizerNamed(before.optimizer.id)))!
      assert.deepEqual(await store.inputs(again), [])
      assert.deepEqual(await store.receipts(again), [])
      assert.equal(await store.receipts(after), undefined)
      assert.equal(await store.inputs(after), undefined)
      assert.equal(await commit(after, advanced(after.optimizer, 1)), undefined)
    })

    it('lists in the order of ids, page by page', async () => {
      const run = randomUUID()
      const ids = ['a', 'a.b', 'a-b', 'b', 'B', '0'].map((name) => `${run}${name}`)
      for (const id of ids) await store.create(optimizerNamed(id, { run }))
      const labels = { run }
      const first = await store.list({ limit: 4, labels })
      const rest = await store.list({ limit: 4, labels, after: first.next })
      const listed = [...first.summaries, ...rest.summaries].map(({ id }) => id)
      assert.deepEqual(listed, ids.toSorted())
      assert.deepEqual([first.next, rest.next], [listed[3], undefined])
    })

    it('lists those that have every label that is asked for, with their counters', async () => {
      const run = randomUUID()
      const both = await created({ run, kind: 'x' })
      await created({ run })
      await commit(both, edited(advanced(both.optimizer, 9), 0.5))
      const { summaries } = await store.list({ limit: 10, labels: { run, kind: 'x' } })
      const [only, ...others] = summaries
      assert.deepEqual(others, [])
      const { id, createdAt } = both.optimizer
      const counters = { revision: 2, generation: 1, cursor: 9, sealedThrough: 9 }
      assert.deepEqual({ ...only }, { id, createdAt, labels: { run, kind: 'x' }, ...counters })
    })

    it('lists nothing that was removed', async () => {
      const run = randomUUID()
      const { optimizer } = await created({ run })
      await store.remove(optimizer.id)
      const { summaries } = await store.list({ limit: 10, labels: { run } })
      assert.deepEqual(summaries, [])
    })

    it('answers a check', () => store.check())
  })
}

/** An optimizer without what is made of it: compiled rules are functions, and never equal. */
const shown = ({ state: { program: _program, ...state }, ...optimizer }: Optimizer) =>
  JSON.parse(
    JSON.stringify({ ...optimizer, state: { ...state, values: [...state.values] } }),
  ) as unknown
