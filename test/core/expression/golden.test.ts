import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { compare, summary } from '../../golden/expressions.ts'

const golden = new URL('../../golden/expressions.jsonl.gz', import.meta.url)

describe('expressions as CPython answered them', () => {
  const comparison = compare(gunzipSync(readFileSync(golden)).toString())

  it('are more than ten thousand, a good part of them refused', (test) => {
    test.diagnostic(summary(comparison))
    assert.ok(comparison.expressions >= 10_000)
    assert.ok(comparison.refused > comparison.compared / 10)
    assert.ok(comparison.refused < comparison.compared / 2)
  })

  it('have the same value and type to the bit, but for the last ulp of a function', () => {
    assert.deepEqual(comparison.differing, [])
  })
})
