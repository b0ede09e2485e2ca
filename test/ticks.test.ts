import assert from 'node:assert/strict'
import { executionAsyncResource } from 'node:async_hooks'
import { describe, it } from 'node:test'

describe('what a tick runs in', () => {
  it('is the tick itself, which src/ticks.ts keeps for its shape', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    const callback = () => resolve(executionAsyncResource())
    process.nextTick(callback)
    const tick = await promise
    assert.equal((tick as { callback?: unknown }).callback, callback)
    assert.ok(Object.getOwnPropertySymbols(tick).length > 0)
  })
})
