import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'

/** A store that counts what its reads return: generations, inputs and snapshots. */
function counting(store: Store) {
  let read = 0
  const count = <T extends readonly unknown[]>(items: T): T => {
    read += items.length
    return items
  }
  async function* counted<T extends readonly unknown[]>(parts: AsyncIterable<T>) {
    for await (const part of parts) yield count(part)
  }
  const counts: Store = {
    ...store,
    generations: async (...args) => count(await store.generations(...args)),
    inputs: (...args) => counted(store.inputs(...args)),
    changes: (...args) => counted(store.changes(...args)),
  }
  /** How much an action has read. */
  async function readBy(act: () => Promise<unknown>): Promise<number> {
    read = 0
    await act()
    return read
  }
  return { store: counts, readBy }
}

const GENERATIONS = 300
const STEPS = 20
const REWIND = 5

describe('a job of many generations', async () => {
  const { store, readBy } = counting(sqliteStore(':memory:'))
  const { send } = await appOn(store)
  const url = '/v1/optimizers/job'
  await send('PUT', url, { ...RUN, schedulers: [{ type: 'ExponentialLR', gamma: 0.999 }] })
  const read: Record<'opening' | 'step' | 'abandoned', Map<number, number>> = {
    opening: new Map(),
    step: new Map(),
    abandoned: new Map(),
  }
  /** The values at the end of each generation: the next one has left these steps. */
  const ends: { step: number; groups: unknown }[] = [{ step: 0, groups: [] }]
  let sealed = 0
  for (let generation = 1; generation < GENERATIONS; generation++) {
    await send('POST', `${url}/steps`, { step: sealed + 7, generation })
    await send('POST', `${url}/edits`, { set: { lr: 1 / generation }, generation })
    const step = sealed + STEPS
    const { body } = await send('POST', `${url}/steps`, { step, generation })
    ends.push({ step, groups: body.groups })
    sealed = step - REWIND
    const number = generation + 1
    const opening =
      number % 2 === 0 ? { resume_step: sealed } : { from: { generation, step: sealed } }
    const open = () => send('PUT', `${url}/generations/restart-${number}`, opening)
    read.opening.set(number, await readBy(open))
    const inherited = `${url}/lr?step=${Math.max(0, sealed - 2)}`
    read.step.set(number, await readBy(() => send('GET', inherited)))
    const left = `${url}/lr?generation=${Math.ceil(number / 2)}&step=${ends[Math.ceil(number / 2)]?.step}`
    read.abandoned.set(number, await readBy(() => send('GET', left)))
  }

  for (const [what, counts] of Object.entries(read)) {
    it(`reads as much for the ${GENERATIONS}th ${what} as for the 20th`, () => {
      // One of two neighbours is opened by its resume step, and the other one by its line.
      const most = (number: number) => Math.max(counts.get(number - 1)!, counts.get(number)!)
      const [early, late] = [most(20), most(GENERATIONS)]
      assert.ok(early > 0 && late <= early, `${early} and ${late}`)
    })
  }

  it('has the values of every abandoned branch', async () => {
    for (const [generation, { step, groups }] of ends.entries()) {
      if (generation === 0) continue
      const { body } = await send('GET', `${url}/lr?generation=${generation}&step=${step}`)
      assert.deepEqual(body.groups, groups)
    }
  })
})
