import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Refusal } from '../../src/core/problem.ts'
import { retry } from '../../src/operations/retry.ts'

/** An act that returns results one after another, and the number of its calls. */
function returning<T>(...results: readonly T[]) {
  let calls = 0
  return { act: async () => results[calls++], calls: () => calls }
}

describe('a retry', () => {
  it('ends with the first result, which may be false, null or empty', async () => {
    for (const result of [false, null, '', 0]) {
      const { act, calls } = returning(undefined, undefined, result, 'more')
      assert.equal(await retry('x', 3, act), result)
      assert.equal(calls(), 3)
    }
  })

  it('is refused after the last attempt', async () => {
    const { act, calls } = returning<string | undefined>(undefined, undefined, undefined, 'late')
    await assert.rejects(
      retry('x', 3, act),
      ({ problem }: Refusal) => problem.code === 'too_many_writers' && problem.optimizer === 'x',
    )
    assert.equal(calls(), 3)
  })

  it('ends with the error of an attempt', async () => {
    const error = new Error('failed')
    await assert.rejects(
      retry('x', 3, () => Promise.reject(error)),
      error,
    )
  })
})
