import assert from 'node:assert/strict'
import { Refusal } from '../../src/core/problem.ts'
import type { Store, Stored } from '../../src/storage/store.ts'
import { advanced, registered } from './optimizers.ts'

/** What came of a load. */
export interface Outcome {
  readonly commits: number
  readonly creations: number
  /** What callers were refused, each with its reason. */
  readonly refusals: readonly string[]
}

/** Writers that go on until they are told to stop. */
export interface Load {
  /** Resolves when all have ended. Throws what is no refusal. */
  end(): Promise<Outcome>
  /** The highest step of each optimizer that was acknowledged. */
  readonly acknowledged: ReadonlyMap<string, number>
}

/**
 * Starts writers that each commit step after step of an optimizer of their own, reading it now and
 * then, and at times register another. After a refusal they find out by reading what came of it.
 */
export function startLoad(store: Store, writers: number): Load {
  const acknowledged = new Map<string, number>()
  const refusals: string[] = []
  let [isEnding, commits, creations] = [false, 0, 0]

  /** What was asked for, or nothing where the store refused. */
  async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem.code !== 'store_unavailable') throw error
      refusals.push(error.problem.reason)
      await new Promise((resolve) => setTimeout(resolve, 10))
      return undefined
    }
  }

  async function create(): Promise<Stored> {
    for (;;) {
      const created = await unlessRefused(store.create(registered()))
      if (!created) continue
      creations++
      return created
    }
  }

  async function write(): Promise<void> {
    let stored = await create()
    const { id } = stored.optimizer
    for (let turn = 1; !isEnding; turn++) {
      const after = advanced(stored.optimizer, stored.optimizer.cursor + 1)
      const written = await unlessRefused(store.commit({ before: stored, after, inputs: [] }))
      if (written) {
        commits++
        acknowledged.set(id, written.optimizer.cursor)
        stored = written
      }
      if (!written || turn % 10 === 0) stored = (await found(id)) ?? stored
      if (turn % 20 === 0) await create()
    }
  }

  async function found(id: string): Promise<Stored | undefined> {
    while (!isEnding) {
      const read = await unlessRefused(store.find(id).then((stored) => ({ stored })))
      if (!read) continue
      const least = acknowledged.get(id) ?? 0
      const { stored } = read
      assert.ok(stored && stored.optimizer.cursor >= least, `${id} fell below ${least}`)
      return stored
    }
    return undefined
  }

  const ended = Promise.all(Array.from({ length: writers }, write))
  ended.catch(() => {})
  return {
    acknowledged,
    async end() {
      isEnding = true
      await ended
      return { commits, creations, refusals }
    },
  }
}
