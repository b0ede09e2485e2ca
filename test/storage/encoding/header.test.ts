import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_DIGEST } from '../../../src/core/optimizer/digest.ts'
import { decodeHeader, encodeHeader } from '../../../src/storage/encoding/header.ts'
import { firstVersion, nextVersion, VERSION_BYTES } from '../../../src/storage/encoding/version.ts'
import { registered } from '../optimizers.ts'

describe('a header', () => {
  it('is equal after writing and reading', () => {
    const version = nextVersion(firstVersion())
    const optimizer = registered()
    const { generation, ...rest } = optimizer
    const { revision, cursor, sealedThrough, acted, digest } = rest
    const header = encodeHeader(optimizer, version)
    assert.deepEqual(decodeHeader(header), {
      ...{ version, generation: generation.number, revision, cursor, sealedThrough, acted },
      digest,
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

  it('of version 5 has no digests', () => {
    const header = encodeHeader(registered(), firstVersion()).subarray(0, -16)
    const { revision, digest } = decodeHeader(header)
    assert.deepEqual([revision, digest], [1, NO_DIGEST])
  })

  it('is refused if it is truncated', () => {
    const header = encodeHeader(registered(), firstVersion())
    assert.throws(() => decodeHeader(header.subarray(1)), /wanted 72/)
  })
})
