import assert from 'node:assert/strict'
import { after } from 'node:test'
import { Refusal } from '../../src/core/problem.ts'
import type { Input } from '../../src/core/trajectory/input.ts'
import type { Optimizer } from '../../src/core/optimizer/optimizer.ts'
import type { Commit, Store, Stored } from '../../src/storage/store.ts'
import { registered } from './optimizers.ts'

/** A store that is closed after the suite, and functions for the common calls of tests. */
export async function storeFixture(open: () => Promise<Store>) {
  const store = await open()
  after(() => store.close())

  async function created(optimizer: Optimizer = registered()): Promise<Stored> {
    const stored = await store.create(optimizer)
    assert.ok(stored)
    return stored
  }

  /** Commits a changed optimizer, with its new inputs out of the pending ones. */
  const commit = (before: Stored, after: Optimizer, more: Partial<Commit> = {}) =>
    store.commit({ before, after, inputs: newInputs(before, after), ...more })

  /** The same, asserting that it succeeds. */
  async function committed(before: Stored, after: Optimizer, more: Partial<Commit> = {}) {
    const stored = await commit(before, after, more)
    assert.ok(stored)
    return stored
  }

  async function found(id: string): Promise<Stored> {
    const stored = await store.find(id)
    assert.ok(stored)
    return stored
  }

  return { store, created, commit, committed, found }
}

/** Matches the refusal of a read of a removed registration. */
export const refusesNotFound = (id: string) => (error: unknown) =>
  error instanceof Refusal &&
  error.problem.code === 'optimizer_not_found' &&
  error.problem.optimizer === id

/** All inputs that a store returns in parts. */
export const allOf = async (parts: AsyncIterable<readonly Input[]>) =>
  (await Array.fromAsync(parts)).flat()

export const newInputs = (before: Stored, { pending }: Optimizer) =>
  pending.filter(({ revision }) => revision > before.optimizer.revision)
