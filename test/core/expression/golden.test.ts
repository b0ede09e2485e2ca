import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { compare, summary } from '../../golden/expressions.ts'

const golden = new URL('../../golden/expressions.jsonl.gz', import.meta.url)

describe('the golden expressions of CPython', () => {
  const comparison = compare(gunzipSync(readFileSync(golden)).toString())

  it('are more than ten thousand, many of them refused', (test) => {
    test.diagnostic(summary(comparison))
    assert.ok(comparison.expressions >= 10_000)
    assert.ok(comparison.refused > comparison.compared / 10)
    assert.ok(comparison.refused < comparison.compared / 2)
  })

  it('have the same type and value to the bit, except for one ulp of a function', () => {
    assert.deepEqual(comparison.differing, [])
  })
})
