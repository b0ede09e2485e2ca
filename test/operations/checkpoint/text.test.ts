import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checksumOf, textWithChecksum } from '../../../src/operations/checkpoint/text.ts'

describe('the text of a checkpoint', () => {
  it('is JSON with its checksum, wherever its first chunk ends', async () => {
    for (let length = 2 ** 14 - 20; length <= 2 ** 14; length++) {
      const document = { text: 'x'.repeat(length) }
      const chunks = await Array.fromAsync(textWithChecksum(document))
      const checksum = await checksumOf(document)
      assert.deepEqual(JSON.parse(chunks.join('')), { ...document, checksum }, `${length}`)
    }
  })
})
