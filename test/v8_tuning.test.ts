import assert from 'node:assert/strict'
import { executionAsyncResource } from 'node:async_hooks'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'

describe('the resource of a tick', () => {
  it('is the tick object itself, whose shape src/v8_tuning.ts keeps', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    const callback = () => resolve(executionAsyncResource())
    process.nextTick(callback)
    const tick = await promise
    assert.equal((tick as { callback?: unknown }).callback, callback)
    assert.ok(Object.getOwnPropertySymbols(tick).length > 0)
  })
})

/** Allocates many objects at one allocation site, and keeps all of them. */
const KEEPING = `
  const kept = []
  const make = (n) => ({ n, pair: [n, n] })
  while (kept.length < 500_000) kept.push(make(kept.length))`

describe('objects that live for a while', () => {
  /** V8's trace of the allocation sites at which it may allocate in the old generation. */
  function said(code: string): string {
    const flags = ['--trace-pretenuring-statistics', '--input-type=module-typescript']
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '--eval', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
    return stdout
  }

  it('are allocated in the old generation by default', () => {
    assert.match(said(KEEPING), /pretenuring: AllocationSite/)
  })

  it('are allocated in the young generation with src/v8_tuning.ts', () => {
    const keeping = `import { tuneV8 } from '../src/v8_tuning.ts'\ntuneV8()\n${KEEPING}`
    assert.doesNotMatch(said(keeping), /pretenuring/)
  })
})
