import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodeHeader, encodeHeader } from '../../../src/storage/encoding/header.ts'
import { firstVersion, nextVersion, VERSION_BYTES } from '../../../src/storage/encoding/version.ts'
import { registered } from '../optimizers.ts'

describe('a header', () => {
  it('is equal after writing and reading', () => {
    const version = nextVersion(firstVersion())
    const { revision, cursor, sealedThrough, acted, generation } = registered()
    const header = encodeHeader(registered(), version)
    assert.deepEqual(decodeHeader(header), {
      ...{ version, generation: generation.number, revision, cursor, sealedThrough, acted },
    })
  })

  it('is refused if a counter is not an integer', () => {
    for (const count of [0.5, NaN, Infinity, 2 ** 53]) {
      const header = encodeHeader(registered(), firstVersion())
      header.writeDoubleLE(count, VERSION_BYTES + 16)
      assert.throws(() => decodeHeader(header), {
        message: `Cannot read a header that counts ${count}`,
      })
    }
  })

  it('is refused if it is truncated', () => {
    const header = encodeHeader(registered(), firstVersion())
    assert.throws(() => decodeHeader(header.subarray(1)), /wanted 56/)
  })
})
