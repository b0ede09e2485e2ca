import assert from 'node:assert/strict'
import { Refusal } from '../../src/core/problem.ts'
import type { Store, Stored } from '../../src/storage/store.ts'
import { advanced, registered } from './optimizers.ts'

/** The outcome of the writers. */
export interface WritersResult {
  readonly commits: number
  readonly creations: number
  /** The reasons of the refusals. */
  readonly refusals: readonly string[]
}

/** Writers that run until `end` is called. */
export interface Writers {
  /** Resolves when all have ended. Throws any error but a refusal. */
  end(): Promise<WritersResult>
  /** The highest acknowledged step of each optimizer. */
  readonly acknowledged: ReadonlyMap<string, number>
}

/**
 * Starts writers. Each of them commits step after step of its own optimizer, sometimes reads it, and
 * sometimes registers another one. After a refusal it reads the outcome.
 */
export function startWriters(store: Store, writers: number): Writers {
  const acknowledged = new Map<string, number>()
  const refusals: string[] = []
  let [isEnding, commits, creations] = [false, 0, 0]

  /** The result of a call, or undefined if the store refused. */
  async function undefinedIfRefused<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem.code !== 'store_unavailable') throw error
      refusals.push(error.problem.reason)
      await new Promise((resolve) => setTimeout(resolve, 10))
      return undefined
    }
  }

  async function create(): Promise<Stored> {
    for (;;) {
      const created = await undefinedIfRefused(store.create(registered()))
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
      const written = await undefinedIfRefused(store.commit({ before: stored, after, inputs: [] }))
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
      const read = await undefinedIfRefused(store.find(id).then((stored) => ({ stored })))
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
