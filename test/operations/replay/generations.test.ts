import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstGeneration, type Generation } from '../../../src/core/optimizer/generation.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { generationsOf } from '../../../src/operations/replay/generations.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { NOW, registered } from '../../storage/optimizers.ts'

const openedBy = (parent: Generation, more: Partial<Generation> = {}): Generation => ({
  number: parent.number + 1,
  key: `k${parent.number}`,
  parent: parent.number,
  resumeStep: 0,
  revision: parent.revision + 1,
  edits: 'keep',
  openedAt: NOW,
  sealedBefore: -1,
  ...more,
})

/** Generations one after another, and the reads of them by one process. */
async function setting() {
  const sqlite = sqliteStore(':memory:')
  const stored = (await sqlite.create(registered()))!
  let stores: readonly Generation[] = []
  const reads: number[] = []
  const store = {
    ...sqlite,
    generations: async (_stored: unknown, from = 1) => {
      const found = stores.filter(({ number }) => number >= from)
      reads.push(found.length)
      return found
    },
  }
  const context = {
    store,
    processState: createProcessState(100_000),
    now: () => new Date(),
    maxAdvance: 1,
    maxHistory: 1,
  }
  /** What a process finds where a store has some generations, and how much it reads for that. */
  return async function found(all: readonly Generation[], current = all.at(-1)!) {
    stores = all
    reads.length = 0
    const optimizer = { ...stored.optimizer, generation: current }
    const generations = await generationsOf(context, { ...stored, optimizer })
    return { generations, reads: [...reads] }
  }
}

describe('the generations that a process has read', () => {
  const first = firstGeneration(NOW)
  const second = openedBy(first)
  const third = openedBy(second)
  const fourth = openedBy(third)

  it('are read once, and later ones with the last of them', async () => {
    const found = await setting()
    const [two, four] = [
      [first, second],
      [first, second, third, fourth],
    ] as const
    assert.deepEqual(await found(two), { generations: two, reads: [2] })
    assert.deepEqual(await found(two), { generations: two, reads: [] })
    assert.deepEqual(await found(four), { generations: four, reads: [3] })
    // A request that has read the optimizer before.
    assert.deepEqual(await found(four, second), { generations: two, reads: [] })
    assert.deepEqual(await found(four), { generations: four, reads: [] })
  })

  it('are read again where a number was given twice', async () => {
    const found = await setting()
    await found([first, second, third])
    const other = [first, openedBy(first, { key: 'other' })]
    assert.deepEqual(await found(other), { generations: other, reads: [2] })
    const later = [...other, openedBy(other[1]!, { openedAt: '2026-11-22T09:00:00.000Z' })]
    assert.deepEqual(await found(later), { generations: later, reads: [2] })
    const lost = [first, second, third, fourth]
    assert.deepEqual(await found(lost), { generations: lost, reads: [2, 4] })
  })
})
