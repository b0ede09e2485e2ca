import { decodeHistory, encodeHistory } from '../../core/encoding/history.ts'
import type { Snapshot } from '../../core/history/snapshot.ts'
import type { NumberRange } from '../store.ts'

/**
 * First snapshots are stored in blocks, by the numbers of their generations: an opening writes one
 * block again, however many there are, and the snapshots of a block share equal plans.
 */
const BLOCK_SIZE = 32

const blockOf = (generation: number): number => Math.floor(generation / BLOCK_SIZE)

/** The blocks with the first snapshots of some generations. */
export const blocksOf = (generations: readonly number[]): readonly number[] => [
  ...new Set(generations.map(blockOf)),
]

/** The blocks of which nothing is kept once some generations are compacted away. */
export function deletedBlocks({ after, through }: NumberRange): readonly number[] {
  const first = blockOf(after + 1)
  const count = Math.max(0, blockOf(through + 1) - first)
  return Array.from({ length: count }, (_, index) => first + index)
}

/** The texts of the blocks to which some first snapshots are added. */
export function extendedBlocks(
  firsts: readonly Snapshot[],
  stored: ReadonlyMap<number, string>,
): readonly (readonly [block: number, text: string])[] {
  const added = Map.groupBy(firsts, ({ generation }) => blockOf(generation))
  return [...added].map(([block, fresh]) => {
    const numbers = new Set(fresh.map(({ generation }) => generation))
    const others = decodeBlock(stored.get(block)).filter((each) => !numbers.has(each.generation))
    return [block, encodeHistory({ floor: 0, snapshots: [...others, ...fresh] })]
  })
}

/** The first snapshots of a block; none where there is no block. */
export const decodeBlock = (text: string | undefined): readonly Snapshot[] =>
  text === undefined ? [] : decodeHistory(text).snapshots
