import { blocksOf, deletedBlocks, extendedBlocks } from '../encoding/first_snapshots.ts'
import type { Commit } from '../store.ts'
import { firstsField, type FieldPair } from './fields.ts'
import { readFieldsOfRegistration, type RedisHandle } from './handle.ts'

/**
 * The blocks of first snapshots that a commit writes. They are read before: no other writer changes
 * them without a new version, and then the commit writes nothing.
 * @throws {Refusal} `optimizer_not_found` where the registration is gone.
 */
export async function firstsPairs(
  redis: RedisHandle,
  { before, firstSnapshots = [] }: Commit,
): Promise<readonly FieldPair[]> {
  if (firstSnapshots.length === 0) return []
  const blocks = blocksOf(firstSnapshots.map(({ generation }) => generation))
  const texts = await readFieldsOfRegistration(redis, before, blocks.map(firstsField))
  const stored = new Map(
    blocks.flatMap((block, index) => {
      const text = texts[index]
      return text ? [[block, text.toString()] as const] : []
    }),
  )
  return extendedBlocks(firstSnapshots, stored).map(([block, text]) => [firstsField(block), text])
}

/** The fields of first snapshots that a commit deletes. */
export const deletedFirsts = ({ deletedFirsts }: Commit): readonly string[] =>
  deletedFirsts ? deletedBlocks(deletedFirsts).map(firstsField) : []
