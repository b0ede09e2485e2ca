import { createHash } from 'node:crypto'
import { canonicalJson } from '../../core/encoding/canonical_json.ts'
import { yielder } from '../event_loop/yielding.ts'

/**
 * Characters in one chunk of a document, between two readings of the clock: a tenth of a
 * millisecond's work to write and hash.
 */
const CHUNK_CHARACTERS = 16_384

const PREFIX = 'sha256:'

/** A document in its canonical form, chunk by chunk, with its checksum as the last field. */
export async function* textWithChecksum(document: object): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let last = ''
  for await (const chunk of canonicalChunks(document)) {
    yield last
    hash.update(chunk)
    last = chunk
  }
  // The checksum is written before the brace that closes the document.
  yield `${last.slice(0, -1)},"checksum":"${PREFIX}${hash.digest('hex')}"}`
}

/** The checksum of a document, whatever the order of its keys and the space between them. */
export async function checksumOf(document: object): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of canonicalChunks(document)) hash.update(chunk)
  return PREFIX + hash.digest('hex')
}

/** None of the chunks is empty. Other requests are served between two of them. */
async function* canonicalChunks(document: object): AsyncGenerator<string> {
  const pause = yielder()
  let chunk = ''
  for (const piece of canonicalJson(document)) {
    if (chunk.length >= CHUNK_CHARACTERS) {
      await pause()
      yield chunk
      chunk = ''
    }
    chunk += piece
  }
  yield chunk
}
