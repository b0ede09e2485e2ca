import assert from 'node:assert/strict'
import { executionAsyncResource } from 'node:async_hooks'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'

describe('what a tick runs in', () => {
  it('is the tick itself, which src/engine.ts keeps for its shape', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    const callback = () => resolve(executionAsyncResource())
    process.nextTick(callback)
    const tick = await promise
    assert.equal((tick as { callback?: unknown }).callback, callback)
    assert.ok(Object.getOwnPropertySymbols(tick).length > 0)
  })
})

/** Makes many objects in one place, all of which are kept. */
const KEEPING = `
  const kept = []
  const make = (n) => ({ n, pair: [n, n] })
  while (kept.length < 500_000) kept.push(make(kept.length))`

describe('objects that are kept for a while', () => {
  /** What V8 says of the places at which it may make objects old from the start. */
  function said(code: string): string {
    const flags = ['--trace-pretenuring-statistics', '--input-type=module-typescript']
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '--eval', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
    return stdout
  }

  it('are made old by V8 when they are left to it', () => {
    assert.match(said(KEEPING), /pretenuring: AllocationSite/)
  })

  it('are made young by what src/engine.ts does', () => {
    const keeping = `import { tuneV8 } from '../src/v8_tuning.ts'\ntuneV8()\n${KEEPING}`
    assert.doesNotMatch(said(keeping), /pretenuring/)
  })
})
