import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'

/** A store that counts the generations and inputs that its reads return, and snapshots of one read. */
function counting(store: Store) {
  let read = 0
  let snapshots = 0
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
    async history(...args) {
      const history = await store.history(...args)
      snapshots = Math.max(snapshots, history.snapshots.length)
      return history
    },
    inputs: (...args) => counted(store.inputs(...args)),
    changes: (...args) => counted(store.changes(...args)),
  }
  /** How much an action has read. */
  async function readBy(act: () => Promise<unknown>): Promise<number> {
    read = 0
    await act()
    return read
  }
  return { store: counts, readBy, mostSnapshots: () => snapshots }
}

const GENERATIONS = 300
const STEPS = 20
const REWIND = 5

describe('a job of many generations', async () => {
  const { store, readBy, mostSnapshots } = counting(sqliteStore(':memory:'))
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

  const most = mostSnapshots()
  it('reads the regular snapshots and one block of first ones at most', () => {
    assert.ok(most > 0 && most <= 2 * 32, `${most}`)
  })

  for (const [what, counts] of Object.entries(read)) {
    it(`reads as much for the ${GENERATIONS}th ${what} as for the 20th`, () => {
      // One of two neighbours is opened by its resume step, and the other one by its line.
      const mostAt = (number: number) => Math.max(counts.get(number - 1)!, counts.get(number)!)
      const [early, late] = [mostAt(20), mostAt(GENERATIONS)]
      assert.ok(early > 0 && late <= early, `${early} and ${late}`)
    })
  }

  /** Reads the values that the generations of a job or of a copy have left. */
  async function assertHasEnds(copy: string) {
    for (const [generation, { step, groups }] of ends.entries()) {
      if (generation === 0) continue
      const { body } = await send('GET', `${copy}/lr?generation=${generation}&step=${step}`)
      assert.deepEqual(body.groups, groups)
    }
  }

  it('has the values of every abandoned branch', () => assertHasEnds(url))

  it('is restored with them, and the next opening stores first snapshots apart', async () => {
    const copy = '/v1/optimizers/copy'
    const { body } = await send('GET', `${url}/state`)
    assert.equal((await send('PUT', `${copy}/state`, body)).status, 200)
    const kept = async () => (await store.history((await store.find('copy'))!)).snapshots.length
    assert.ok((await kept()) >= GENERATIONS, `${await kept()}`)
    const opened = await send('PUT', `${copy}/generations/next`, { resume_step: sealed })
    assert.equal(opened.status, 201)
    assert.ok((await kept()) <= 2 * 32, `${await kept()}`)
    await assertHasEnds(copy)
  })
})

describe('a job of many generations whose inputs are compacted away', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-generations-'))
  after(() => rm(directory, { recursive: true }))
  const path = join(directory, 'lockstep.db')
  const { send } = await appOn(sqliteStore(path), undefined, { maxHistory: 100, cacheSize: 0 })
  const url = '/v1/optimizers/job'
  await send('PUT', url, RUN)
  const ends: unknown[] = []
  for (let generation = 1; generation < GENERATIONS; generation++) {
    await send('POST', `${url}/edits`, { set: { lr: 1 / generation } })
    const { body } = await send('POST', `${url}/steps`, { step: generation * STEPS })
    ends[generation] = body.groups
    await send('PUT', `${url}/generations/${generation}`, { resume_step: generation * STEPS - 1 })
  }

  it('has the latest of its abandoned branches, and refuses the earlier ones', async () => {
    const statuses: number[] = []
    for (let generation = 1; generation < GENERATIONS; generation++) {
      const query = `generation=${generation}&step=${generation * STEPS}`
      const { status, body } = await send('GET', `${url}/lr?${query}`)
      statuses.push(status)
      if (status === 200) assert.deepEqual(body.groups, ends[generation])
    }
    const kept = statuses.filter((status) => status === 200).length
    const refused = Array.from({ length: GENERATIONS - 1 - kept }, () => 410)
    assert.deepEqual(statuses.slice(0, -kept), refused)
    assert.ok(kept >= 49 && kept <= 52, `${kept}`)
  })

  it('keeps first snapshots of these only', () => {
    const file = new DatabaseSync(path, { readOnly: true })
    const blocks = Number(file.prepare('SELECT count(*) FROM first_snapshot').get()!['count(*)'])
    file.close()
    // 50 generations are in three blocks of 32 at most.
    assert.ok(blocks <= 3, `${blocks}`)
  })
})
