import { writeMoving } from '../../core/written/course.ts'
import { HEADER_BYTES, VERSION_BYTES, writeHeader } from '../header.ts'
import type { Commit, Version } from '../store.ts'
import type { Script } from './script.ts'

/** Writes one move, and tells whether it did: not if the optimizer has moved on. */
export type Seal = (key: string, move: Buffer) => Promise<boolean>

/**
 * So many optimizers go into one script at most: it keeps Redis for itself meanwhile, a microsecond
 * or two for each.
 */
const MOST = 250

interface Waiting {
  readonly key: string
  readonly move: Buffer
  readonly resolve: (wrote: boolean) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Gathers what is sealed within one turn of the event loop into one script. A script for each costs
 * the service three times as much, and Redis twice.
 */
export function gathering(script: Script): Seal {
  let waiting: Waiting[] = []

  function flush(): void {
    const all = waiting
    waiting = []
    for (let first = 0; first < all.length; first += MOST) {
      void sealAll(script, all.slice(first, first + MOST))
    }
  }

  return (key, move) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, move, resolve, reject }) === 1) setImmediate(flush)
    })
}

const ONE = '1'.charCodeAt(0)

async function sealAll(script: Script, moves: readonly Waiting[]): Promise<void> {
  try {
    const keys = moves.map(({ key }) => key)
    const wrote = (await script(keys, [Buffer.concat(moves.map(({ move }) => move))])) as Buffer
    moves.forEach(({ resolve }, index) => resolve(wrote[index] === ONE))
  } catch (error) {
    for (const { reject } of moves) reject(error)
  }
}

/** For a Cluster, where what is on its way from node to node must be asked for one by one. */
export const oneByOne =
  (script: Script): Seal =>
  async (key, move) =>
    ((await script([key], [move])) as Buffer)[0] === ONE

/** What `seal.lua` reads of a commit that does nothing but move values. */
export function moveOf({ before, after }: Commit, version: Version): Buffer {
  const { state } = after
  const { length } = state.program.moving
  const bytes = Buffer.allocUnsafe(VERSION_BYTES + HEADER_BYTES + 4 + length * 8)
  before.version.copy(bytes)
  writeHeader(bytes, VERSION_BYTES, after, version)
  bytes.writeUInt32LE(length * 8, VERSION_BYTES + HEADER_BYTES)
  writeMoving(bytes, VERSION_BYTES + HEADER_BYTES + 4, state)
  return bytes
}
