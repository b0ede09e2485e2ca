import { z } from 'zod'
import { writeMoving } from '../../core/encoding/plan.ts'
import { viewOf } from '../../core/encoding/data_view.ts'
import { HEADER_BYTES, writeHeader } from '../encoding/header.ts'
import { oneByOne } from '../one_by_one.ts'
import type { SealWrite, SealOutcome, Stored, Version } from '../store.ts'
import { nextVersion, VERSION_BYTES, writeVersion } from '../encoding/version.ts'
import type { Place } from './handle.ts'

/**
 * So many optimizers go into one script at best, since Redis does nothing else meanwhile: it takes
 * one to three microseconds for each. Side by side, batches of 100 over one to four connections were
 * 7 to 11 percent more by one script than by two, and by one of 250 fewer.
 */
export const SEALED_AT_ONCE = 100

/** Seals many optimizers with one script. */
export async function sealTogether(
  at: Place,
  moves: readonly SealWrite[],
): Promise<readonly SealOutcome[]> {
  try {
    return await write(at, moves)
  } catch (error) {
    return moves.map(() => error as Error)
  }
}

/** In a Cluster, what is on its way from node to node has to be asked for one by one. */
export const sealApart = (
  at: Place,
  moves: readonly SealWrite[],
): Promise<readonly SealOutcome[]> => oneByOne(async (move) => (await write(at, [move]))[0])(moves)

/** Which were not written, counted from 1. */
const Lost = z.array(z.int().positive())

async function write(at: Place, moves: readonly SealWrite[]): Promise<(Stored | undefined)[]> {
  const keys = moves.map(({ after }) => at.key(after.id))
  const versions = moves.map(({ before }) => nextVersion(before.version))
  const lost = Lost.parse(await at.seal(keys, [bytesOf(moves, versions)]))
  return moves.map(({ after }, index) =>
    lost.includes(index + 1) ? undefined : { optimizer: after, version: versions[index]! },
  )
}

const HEAD = VERSION_BYTES + HEADER_BYTES + 4

/** What `seal.lua` reads. One argument for all: each has its cost in the client and in the server. */
function bytesOf(moves: readonly SealWrite[], versions: readonly Version[]): Buffer {
  const lengths = moves.map(({ after }) => after.state.program.moving.length * 8)
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + HEAD + length, 0))
  const view = viewOf(bytes)
  let at = 0
  moves.forEach(({ before, after }, index) => {
    writeVersion(view, at, before.version)
    writeHeader(view, at + VERSION_BYTES, after, versions[index]!)
    view.setUint32(at + VERSION_BYTES + HEADER_BYTES, lengths[index]!, true)
    writeMoving(view, at + HEAD, after.state)
    at += HEAD + lengths[index]!
  })
  return bytes
}
