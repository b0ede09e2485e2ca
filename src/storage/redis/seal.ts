import { z } from 'zod'
import { writeMoving } from '../../core/encoding/plan.ts'
import { dataViewOf } from '../../core/encoding/data_view.ts'
import { HEADER_BYTES, writeHeader } from '../encoding/header.ts'
import { oneByOne } from '../one_by_one.ts'
import type { SealWrite, SealOutcome, Stored, Version } from '../store.ts'
import { nextVersion, VERSION_BYTES, writeVersion } from '../encoding/version.ts'
import type { RedisHandle } from './handle.ts'

/**
 * The best number of optimizers for one script, as Redis does nothing else meanwhile: one takes one
 * to three microseconds. Side by side, batches of 100 over one to four connections were 7 to 11
 * percent faster with one script than with two, and slower with one of 250.
 */
export const PREFERRED_BATCH_SIZE = 100

/** Seals many optimizers with one script. */
export async function sealInOneScript(
  redis: RedisHandle,
  writes: readonly SealWrite[],
): Promise<readonly SealOutcome[]> {
  try {
    return await runScript(redis, writes)
  } catch (error) {
    return writes.map(() => error as Error)
  }
}

/** In a Cluster, where a slot may be moving, each optimizer needs a command of its own. */
export const sealIndividually = (
  redis: RedisHandle,
  writes: readonly SealWrite[],
): Promise<readonly SealOutcome[]> =>
  oneByOne(async (write) => (await runScript(redis, [write]))[0])(writes)

/** The indexes of those that were not written, counted from 1. */
const ConflictNumbers = z.array(z.int().positive())

async function runScript(
  redis: RedisHandle,
  writes: readonly SealWrite[],
): Promise<(Stored | undefined)[]> {
  const keys = writes.map(({ after }) => redis.optimizerKey(after.id))
  const versions = writes.map(({ before }) => nextVersion(before.version))
  const conflicts = ConflictNumbers.parse(await redis.seal(keys, [encodeWrites(writes, versions)]))
  return writes.map(({ after }, index) =>
    conflicts.includes(index + 1) ? undefined : { optimizer: after, version: versions[index]! },
  )
}

const FIXED_BYTES = VERSION_BYTES + HEADER_BYTES + 4

/** The argument of `seal.lua`. One for all optimizers: each costs time in the client and the server. */
function encodeWrites(writes: readonly SealWrite[], versions: readonly Version[]): Buffer {
  const lengths = writes.map(({ after }) => after.state.program.movingColumns.length * 8)
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + FIXED_BYTES + length, 0))
  const view = dataViewOf(bytes)
  let offset = 0
  writes.forEach(({ before, after }, index) => {
    writeVersion(view, offset, before.version)
    writeHeader(view, offset + VERSION_BYTES, after, versions[index]!)
    view.setUint32(offset + VERSION_BYTES + HEADER_BYTES, lengths[index]!, true)
    writeMoving(view, offset + FIXED_BYTES, after.state)
    offset += FIXED_BYTES + lengths[index]!
  })
  return bytes
}
